/**
 * One row over all collections of a day: what was measured abnormal stays so, however often it is collected again, with when it was
 * normal again; what could not be measured and then was, is measured. Each reading that failed is named with its time. Pure.
 */
import type { Check } from '../../../contract/terms/checklist.ts';
import { compareInstants, dateOf, formatDateTime, formatTime } from '../../../contract/time.ts';
import { outcomeWords } from '../../../states/outcome.ts';
import type { CheckResult } from './result.ts';

/** Readings that a reason names one by one. */
const NAMED = 6;

/**
 * @param rows of the last collection, one an instance
 * @param earlier of the collections before it, oldest first
 */
export function overTheDay(check: Check, rows: readonly CheckResult[], earlier: readonly CheckResult[]): CheckResult[] {
  const then = Map.groupBy(earlier, ({ instance }) => instance);
  const seen = new Set(rows.map(({ instance }) => instance));
  // An instance that is gone by now (unmounted, its source taken out) failed all the same.
  const gone = [...then].flatMap(([instance, own]) => (seen.has(instance) ? [] : goneRow(check, own)));
  const told = rows.map((row) => dayRow(check, row, then.get(row.instance) ?? []));
  const measured = told.filter((row) => row.outcome !== 'unconfigured' || row.instance !== null);
  return [...(gone.length > 0 ? measured : told), ...gone].sort(byInstance);
}

/**
 * The rows, each with what failed of it in a collection that was taken back: whoever takes back what failed takes back no failure
 * unseen. @param counted what is judged as it was read, before it was brought together @param gone rows of what was taken back
 */
export function withTakenBack(
  rows: CheckResult[],
  counted: readonly CheckResult[],
  gone: readonly CheckResult[],
): CheckResult[] {
  const keyOf = ({ instance, at, measured }: CheckResult): string => `${instance} ${at} ${measured}`;
  // What was carried over into a later collection is judged there.
  const known = new Set(counted.filter(({ outcome }) => outcome === 'abnormal').map(keyOf));
  const open = gone.filter((one) => one.outcome === 'abnormal' && !known.has(keyOf(one)));
  const failed = [...Map.groupBy(open, ({ instance }) => instance).values()].flatMap(distinct);
  if (failed.length === 0) return rows;
  const there = new Set(rows.map(({ instance }) => instance));
  const time = timesOf(failed);
  return rows.map((row, n) => {
    // Of an instance that is seen no more the first row tells.
    const own = failed.filter(({ instance }) => instance === row.instance || (n === 0 && !there.has(instance)));
    if (own.length === 0) return row;
    const named = own.slice(0, NAMED).map((one) => {
      const of = one.instance === row.instance || one.instance === null ? '' : `${one.instance} `;
      return `${of}${time(one)} ${one.measured}`;
    });
    const takenBack = `${named.join('、')}${own.length > NAMED ? ` 等 ${own.length} 次` : ''}`;
    const reason = joined(row.reason, `已作废的采集读到 ${takenBack}，标准 ${row.standard}`);
    return { ...row, takenBack, reason };
  });
}

const byInstance = (a: CheckResult, b: CheckResult): number => ((a.instance ?? '') < (b.instance ?? '') ? -1 : 1);

function goneRow(check: Check, own: readonly CheckResult[]): CheckResult[] {
  const last = own.findLast(({ outcome }) => outcome === 'abnormal');
  return last === undefined ? [] : [dayRow(check, last, own)];
}

function dayRow(check: Check, last: CheckResult, earlier: readonly CheckResult[]): CheckResult {
  const readings = distinct([...earlier, last]);
  const failed = readings.filter(({ outcome }) => outcome === 'abnormal');
  const worst = worstOf(check, failed);
  if (worst === undefined) return { ...last, reason: joined(last.reason, besideText(readings, last)) };
  const { measured, value, at, method } = worst;
  const others = failed.length > 1 || failed[0] !== last;
  const reason = others ? failedText(readings, failed) : last.reason;
  return { ...last, measured, value, at, method, outcome: 'abnormal', reason };
}

/**
 * A later record carries over what an earlier one read: that is one reading, and it failed if it failed when it was fresh.
 * What was not configured, or cannot be told by its time, is no reading.
 */
function distinct(rows: readonly CheckResult[]): CheckResult[] {
  const found = new Map<string, CheckResult>();
  for (const row of rows) {
    const key = `${row.at} ${row.outcome === 'unreachable' ? row.reason : row.measured}`;
    const known = found.get(key);
    if (row.at !== null && (known?.outcome !== 'abnormal' || row.outcome === 'abnormal')) found.set(key, row);
  }
  return [...found.values()].sort((a, b) => compareInstants(a.at ?? '', b.at ?? ''));
}

/** The number that is furthest off the standard; of what is no number the last. */
function worstOf({ op }: Check, failed: readonly CheckResult[]): CheckResult | undefined {
  const sign = op === 'le' || op === 'lt' ? 1 : op === 'ge' || op === 'gt' ? -1 : 0;
  const far = ({ value }: CheckResult): number => (typeof value === 'number' ? value * sign : 0);
  return failed.reduce<CheckResult | undefined>((a, b) => (a !== undefined && far(a) > far(b) ? a : b), undefined);
}

/** `09:00 93.0 %、09:20 91.0 %，标准 ≤ 80 %；09:21 复采 61.0 %，恢复正常` */
function failedText(readings: readonly CheckResult[], failed: readonly CheckResult[]): string {
  const time = timesOf(readings);
  const named = failed.slice(0, NAMED).map((one) => `${time(one)} ${one.measured}`);
  const more = failed.length > NAMED ? ` 等 ${failed.length} 次` : '';
  const standard = failed[0]?.standard ?? '';
  const after = readings.slice(readings.indexOf(failed.at(-1) as CheckResult) + 1);
  const again = after.find(({ outcome }) => outcome === 'normal');
  const next = again ?? after[0];
  const then =
    next === undefined
      ? ''
      : next === again
        ? `；${time(next)} 复采 ${next.measured}，恢复${outcomeWords.normal}`
        : `；${time(next)} 复采${outcomeWords[next.outcome]}${next.reason === null ? '' : `（${next.reason}）`}`;
  return `${named.join('、')}${more}，标准 ${standard}${then}`;
}

/** Of a row that never failed: that it could not be read at first, or was read before it no longer could be. */
function besideText(readings: readonly CheckResult[], last: CheckResult): string | null {
  const others = readings.filter((one) => one !== last);
  const time = timesOf(readings);
  const unread = others.filter(({ outcome }) => outcome === 'unreachable' || outcome === 'stale');
  if (last.outcome === 'normal') {
    const named = unread.slice(0, NAMED).map((one) => `${time(one)} ${outcomeWords[one.outcome]}`);
    return named.length === 0 ? null : `${named.join('、')}；${time(last)} 采到`;
  }
  const read = others.findLast(({ outcome }) => outcome === 'normal');
  return read === undefined ? null : `此前 ${time(read)} ${read.measured}`;
}

const joined = (...parts: (string | null)[]): string | null => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join('；');
};

/** Times in minutes as far as that tells them apart; with their days where there are several. */
function timesOf(readings: readonly CheckResult[]): (row: CheckResult) => string {
  const all = readings.map(({ at }) => at as string);
  const severalDays = new Set(all.map(dateOf)).size > 1;
  const minute = (at: string): string => (severalDays ? formatDateTime(at).slice(5, 16) : formatTime(at).slice(0, 5));
  const isClear = new Set(all.map(minute)).size === new Set(all).size;
  return ({ at }) =>
    isClear ? minute(at as string) : severalDays ? formatDateTime(at as string) : formatTime(at as string);
}
