/** 巡检汇总: every inspected day of a period judged by its last inspection and its confirmation. Pure. */
import { withoutShift } from '../../../contract/calendar/shift-period.ts';
import { type DateText, type InstantText, toDate } from '../../../contract/time.ts';
import type { Outcome } from '../../../states/outcome.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';
import { judgedBefore, lastOfEachDay, runsBefore } from './day.ts';
import { confirmOfDay } from './day-confirm.ts';
import { type InspectionContext, judgeInspection } from './judge.ts';
import { type CheckResult, checkName, countOutcomes, rowKey } from './result.ts';
import type { Inspected } from './select.ts';
import { sourceNotes } from './source-notes.ts';

export interface InspectedDay {
  date: DateText;
  record: string;
  /** Rows of the contract's assets; the supplier's own machine is left out. */
  results: CheckResult[];
  /** Those of what is outside the contract, which count for nothing. */
  apart: CheckResult[];
  counts: ReturnType<typeof countOutcomes>;
  confirmed: boolean;
}

/** An inspection of a day, and what else is known of the days around it. */
export interface DayInput {
  inspection: Inspected & { date: DateText };
  /** Oldest first. Those of the days before tell what should still be there: a source that failed yesterday is compared with its last good answer. */
  among: readonly InspectionRecord[];
  /** null: nobody has confirmed the day, or it is judged as it was before. */
  confirm: SignoffRecord | null;
  asOf: InstantText;
}

/** The rows of a day, the same wherever the day is told of: its log, the comparison with the day after, reports, site, desk, mail. */
export const judgeDay = (context: InspectionContext, { inspection, among, confirm, asOf }: DayInput): CheckResult[] =>
  judgeInspection({
    ...{ ...context, inspection, confirm, asOf },
    previous: judgedBefore(among, inspection.date),
    notes: sourceNotes(inspection.runs, runsBefore(among, inspection.date), inspection.date),
  });

export interface InspectionDaysInput {
  context: InspectionContext;
  inspections: readonly InspectionRecord[];
  /** Those before the first of them, oldest first: the first days are judged against them. */
  before?: readonly InspectionRecord[];
  /** Those of the same days that were withdrawn. */
  gone?: readonly InspectionRecord[];
  /** Confirmations of the inspection log; others are passed over. */
  signoffs: readonly SignoffRecord[];
  /** Ids of the obligations that are inspection logs. */
  logs: readonly string[];
  asOf: InstantText;
}

/** The inspected days in order. */
export function inspectedDays(input: InspectionDaysInput): InspectedDay[] {
  const confirms = Map.groupBy(
    input.signoffs.filter((one) => one.action === 'confirm' && input.logs.includes(one.obligation)),
    ({ period }) => withoutShift(period),
  );
  const days = lastOfEachDay(input.inspections, input.gone);
  const among = [...(input.before ?? []), ...input.inspections];
  return days.map((inspection) => {
    const confirm = confirmOfDay(confirms.get(inspection.date) ?? [], inspection.date);
    const all = judgeDay(input.context, { inspection, among, confirm, asOf: input.asOf });
    const results = all.filter((row) => row.contract);
    return {
      date: inspection.date,
      record: inspection.id,
      results,
      apart: all.filter((row) => !row.contract),
      counts: countOutcomes(results),
      confirmed: confirm !== null,
    };
  });
}

/** Days from `from` to `to` (inclusive) without any inspection: they stay 缺失. */
export function daysWithoutInspection(days: readonly InspectedDay[], from: DateText, to: DateText): DateText[] {
  const inspected = new Set(days.map((one) => one.date));
  const missing: DateText[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) {
    if (!inspected.has(day.toString())) missing.push(day.toString());
  }
  return missing;
}

export interface RecurringAbnormality {
  asset: string;
  check: string;
  days: DateText[];
  /** Measured value of the last such day. */
  lastMeasured: string;
  /** Where that is a share of all assets of a kind, those that were not in order. */
  members: string[];
  /** Outcome on the last inspected day; null when the row was not there. What can no longer be read has not recovered. */
  now: Outcome | null;
}

/** A value over all assets of a kind ends in a share, `9/10 个`: said of what. */
const SHARE = /(?<share>\d+\/\d+ [^\s（]+)(?<apart>（另 [^）]+）)?$/;

function lastOf({ measured, members }: CheckResult): Pick<RecurringAbnormality, 'lastMeasured' | 'members'> {
  if (members === undefined || !SHARE.test(measured)) return { lastMeasured: measured, members: [] };
  const names = members.filter(({ outcome }) => outcome === 'abnormal').map((one) => one.assetName);
  return { lastMeasured: measured.replace(SHARE, '$<share>正常$<apart>'), members: [...new Set(names)] };
}

/** Checks that were abnormal, most days first. */
export function recurringAbnormalities(days: readonly InspectedDay[]): RecurringAbnormality[] {
  const found = new Map<string, RecurringAbnormality>();
  for (const { date, results } of days) {
    for (const row of results.filter((one) => one.outcome === 'abnormal')) {
      const key = rowKey(row);
      const before = found.get(key)?.days ?? [];
      const dates = before.at(-1) === date ? before : [...before, date];
      found.set(key, { asset: row.assetName, check: checkName(row), days: dates, ...lastOf(row), now: null });
    }
  }
  const last = new Map((days.at(-1)?.results ?? []).map((row) => [rowKey(row), row.outcome]));
  return [...found]
    .map(([key, one]) => ({ ...one, now: last.get(key) ?? null }))
    .sort((a, b) => b.days.length - a.days.length || (`${a.asset}${a.check}` < `${b.asset}${b.check}` ? -1 : 1));
}

/** A manual check of an inspected day that nobody gave a result. */
export interface Unchecked {
  clause: string;
  label: string;
  date: DateText;
  /** The log of the day was confirmed all the same. */
  confirmed: boolean;
}

/**
 * Of every inspected day, days off as well: what nobody looked at is not normal.
 * @param days judged with their confirmations
 */
export const uncheckedOf = (days: readonly InspectedDay[]): Unchecked[] =>
  days.flatMap(({ date, confirmed, results }) =>
    results
      .filter((row) => row.outcome === 'manual-pending')
      .map(({ clause, label }) => ({ clause, label, date, confirmed })),
  );

/** Their days, each once and in order. */
export const datesOf = (rows: readonly Pick<Unchecked, 'date'>[]): DateText[] => [
  ...new Set(rows.map(({ date }) => date)),
];
