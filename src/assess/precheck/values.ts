/** Measured values that do not change by a digit from day to day. Pure. */
import { compareRecordIds } from '../../contract/record-id.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { measuredText } from '../../wording/measured.ts';
import { daysText, type PrecheckLine } from './line.ts';

/** Days in a row with the same digits. What fills slowly may stand still longer; what counts up may not stand still at all. */
const limits = [
  { metric: /(^|\.)uptime$/, days: 2, whole: true },
  { metric: /^disk\./, days: 10, whole: false },
  { metric: /./, days: 5, whole: false },
] as const;

interface Run {
  target: string;
  metric: string;
  instance: string;
  value: number;
  unit: string;
  days: string[];
  records: string[];
}

/** One line for each series that stood still: values with decimals, which no real machine repeats, and running times. */
export function frozenValues(records: readonly AnyRecord[]): PrecheckLine[] {
  const lines: PrecheckLine[] = [];
  let runs = new Map<string, Run>();
  for (const inspection of lastOfEachDay(records)) {
    const next = new Map<string, Run>();
    for (const { target, metric, instance = '', value, unit = '' } of inspection.readings) {
      if (typeof value !== 'number') continue;
      const key = JSON.stringify([target, metric, instance]);
      const before = runs.get(key);
      const run: Run =
        before !== undefined && before.value === value
          ? { ...before, days: [...before.days, inspection.date], records: [...before.records, inspection.id] }
          : { target, metric, instance, value, unit, days: [inspection.date], records: [inspection.id] };
      next.set(key, run);
    }
    for (const [key, run] of runs) if (next.get(key)?.days[0] !== run.days[0]) lines.push(...lineOf(run));
    runs = next;
  }
  for (const run of runs.values()) lines.push(...lineOf(run));
  return lines;
}

function lineOf(run: Run): PrecheckLine[] {
  const limit = limits.find((one) => one.metric.test(run.metric));
  if (limit === undefined || run.days.length < limit.days || (!limit.whole && Number.isInteger(run.value))) return [];
  const place = run.instance === '' ? run.target : `${run.target} ${run.instance}`;
  return [
    {
      rule: 'frozen-value',
      records: run.records,
      text: `${place} 的 ${run.metric} 在 ${daysText(run.days)}中都是 ${measuredText(run.value, run.unit === '' ? undefined : run.unit)}`,
    },
  ];
}

function lastOfEachDay(records: readonly AnyRecord[]): InspectionRecord[] {
  const byDay = new Map<string, InspectionRecord>();
  for (const record of records.filter((one): one is InspectionRecord => one.kind === 'inspection')) {
    const there = byDay.get(record.date);
    if (there === undefined || compareRecordIds(record.id, there.id) > 0) byDay.set(record.date, record);
  }
  return [...byDay.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
