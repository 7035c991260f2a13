/** What became of each 应交项 that fell due on the days of a document's period. */
import { type Due, dueList } from './calendar.ts';
import { type Data, ms, upTo } from './data.ts';
import { dayOf, lastDayOf, serviceRecords, type World } from './world.ts';

const keyOf = (one: Data): string => `${one.obligation} ${one.period}`;

/** Counts by the ids of the figures. @param leaveOut obligations that the document does not list */
export function deliveryCounts(world: World, leaveOut: readonly string[] = []): Record<string, number> {
  const last = lastDayOf(world);
  const day = (due: number): string => world.clock.day(new Date(due).toISOString());
  const owed = dueList(world).filter(
    ({ due, obligation }) =>
      due !== null && day(due) >= world.manifest.from && day(due) <= last && !leaveOut.includes(obligation.id),
  );
  const known = knownOf(world);
  const judged = owed.map((one) => judgeOne(world, one, known));
  const count = (test: (one: Outcome) => boolean): number => judged.filter(test).length;
  return {
    owed: count((one) => one.state !== 'waived'),
    'on-time': count((one) => one.state === 'on-time'),
    'on-time-delivered': count((one) => one.delivered && one.state !== 'waived'),
    late: count((one) => one.state === 'late'),
    overdue: count((one) => one.state === 'overdue'),
    missing: count((one) => one.state === 'missing'),
    gaps: count((one) => one.state === 'overdue' || one.state === 'missing'),
    open: count((one) => one.state === 'open'),
    waived: count((one) => one.state === 'waived'),
    received: count((one) => one.received),
  };
}

interface Outcome {
  state: 'on-time' | 'late' | 'overdue' | 'missing' | 'open' | 'waived';
  /** Handed over in time. */
  delivered: boolean;
  received: boolean;
}

interface Known {
  issued: Map<string, Data[]>;
  signoffs: Map<string, Data[]>;
  waived: Set<string>;
  inspected: Set<string>;
}

function knownOf(world: World): Known {
  const signoffs = serviceRecords(world, 'signoff').filter(
    (one) => upTo(one.at, world.asOf) && dayOf(world, one) <= world.manifest.to,
  );
  return {
    issued: Map.groupBy(world.issued, keyOf),
    signoffs: Map.groupBy(signoffs, keyOf),
    waived: new Set(serviceRecords(world, 'waiver').map(keyOf)),
    inspected: new Set(serviceRecords(world, 'inspection').map((one) => one.date)),
  };
}

function judgeOne(world: World, due: Due, known: Known): Outcome {
  const key = `${due.obligation.id} ${due.period}`;
  const revisions = (known.issued.get(key) ?? []).toSorted((a, b) => a.revision - b.revision);
  const acts = known.signoffs.get(key) ?? [];
  const numbers = new Set(revisions.map((one) => one.revision));
  const first = (action: string, revision: number): number =>
    Math.min(...acts.filter((one) => one.action === action && one.revision === revision).map((one) => ms(one.at)));
  const delivered = Math.min(
    ...acts.filter((one) => one.action === 'deliver' && numbers.has(one.revision)).map((one) => ms(one.at)),
  );
  const newest = revisions.at(-1)?.revision ?? 0;
  const [received, returned] = [first('receive', newest), first('return', newest)];
  return {
    state: stateOf(world, due, revisions[0], known),
    delivered: delivered <= (due.due as number),
    received: Number.isFinite(received) && !(Number.isFinite(returned) && returned > received),
  };
}

function stateOf(world: World, due: Due, first: Data | undefined, known: Known): Outcome['state'] {
  if (first !== undefined) return ms(first.times.issued) <= (due.due as number) ? 'on-time' : 'late';
  if (known.waived.has(`${due.obligation.id} ${due.period}`)) return 'waived';
  if (ms(world.asOf) <= (due.due as number)) return 'open';
  return observed(world, due, known) ? 'overdue' : 'missing';
}

/** Daily documents rest on the day's inspection; those of one event a period on that event; the rest can be written. */
function observed(world: World, { obligation, from, to }: Due, { inspected }: Known): boolean {
  if (obligation.cadence === 'day') return inspected.has(from);
  const rests = obligation.cadence !== 'event' && obligation.issueFrom?.rule === 'fields';
  if (!rests || obligation.eventKind === undefined) return true;
  return serviceRecords(world, obligation.eventKind).some(
    (one) => dayOf(world, one) >= from && dayOf(world, one) <= to,
  );
}
