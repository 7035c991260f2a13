/** 例外 of days that were agreed or run out: what still waits past its day, and what was done after it, which takes nothing back. Pure. */
import type { Asset } from '../../contract/terms/assets.ts';
import { clauseIds, clausesAbout } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { deadlineText, type FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import { type LateFix, lateFixText } from '../../subjects/findings/judge/late-fixes.ts';
import { type JudgedRenewal, renewedLateText, UNSETTLED } from '../../subjects/renewals/judge/renewals.ts';
import type { RenewalRecord } from '../../subjects/renewals/kinds/renewal.ts';
import { namesText } from '../../wording/words.ts';
import type { ClauseException } from './exception.ts';

interface RenewalInput {
  contract: Pick<Contract, 'clauses'>;
  renewals: readonly JudgedRenewal[];
  /** Those that ran out in the period and were renewed only then. */
  lateRenewals: readonly RenewalRecord[];
  assets: readonly Asset[];
}

interface RemedyInput {
  contract: Pick<Contract, 'clauses'>;
  /** Months of the period that are over, `2026-11`, and those in which a scan ended. */
  months: readonly string[];
  scannedMonths: ReadonlySet<string>;
  /** 逾期未修复, as `overdueOf` tells them from those that only a scan has to confirm. */
  overdue: readonly FollowedFinding[];
  /** Findings that became late in the period and were mended since. */
  lateFixes: readonly LateFix[];
  /** Name of an asset as printed. */
  assetName(asset: string): string;
}

/** What ran out and was not seen to, and what was renewed only after it had run out. */
export function renewalExceptions({ renewals, lateRenewals, assets, contract }: RenewalInput): ClauseException[] {
  if (clauseIds(contract, 'renewal').length === 0) return [];
  const told = (renewal: RenewalRecord, day: string, what: string): ClauseException => ({
    clauses: clausesAbout({ contract, assets }, renewal.asset ?? null, 'renewal', 'operation').map(({ id }) => id),
    where: renewal.id,
    ...{ day, text: `${renewal.item} ${day} 到期${what}`, unnamed: true },
  });
  return [
    ...renewals
      .filter((one) => one.state === 'expired')
      .map(({ renewal, expiresOn }) => told(renewal, expiresOn, UNSETTLED)),
    ...lateRenewals.map((one) => told(one, one.expiresOn, `，${one.renewedOn} 才续期${renewedLateText(one)}`)),
  ];
}

/** Findings that are named in one line; the assessment of the month lists all. */
const NAMED = 10;

const counted = (state: 'overdue' | 'fixed-late', count: number) => ({ state, count, cut: count > NAMED });

/** Months without a scan, what waits past its deadline, and what was mended after it. */
export function remedyExceptions(input: RemedyInput): ClauseException[] {
  const { months, scannedMonths, overdue, contract, assetName } = input;
  const clauses = clauseIds(contract, 'scan');
  const names = overdue.map(
    (one) => `${nameOf(one.finding, assetName)} 期限 ${deadlineText(one)}，已逾期 ${one.daysPast} 天`,
  );
  return [
    ...months
      .filter((month) => !scannedMonths.has(month))
      .map((month) => ({ clauses, where: '', day: null, text: `${month} 没有登记漏洞扫描` })),
    ...(overdue.length === 0
      ? []
      : [
          {
            clauses,
            where: '',
            shownBy: [...new Set(overdue.map(({ seen }) => seen.scan))].sort(),
            day: null,
            findings: counted('overdue', overdue.length),
            text: `逾期未修复的漏洞 ${overdue.length} 个：${namesText(names, '个', NAMED)}`,
          },
        ]),
    ...lateFixExceptions(input),
  ];
}

/** One for each day on which some became late: that they were mended since takes nothing back. */
function lateFixExceptions({ lateFixes, contract, assetName }: RemedyInput): ClauseException[] {
  const clauses = clauseIds(contract, 'scan');
  const byDay = [...Map.groupBy(lateFixes, ({ lateFrom }) => lateFrom)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byDay.map(([day, own]) => {
    const names = own.map((late) => `${nameOf(late.one.finding, assetName)} ${lateFixText(late)}`);
    return {
      clauses,
      where: '',
      shownBy: [...new Set(own.map(({ fix }) => fix.rescanned.scan))].sort(),
      day,
      findings: counted('fixed-late', own.length),
      text: `逾期后才修复的漏洞 ${own.length} 个：${namesText(names, '个', NAMED)}`,
    };
  });
}

const nameOf = (finding: FollowedFinding['finding'], assetName: (asset: string) => string): string =>
  `${finding.asset === undefined ? finding.address : assetName(finding.asset)} ${finding.id}`;
