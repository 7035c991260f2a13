/**
 * Schema 1 → 2 of the files of obligations (`obligations.yaml`, `registers.yaml`, `written.yaml`), on data as they hold them.
 * One step for each thing that changed; a step gets one obligation. Pure.
 */
import { liftCadence } from './lift-cadence.ts';

type Data = Record<string, unknown>;

const steps: readonly ((old: unknown) => unknown)[] = [liftEventWhen, liftCadence];

/** @returns the step that lifts the list under `key`, the number of the schema itself left to the caller */
export const liftObligations =
  (key: 'obligations' | 'registers' | 'documents') =>
  (old: Data): Data => {
    const all = old[key];
    if (!Array.isArray(all)) return old;
    return { ...old, [key]: all.map((one) => steps.reduce((data, step) => step(data), one as unknown)) };
  };

/**
 * Obligations by what an incident is: `eventWhen: major` and `p1-p3-or-flagged` named rules of the code; `eventClass`,
 * `eventLevels` and `eventFlagged` say it with the contract's own classes and levels.
 */
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
