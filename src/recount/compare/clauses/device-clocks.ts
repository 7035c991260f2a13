/** Times of the repair of a device, counted again from its record: those of any fault, and those of its two reports. */
import { type Data, ms, upTo } from '../../data.ts';
import { type State, timeOf } from '../../levels/counted-clocks.ts';
import { termsOn } from '../../levels/held.ts';
import { type Limit, limitsFor, withTravel } from '../../levels/level-limits.ts';
import { bearing } from '../../score/scored-clauses.ts';
import type { World } from '../../world.ts';

export interface DeviceClock {
  id: 'response' | 'arrival' | 'solution' | 'written-report' | 'before-decision';
  state: State;
  clauses: readonly string[];
}

interface Agreed {
  /** When the written report was issued; absent: what the record says. */
  report?: string | undefined;
  /** Hours that both sides agreed on for 原因及方案, and for the written report. */
  solutionHours?: number | undefined;
  reportHours?: number | undefined;
}

/** A repair has no level: the limits that hold for all levels hold for it. */
const NO_LEVEL = '';

/** In the order in which they are printed. */
export function deviceClocks(world: World, record: Data, agreed: Agreed = {}): DeviceClock[] {
  const known = (time: string | undefined): string | undefined => (upTo(time, world.asOf) ? time : undefined);
  const over = known(record.repairedAt) !== undefined || known(record.closedAt) !== undefined;
  const [fault, reporting] = ['device-fault', 'device-report'].map((topic) => bearing(world.contract, topic));
  const judging = { asOf: world.asOf, over, missing: 'unrecorded' as const };
  const committed = (id: 'response' | 'arrival', end: string | undefined): DeviceClock[] => {
    const limit = fault?.length === 0 ? undefined : limitOf(world, record, id);
    if (limit === undefined) return [];
    const { state } = timeOf(world, { start: record.reportedAt, end, limit }, judging);
    return [{ id, state, clauses: [...(fault ?? []), ...limit.clauses] }];
  };
  const within = (
    id: DeviceClock['id'],
    {
      start,
      end,
      hours,
      clauses = [],
    }: { start: string; end: string | undefined; hours: number | undefined; clauses: string[] | undefined },
  ): DeviceClock[] => {
    if (hours === undefined || clauses.length === 0) return [];
    const limit: Limit = { ...PLAIN, seconds: Number(hours) * 3600 };
    return [{ id, state: timeOf(world, { start, end, limit }, judging).state, clauses }];
  };
  const found = known(record.irreparableAt);
  const report = agreed.report ?? known(record.writtenReportAt);
  return [
    ...committed('response', known(record.respondedAt)),
    ...committed('arrival', known(record.arrivedAt)),
    ...within('solution', {
      ...{ start: record.reportedAt, end: known(record.diagnosedAt) },
      ...{ hours: agreed.solutionHours, clauses: fault },
    }),
    ...(found === undefined
      ? []
      : within('written-report', { start: found, end: report, hours: agreed.reportHours, clauses: reporting })),
    ...(found === undefined || reporting?.length === 0
      ? []
      : [
          {
            id: 'before-decision' as const,
            state: beforeDecision(report, known(record.decidedAt)),
            clauses: reporting ?? [],
          },
        ]),
  ];
}

const PLAIN = { days: null, at: null, calendar: null, class: null, agreed: false, orArrival: false, clauses: [] };

/** That of the day on which the repair was asked for, longer by the way to the device. */
function limitOf(world: World, record: Data, clock: 'response' | 'arrival'): Limit | undefined {
  const start: string = record.reportedAt;
  const then = { ...world, contract: termsOn(world.contract, world.clock.day(start)) };
  const hit = { assets: [record.asset as string] };
  const limit = limitsFor(then, clock, NO_LEVEL, start, null, hit).find((one) => one.class === null);
  return clock === 'arrival' ? withTravel(world, limit, hit) : limit;
}

/** The report is for the purchaser to decide by. */
function beforeDecision(report: string | undefined, decided: string | undefined): State {
  if (decided === undefined) return report === undefined ? 'running' : 'met';
  return report !== undefined && ms(report) <= ms(decided) ? 'met' : 'missed';
}
