/** Goals of restore tests and drills, and what a security exercise asked for, counted again. */
import { type Figures, under } from './counted.ts';
import { type Data, datesOf, upTo } from './data.ts';
import { serviceRecords, type World } from './world.ts';

/** RTO and RPO of each, in minutes against seconds: what failed met nothing, what has no target or no time is not judged. */
export function goalsOf(tests: readonly Data[]): { met: number; missed: number } {
  const met = tests.flatMap(({ rtoTarget, rtoActual, rpoTarget, rpoActual, result }) =>
    [
      [rtoTarget, rtoActual],
      [rpoTarget, rpoActual],
    ]
      .filter(([target, actual]) => target !== undefined && actual !== undefined && actual !== null)
      .map(([target, actual]) => actual <= target * 60 && result !== 'failed'),
  );
  return { met: met.filter((one) => one).length, missed: met.filter((one) => !one).length };
}

export function drillFigures(world: World): Figures {
  const drills = serviceRecords(world, 'drill');
  const closed = drills.filter((one) => one.closedAt !== undefined);
  const { met, missed } = goalsOf(closed);
  const open = drills.flatMap((one) => one.problems ?? []).filter((one) => one.status === 'open').length;
  return under('drills', {
    total: drills.length,
    closed: closed.length,
    'goals-met': met,
    'goals-missed': missed,
    'improvements-open': open,
  });
}

export function exerciseFigures(world: World): Figures {
  const { manifest, asOf, clock } = world;
  const record = world.records('security-exercise').find((one) => one.id === manifest.event);
  if (record === undefined) return {};
  const { startedAt, endedAt, people = [], actions, problems = [] } = record;
  return under('exercise', {
    days: datesOf(clock.day(startedAt), clock.day(upTo(endedAt, asOf) ? endedAt : asOf)).length,
    people: people.length,
    actions: actions.length,
    problems: problems.length,
    'problems-open': problems.filter((one: Data) => one.status === 'open').length,
  });
}
