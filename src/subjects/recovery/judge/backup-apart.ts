/**
 * Why the number of backup sets that succeeded is not that of the owed ones that are there: a plan owes one a day, and what was made
 * again, off its day, or by a plan without a rhythm is a set too. Pure.
 */
import { type DateText, dateOf } from '../../../contract/time.ts';
import type { BackupRecord } from '../kinds/backup.ts';
import type { OwedSets } from './backup-owed.ts';
import { isGoodSet } from './backup-state.ts';

type Told = Pick<BackupRecord, 'id' | 'plan' | 'asset' | 'startedAt' | 'result' | 'verified'>;

export interface CountedSets {
  /** Sets from which `owedSets` read what was owed. */
  known: readonly Told[];
  /** Those of them that the page or document counts. */
  counted: readonly Told[];
  /** Days of which it was read what was owed, both inclusive. */
  from: DateText;
  to: DateText;
}

/** `success` = `there` + `extra` + `free` + `outside` − `elsewhere`, in sets. */
export interface SetsApart {
  success: number;
  there: number;
  /** On a day that has another good set, or that is no day of the plan. */
  extra: number;
  /** Of plans without a rhythm, which owe nothing. */
  free: number;
  /** Counted here, of a day that is not one of those days. */
  outside: number;
  /** Of one of those days, and counted by another document. */
  elsewhere: number;
}

/** @param plans what `owedSets` gave for the known sets and the days */
export function setsApart(plans: readonly OwedSets[], { known, counted, from, to }: CountedSets): SetsApart {
  const good = (list: readonly Told[]): Told[] => list.filter(isGoodSet);
  const isInDays = ({ startedAt }: Told): boolean => dateOf(startedAt) >= from && dateOf(startedAt) <= to;
  const owing = new Set(
    plans.filter(({ owed }) => owed > 0).flatMap(({ takes, asset }) => takes.map((plan) => `${plan} ${asset}`)),
  );
  const inDays = good(known).filter(isInDays);
  const own = inDays.filter(({ plan, asset }) => owing.has(`${plan} ${asset}`)).length;
  const there = plans.reduce((sum, one) => sum + one.there, 0);
  const ids = new Set(counted.map(({ id }) => id));
  return {
    success: good(counted).length,
    there,
    extra: own - there,
    free: inDays.length - own,
    outside: good(counted).filter((one) => !isInDays(one)).length,
    elsewhere: inDays.filter(({ id }) => !ids.has(id)).length,
  };
}

/** `成功 1130：按计划应有且已有的 1123，加同日重复或不在应有之日的 7。`; null where each plan has as many. */
export function apartText(plans: readonly OwedSets[], sets: CountedSets): string | null {
  const made = Map.groupBy(sets.counted.filter(isGoodSet), ({ plan, asset }) => `${plan} ${asset}`);
  const madeBy = ({ takes, asset }: OwedSets): number =>
    takes.reduce((sum, plan) => sum + (made.get(`${plan} ${asset}`)?.length ?? 0), 0);
  const differs = plans.some((one) => one.there !== madeBy(one));
  if (!differs || plans.every(({ owed }) => owed === 0)) return null;
  const { success, there, extra, free, outside, elsewhere } = setsApart(plans, sets);
  const parts = [
    ...(extra === 0 ? [] : [`同日重复或不在应有之日的 ${extra}`]),
    ...(free === 0 ? [] : [`没有固定间隔的计划 ${free}`]),
    ...(outside === 0 ? [] : [` ${sets.from} 至 ${sets.to} 以外的 ${outside}`]),
  ];
  const less = elsewhere === 0 ? '' : `，减去计入其他期的 ${elsewhere}`;
  return `成功 ${success}：${[`按计划应有且已有的 ${there}`, ...parts].join('，加')}${less}。`;
}

/**
 * `整日计；本期记录 290 条 = 已有 291 + 未成功 2 − 计入其他期 3`: why a period has another number of records than of owed sets that are there.
 * null where it has as many, or none is owed. @param plans and sets of the same assets
 */
export function recordsApartText(plans: readonly OwedSets[], sets: CountedSets): string | null {
  const all = sets.counted.length;
  const { success, there, extra, free, outside, elsewhere } = setsApart(plans, sets);
  if (all === there || plans.every(({ owed }) => owed === 0)) return null;
  const terms: [string, number][] = [
    [' + 同日重复或不在应有之日', extra],
    [' + 没有固定间隔的计划', free],
    [` + ${sets.from} 至 ${sets.to} 以外`, outside],
    [' + 未成功', all - success],
    [' − 计入其他期', elsewhere],
  ];
  const sum = terms.flatMap(([text, n]) => (n === 0 ? [] : [`${text} ${n}`])).join('');
  return `整日计；本期记录 ${all} 条 = 已有 ${there}${sum}`;
}
