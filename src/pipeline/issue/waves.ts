/**
 * One round of issuing, in the order in which its documents build on each other: a report that tells when another document of
 * its event was submitted, or adds up those of its period, is composed when these are archived, and not beside them, where they
 * would be still to come.
 */
import type { Deliverable } from '../../../reports/_deliverable.ts';
import type { IssueOrder } from './make.ts';

type Ordered = { planned: Pick<IssueOrder['planned'], 'obligation' | 'occurrence'> };

/**
 * @param orders of one round, nearest due time first
 * @returns the same in waves: each tells of those before it, and of none beside it; one wave when none tells of another
 */
export function inWaves<Order extends Ordered>(
  orders: readonly Order[],
  deliverables: ReadonlyMap<string, Pick<Deliverable, 'follows'>>,
): Order[][] {
  const waves: Order[][] = [];
  const waveOf = new Map<Order, number>();
  for (const order of sorted(orders, deliverables)) {
    const before = [...waveOf].filter(([other]) => tellsOf(order, other, deliverables)).map(([, wave]) => wave);
    const wave = before.length === 0 ? 0 : Math.max(...before) + 1;
    waveOf.set(order, wave);
    waves[wave] = [...(waves[wave] ?? []), order];
  }
  return waves;
}

/** Those that follow no other obligation first, else as they came. */
function sorted<Order extends Ordered>(
  orders: readonly Order[],
  deliverables: ReadonlyMap<string, Pick<Deliverable, 'follows'>>,
): Order[] {
  const follows = ({ planned }: Order) => (deliverables.get(planned.obligation.id)?.follows === undefined ? 0 : 1);
  return orders.toSorted((a, b) => follows(a) - follows(b));
}

function tellsOf(
  { planned }: Ordered,
  { planned: other }: Ordered,
  deliverables: ReadonlyMap<string, Pick<Deliverable, 'follows'>>,
): boolean {
  const { event, to } = planned.occurrence;
  const followed = deliverables.get(planned.obligation.id)?.follows;
  if (followed === undefined || other.occurrence.event !== event) return false;
  if (event === undefined) return followed.includes(other.obligation.id) && other.occurrence.to <= to;
  // Of several reports on one event the later tells of the earlier.
  return followed.includes(other.obligation.id) || other.obligation.id === planned.obligation.id;
}

/** Two pages of the browser render side by side; more would only wait for the two cores. */
export async function inParallel<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
