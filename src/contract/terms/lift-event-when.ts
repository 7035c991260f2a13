/**
 * Obligations by what an incident is: `eventWhen: major` and `p1-p3-or-flagged` named rules of the code; `eventClass`,
 * `eventLevels` and `eventFlagged` say it with the contract's own classes and levels. Pure, on data as the file holds them.
 */
type Data = Record<string, unknown>;

const CONDITIONS: Readonly<Record<string, Data>> = {
  any: {},
  major: { eventClass: 'major' },
  'p1-p3-or-flagged': { eventLevels: ['P1', 'P2', 'P3'], eventFlagged: 'true' },
};

/** One entry of a file of obligations; of another word it is left, and refused with its place. */
export function liftEventWhen(old: unknown): unknown {
  if (typeof old !== 'object' || old === null || !('eventWhen' in old)) return old;
  const { eventWhen, ...rest } = old as Data;
  const known = CONDITIONS[String(eventWhen ?? 'any')];
  return known === undefined ? old : { ...rest, ...known };
}
