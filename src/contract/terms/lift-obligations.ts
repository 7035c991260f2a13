/**
 * Schema 1 → 2 of the files of obligations (`obligations.yaml`, `registers.yaml`, `written.yaml`), on data as they hold them.
 * One step for each thing that changed, each its own module; a step gets one obligation. Pure.
 */
import { liftCadence } from './lift-cadence.ts';
import { liftEventWhen } from './lift-event-when.ts';

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
