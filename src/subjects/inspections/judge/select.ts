/** Finds what an inspection holds for one check on one asset: readings, and failing them the reason why not. Pure. */
import type { Asset } from '../../../contract/terms/assets.ts';
import type { Check } from '../../../contract/terms/checklist.ts';
import type { Reading, SourceRun } from '../../../records/reading.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';

/** The inspection fields that judging reads; a draft in the making has them too. */
export type Inspected = Pick<InspectionRecord, 'runs' | 'readings' | 'manual' | 'finishedAt'> &
  Partial<Pick<InspectionRecord, 'date'>> & {
    /** What was collected of the same day before; see `WholeDay`. */
    earlier?: readonly Pick<InspectionRecord, 'runs' | 'readings' | 'finishedAt'>[];
    /** Of these what was withdrawn. */
    takenBack?: readonly Pick<InspectionRecord, 'runs' | 'readings' | 'finishedAt'>[];
  };

/** An inspection arranged for look-up, since every check asks for its few readings. */
export interface Index {
  runs: Map<string, SourceRun[]>;
  readings: Map<string, Reading[]>;
  /** Sources with the metrics that they gave. */
  given: Set<string>;
}

/** What there is for one row. */
export type Found =
  | { state: 'read'; instance: string | null; readings: Reading[] }
  | { state: 'unreachable'; instance: string | null; reason: string; at: string | null }
  | { state: 'unconfigured'; instance: null };

const key = (of: string, metric: string): string => `${of} ${metric}`;

export function indexInspection(inspection: Pick<Inspected, 'runs' | 'readings'>): Index {
  return {
    runs: Map.groupBy(inspection.runs, (run) => run.target),
    readings: Map.groupBy(inspection.readings, (reading) => key(reading.target, reading.metric)),
    given: new Set(inspection.readings.map((reading) => key(reading.source, reading.metric))),
  };
}

/**
 * Readings of one check on one asset, one entry per instance; never empty.
 * An instance of the previous inspection that is missing now is 无法采集: a mount point must not vanish from the log.
 */
export function findReadings(check: Check, asset: Asset, now: Index, before: Index | null): Found[] {
  if (check.metric === undefined) return [{ state: 'unconfigured', instance: null }];
  const own = key(asset.id, check.metric);
  const readings = now.readings.get(own) ?? [];
  if (readings.length > 0 && check.perInstance !== true) return [{ state: 'read', instance: null, readings }];
  const earlier = before?.readings.get(own) ?? [];
  const runs = runsOf(asset, now);
  if (readings.length === 0) return [withoutReading({ runs, now }, earlier, before, check)];
  const found: Found[] = [...Map.groupBy(readings, (r) => r.instance ?? '')].map(([instance, group]) => ({
    state: 'read',
    instance: instance === '' ? null : instance,
    readings: group,
  }));
  return [...found, ...vanished(readings, earlier, runs)];
}

/** A run may be for the asset or, for a source that reads a whole kind (45 desk signs), for the kind. */
function runsOf(asset: Asset, index: Index): SourceRun[] {
  return [...(index.runs.get(asset.id) ?? []), ...(index.runs.get(asset.kind) ?? [])];
}

interface Ran {
  /** Of the asset. */
  runs: SourceRun[];
  now: Index;
}

function withoutReading({ runs, now }: Ran, earlier: Reading[], before: Index | null, check: Check): Found {
  const failed = runs.find((run) => !run.ok && !isKnownNotToMeasure(run, check, before));
  if (failed !== undefined) {
    return { state: 'unreachable', instance: null, reason: failed.reason ?? '采集失败', at: failed.finishedAt };
  }
  const ok = runs.find((run) => run.ok && earlier.some((reading) => reading.source === run.source));
  if (ok !== undefined) {
    return { state: 'unreachable', instance: null, reason: '数据源本次未给出该项（上次有）', at: ok.finishedAt };
  }
  // Of a day of which only a sheet of paper tells: what was read before was not read that day.
  if (now.runs.size === 0 && earlier.length > 0)
    return { state: 'unreachable', instance: null, reason: '当日没有采集（此前有）', at: null };
  return { state: 'unconfigured', instance: null };
}

/** A source that failed now but ran well before without ever giving this metric does not measure it. */
function isKnownNotToMeasure(run: SourceRun, check: Check, before: Index | null): boolean {
  const ranBefore = before?.runs.get(run.target)?.some((one) => one.source === run.source && one.ok) ?? false;
  return ranBefore && before?.given.has(key(run.source, check.metric ?? '')) === false;
}

function vanished(readings: Reading[], earlier: Reading[], runs: SourceRun[]): Found[] {
  const present = new Set(readings.map((r) => r.instance));
  // A reading without an instance says that the whole list could not be read; its own row already tells.
  if (present.has(undefined)) return [];
  const gone = new Set(earlier.map((r) => r.instance).filter((i) => i !== undefined && !present.has(i)));
  return [...gone].map((instance) => {
    const failed = runs.find(
      (run) => !run.ok && earlier.some((r) => r.instance === instance && r.source === run.source),
    );
    const at = (failed ?? runs[0])?.finishedAt ?? readings[0]?.at ?? '';
    return {
      state: 'unreachable',
      instance: instance ?? null,
      reason: failed?.reason ?? '本次未见该实例（上次有）',
      at,
    };
  });
}
