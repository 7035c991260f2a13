/** Rows of 应交项: of an obligation, of all of a cadence, and of what is not known to be handed over. */
import { balanceOf } from '../balance.ts';
import type { Counted } from '../counted.ts';
import { isOpen, isOwed, judgedDues, keyIn, type Outcome } from '../counted-deliveries.ts';
import { type Data, ms } from '../data.ts';
import { ownUnit } from '../units.ts';
import type { World } from '../world.ts';
import { once } from './once.ts';

const OF_DELIVERY: Readonly<Record<string, (one: Outcome) => boolean>> = {
  owed: isOwed,
  issued: ({ issued }) => issued,
  delivered: ({ delivered }) => delivered,
  signed: ({ signed }) => signed,
  received: ({ received }) => received,
  deemed: ({ deemed }) => deemed,
  claimed: ({ claimed }) => claimed,
  open: isOpen,
};
const DELIVERY_STATES = ['late', 'delivered-late', 'undelivered', 'overdue', 'missing', 'waived'];

const ownDues = once((world) => {
  const { counts } = balanceOf(world);
  return judgedDues(world).filter(({ due }) => counts(keyIn(due)));
});

/** Each 应交项 that the document counts, by its obligation; what fell due before its own period began is 上期截止后到期. */
export function ofObligation(world: World, obligation = '', origin = '', column = ''): Counted | undefined {
  const test =
    OF_DELIVERY[column] ?? (DELIVERY_STATES.includes(column) ? ({ state }: Outcome) => state === column : undefined);
  if (test === undefined) return undefined;
  const begin = world.spans.at(-1)?.start ?? 0;
  const all = ownDues(world).filter(
    ({ due }) => (due.due !== null && due.due + 1000 < begin ? 'after-cut' : 'own') === origin,
  );
  const own = world.obligations.some(({ id }) => id === obligation)
    ? all.filter(({ due }) => due.obligation.id === obligation)
    : [...Map.groupBy(all, ({ due }) => due.obligation.id).values()].filter(isJoined(obligation)).flat();
  return own.length === 0 ? undefined : own.filter(({ outcome }) => test(outcome)).length;
}

/** A document has one row for all that was in time of one cadence. */
const isJoined =
  (cadence: string) =>
  (own: ReturnType<typeof judgedDues>): boolean =>
    own[0] !== undefined &&
    cadenceOf(own[0].due.obligation) === cadence &&
    own.every(({ outcome }) => outcome.state === 'on-time');

function cadenceOf({ cadence, every, timesADay, atLeast, seasons }: Data): string {
  if (cadence !== undefined) return cadence;
  if (every !== undefined) {
    const n = Number(every.n ?? 1);
    return every.unit === 'service' ? 'once' : n === 1 ? every.unit : `${every.unit}-${n}`;
  }
  if (timesADay !== undefined) return `shifts-${timesADay.length}`;
  if (seasons !== undefined) return 'seasons';
  return atLeast === undefined ? 'dates' : `at-least-${atLeast.n}-${atLeast.per}`;
}

/** Issued in time, and not known to be handed over in time. */
export function ofUndelivered(world: World, ids = '', column = ''): Counted {
  const kinds = ids.split('+');
  // A statement does not judge itself.
  const isOwn = (id: string): boolean => ownUnit(world) === 'compliance-statement' && id === world.manifest.obligation;
  const own = ownDues(world).filter(
    ({ due, outcome }) =>
      kinds.includes(due.obligation.id) && !isOwn(due.obligation.id) && outcome.issued && !outcome.delivered,
  );
  const late = own.filter(
    ({ due, outcome: { times } }) => times.delivered !== null || due.due === null || ms(world.asOf) > due.due,
  );
  return column === 'count' ? late.length : late.filter(({ outcome }) => outcome.times.delivered === null).length;
}
