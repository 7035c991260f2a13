/**
 * What is wrong with a backup set, once: a set that came out incomplete and did not pass its check either is one set that cannot be
 * relied on. The one computation for documents, exceptions and the site. Pure.
 */
import { dateOf } from '../../../contract/time.ts';
import { choiceWords } from '../../../wording/codes.ts';
import backup, { type BackupRecord } from '../kinds/backup.ts';

type Told = Pick<BackupRecord, 'result' | 'verified'>;

/** 失败 · 不完整 · 成功而完整性校验未通过; null: nothing that is known is wrong with it, which is not that it was checked. */
export type BackupFault = 'failed' | 'incomplete' | 'check-failed' | null;

export function backupFault({ result, verified }: Told): BackupFault {
  if (result !== 'success') return result;
  return verified === 'failed' ? 'check-failed' : null;
}

/** Did not succeed, or was found damaged by its check: what is no 成功 in any count or rate. */
export const isBadSet = (one: Told): boolean => backupFault(one) !== null;

/** 成功 of every count and rate: made whole, and not found damaged by its check, which is not that it was checked. */
export const isGoodSet = (one: Told): boolean => !isBadSet(one);

/** How many were reported as done and did not pass their check: the other reading of a count of 成功, said beside it. */
export const damagedSets = (backups: readonly Told[]): number =>
  backups.filter((one) => backupFault(one) === 'check-failed').length;

/** `1 次备份完成而完整性校验未通过`; empty where none is. @param counter of a set: 次, 份, 个 */
export function damagedText(backups: readonly Told[], counter: string): string {
  const damaged = damagedSets(backups);
  return damaged === 0 ? '' : `${damaged} ${counter}备份完成而${CHECK_FAILED}`;
}

const word = choiceWords(backup);
const CHECK_FAILED = '完整性校验未通过';

/** `不完整`, `失败`, `完整性校验未通过`; empty for a set that is not bad. */
export function faultWord(one: Told): string {
  const fault = backupFault(one);
  if (fault === null) return '';
  return fault === 'check-failed' ? CHECK_FAILED : word('result', fault);
}

const UNSUCCESSFUL = ['failed', 'incomplete'] as const;

/**
 * `未成功 8 次（失败 5 次，不完整 3 次；未成功的中 3 次完整性校验也未通过）`: how many of these sets are bad, each once, and what is wrong with
 * them. Empty where none is.
 */
export function badSetsText(backups: readonly Told[]): string {
  const bad = backups.filter(isBadSet);
  if (bad.length === 0) return '';
  const of = (fault: BackupFault): number => bad.filter((one) => backupFault(one) === fault).length;
  const damaged = damagedSets(bad);
  const parts = [
    ...UNSUCCESSFUL.map((fault) => ({ name: word('result', fault), n: of(fault) })),
    { name: CHECK_FAILED, n: damaged },
  ].filter(({ n }) => n > 0);
  const both = bad.filter((one) => one.result !== 'success' && one.verified === 'failed').length;
  const count = badSetsCount(backups);
  if (damaged === bad.length) return count;
  const kinds = parts.length === 1 ? (parts[0]?.name ?? '') : parts.map(({ name, n }) => `${name} ${n} 次`).join('，');
  const also =
    both === 0
      ? ''
      : both === bad.length
        ? `，完整性校验也${both === 1 ? '' : '都'}未通过`
        : `；未成功的中 ${both} 次完整性校验也未通过`;
  return `${count}（${kinds}${also}）`;
}

/** The same without what is wrong with them, where a place has room for the number alone: `未成功 8 次`. */
export function badSetsCount(backups: readonly Told[]): string {
  const bad = backups.filter(isBadSet);
  const damaged = damagedSets(bad);
  if (bad.length === 0) return '';
  const head = damaged === 0 ? '未成功' : damaged === bad.length ? CHECK_FAILED : `未成功或${CHECK_FAILED}`;
  return `${head} ${bad.length} 次`;
}

type Dated = Told & Pick<BackupRecord, 'plan' | 'asset' | 'startedAt'>;

/** Of the bad ones those whose plan has a good set of the same day, which a list of days without a set does not name. */
export function redoneSets<T extends Dated>(backups: readonly T[]): T[] {
  const key = ({ plan, asset, startedAt }: Dated): string => `${plan} ${asset} ${dateOf(startedAt)}`;
  const good = new Set(backups.filter((one) => !isBadSet(one)).map(key));
  return backups.filter((one) => isBadSet(one) && good.has(key(one)));
}

/** `未成功 8 次（…），其中 6 次同日另有成功的备份集`; empty where none is bad. */
export function badSetsNote(backups: readonly Dated[]): string {
  const text = badSetsText(backups);
  const redone = redoneSets(backups).length;
  if (text === '' || redone === 0) return text;
  const all = backups.filter(isBadSet).length;
  return `${text}，${redone === all ? '' : `其中 ${redone} 次`}同日另有成功的备份集`;
}
