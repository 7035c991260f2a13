/** What is wrong with one backup set and with a plan as a whole: `backup check`. Clauses 5.3.8, 5.5.2, 4.3.1(d), 4.3.3(e). Pure. */

import type { Asset } from '../../../contract/terms/assets.ts';
import { applies, type Check } from '../../../contract/terms/checklist.ts';
import { compareInstants, HOUR_SECONDS, type InstantText, secondsBetween } from '../../../contract/time.ts';
import { sizeChange } from '../../../records/size-change.ts';
import { formatDuration, limitText } from '../../../wording/durations.ts';
import { numberText } from '../../../wording/figures.ts';
import { parseRange } from '../../inspections/judge/value.ts';
import type { BackupRecord } from '../kinds/backup.ts';

/** What was found of one set on the disk. */
export interface SetFacts {
  set: string;
  /** Bytes. */
  size: number;
  begunAt: InstantText;
  finishedAt: InstantText;
  /** `complete`, or the short Chinese reason why not. */
  integrity: string;
  /** Against what was kept at backup time: in a file beside it, or in an earlier record. */
  checksum: 'same' | 'changed' | 'nothing-kept';
  /** Files whose checksum is another. */
  changed: readonly string[];
}

export interface Limits {
  /** The newest set may be so old. */
  hours: number;
  /** Percent against the median of earlier sets. */
  change: { low: number; high: number };
}

/** Where the checklist says nothing: a day and two hours, as it says of databases. */
const DEFAULTS: Limits = { hours: 26, change: { low: -30, high: 50 } };

/** The limits that the inspection checklist sets for an asset. @param maxAgeHours the plan's own, which goes first */
export function backupLimits(checks: readonly Check[], asset: Asset | undefined, maxAgeHours?: number): Limits {
  const limitOf = (metric: string) =>
    checks.find((one) => one.metric === metric && asset !== undefined && applies(one, asset))?.limit;
  const hours = maxAgeHours ?? Number(limitOf('backup.last') ?? DEFAULTS.hours);
  const change = limitOf('backup.size-change');
  return {
    hours: Number.isFinite(hours) ? hours : DEFAULTS.hours,
    change: change === undefined ? DEFAULTS.change : parseRange(change),
  };
}

/** What needs attention about one set, in Chinese; empty when nothing does. @param earlier bytes of the sets before it, newest first */
export function setProblems(facts: SetFacts, earlier: readonly number[], limits: Limits): string[] {
  const trend = sizeChange(facts.size, earlier);
  const outside = trend !== null && (trend < limits.change.low || trend > limits.change.high);
  return [
    ...(facts.integrity === 'complete' ? [] : [facts.integrity]),
    ...(facts.checksum === 'changed' ? [`校验值与备份时不一致：${shortList(facts.changed)}`] : []),
    ...(outside && trend !== null
      ? [
          `大小比以往${trend < 0 ? '小' : '大'} ${numberText(Math.abs(trend), { decimals: 2, unit: '%' })}（允许 ${numberText(limits.change.low, { unit: '%' })} 至 ${numberText(limits.change.high, { unit: '%' })}）`,
        ]
      : []),
  ];
}

const NAMED = 3;
const shortList = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')} 等 ${names.length} 个文件`;

/**
 * What needs attention about a plan: no set that could be restored, the newest one too old, sets gone before their time.
 * @param recorded backup records of this plan and asset
 */
export function planProblems(
  sets: readonly SetFacts[],
  recorded: readonly BackupRecord[],
  limits: Limits,
  now: InstantText,
): string[] {
  const whole = sets.filter((one) => one.integrity === 'complete' && one.checksum !== 'changed');
  const newest = whole.toSorted((a, b) => compareInstants(a.finishedAt, b.finishedAt)).at(-1);
  const gone = recorded.filter(
    (one) =>
      one.result === 'success' &&
      one.retainUntil !== undefined &&
      compareInstants(one.retainUntil, now) > 0 &&
      !sets.some(({ set }) => set === one.set),
  );
  return [...age(sets, newest, limits, now), ...gone.map((one) => `保留期内的备份集 ${one.set}（${one.id}）已不在`)];
}

function age(sets: readonly SetFacts[], newest: SetFacts | undefined, { hours }: Limits, now: InstantText): string[] {
  if (newest === undefined) return [sets.length === 0 ? '没有备份集' : '没有一份完整的备份集'];
  const old = secondsBetween(newest.finishedAt, now);
  return old <= hours * HOUR_SECONDS
    ? []
    : [`最近一份完整备份已有 ${formatDuration(old)}，应在 ${limitText(hours * HOUR_SECONDS)}内`];
}
