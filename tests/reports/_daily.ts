/** Days of service for the two daily documents: every check of the starter observed, with what one wants otherwise. */

import type { Check } from '../../src/contract/terms/checklist.ts';
import { applies } from '../../src/contract/terms/checklist.ts';
import { at, toDate, toText } from '../../src/contract/time.ts';
import type { ManualResult, Reading } from '../../src/records/reading.ts';
import inspection, { type InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { bundle, recordOf } from './_documents.ts';

export const DAY = '2026-11-24';

/** What the starter's checklist takes for normal. */
function goodValue(check: Check): Reading['value'] {
  const limit = Number(check.limit);
  switch (check.op) {
    case 'le':
      return limit / 2;
    case 'ge':
      return limit;
    case 'eq':
      return check.limit === 'true' ? true : (check.limit ?? '');
    case 'between':
      return 0;
    default:
      return 12;
  }
}

/** A reading of the catalogue for each automatic check on each asset that it applies to, all normal. */
export function allNormal(date: string): Reading[] {
  const time = `${date}T09:00:20+08:00`;
  return bundle.checks
    .filter((check) => !check.manual)
    .flatMap((check) =>
      bundle.assets
        .filter((asset) => applies(check, asset))
        .map((asset) => ({
          source: asset.id,
          target: asset.id,
          metric: check.metric ?? '',
          ...(check.perInstance === true ? { instance: '/data' } : {}),
          value: goodValue(check),
          ...(check.unit === undefined ? {} : { unit: check.unit }),
          at: time,
        })),
    );
}

/** What a person saw: every manual check normal. */
export function allSeen(date: string): ManualResult[] {
  return bundle.checks
    .filter((check) => check.manual)
    .flatMap((check) =>
      bundle.assets
        .filter((asset) => applies(check, asset))
        .map((asset) => ({
          check: check.id,
          target: asset.id,
          result: 'normal' as const,
          by: '驻点运维工程师',
          at: `${date}T09:20:00+08:00`,
        })),
    );
}

/** The inspection of a day at 09:00. */
export function inspectionOf(date: string, changes: Partial<InspectionRecord> = {}): InspectionRecord {
  const readings = changes.readings ?? allNormal(date);
  const startedAt = `${date}T09:00:12+08:00`;
  const finishedAt = `${date}T09:00:41+08:00`;
  const sources = [...new Set(readings.map((r) => r.source))];
  const runs = sources.map((source) => ({
    source,
    type: 'prometheus',
    target: readings.find((r) => r.source === source)?.target ?? source,
    startedAt,
    finishedAt,
    ok: true,
    reason: null,
  }));
  return recordOf(inspection, {
    id: `XJ-${date.replaceAll('-', '')}-001`,
    at: startedAt,
    enteredAt: finishedAt,
    date,
    startedAt,
    finishedAt,
    runs,
    readings,
    manual: allSeen(date),
    ...changes,
  });
}

/** The readings with some values replaced: `metric of target` → value. */
export function withValues(readings: Reading[], values: Readonly<Record<string, Reading['value']>>): Reading[] {
  const used = new Set<string>();
  const changed = readings.map((one) => {
    const key = `${one.metric} of ${one.target}`;
    if (!(key in values)) return one;
    used.add(key);
    return { ...one, value: values[key] ?? null };
  });
  const unused = Object.keys(values).filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`no reading ${unused.join(', ')}`);
  return changed;
}

/** The days up to one, oldest first. */
export function daysBefore(date: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    toDate(date)
      .subtract({ days: count - n })
      .toString(),
  );
}

export function confirmation(changes: Partial<SignoffRecord> = {}): SignoffRecord {
  return recordOf(signoff, { at: `${DAY}T09:27:00+08:00`, enteredAt: `${DAY}T09:27:00+08:00`, ...changes });
}

/** `issuedAt('17:00')` of the day. */
export const issuedAt = (time: string, date = DAY): string => toText(at(date, time));
