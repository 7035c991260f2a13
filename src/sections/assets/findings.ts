/** 漏洞 of one asset in a line: what is open and what there was, or what no scan says. Pure. */

import { asksFor } from '../../contract/asked.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { dateOf } from '../../contract/time.ts';
import type { RichCell } from '../../report/site-model.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import { type AssetCoverage, scanCoverage } from '../../subjects/findings/judge/scan-coverage.ts';
import scanKind from '../../subjects/findings/kinds/scan.ts';
import { findingsText } from '../../subjects/findings/told-finding.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { isRecent } from '../parts/months.ts';

/** What the scans of the last year looked at, by the id of the asset; nothing of what is not to be scanned. */
export function yearsCoverage(facts: SiteFacts): ReadonlyMap<string, AssetCoverage> {
  const scans = recordsOf(facts, scanKind).filter(({ id }) => isRecent(facts, id));
  const asked = scans.length > 0 || asksFor(facts.contract.contract, 'scan');
  const all = asked ? scanCoverage(facts.contract.assets, scans) : [];
  return new Map(all.map((one) => [one.asset.id, one]));
}

/**
 * @param list every finding on the asset, whatever became of it @param coverage of the last year; undefined: it is not to be scanned
 * @returns null where there is nothing to say: it is not to be scanned, and nothing was found
 */
export function findingsLine(
  asset: Asset,
  list: readonly FollowedFinding[],
  coverage: AssetCoverage | undefined,
): RichCell | null {
  const looked = coverage === undefined ? '' : lookedText(coverage);
  if (list.length > 0)
    return { text: findingsText(list), href: `/findings/${asset.id}`, ...(looked === '' ? {} : { sub: looked }) };
  if (coverage === undefined) return null;
  const found = coverage.state === 'scanned' ? '历次扫描没有在这里发现漏洞' : NOT_LOOKED[coverage.state];
  return { text: found, href: '/findings#scans', ...(looked === '' ? {} : { sub: looked }) };
}

/** What no scan looked at is not free of findings. */
const NOT_LOOKED = {
  'by-host': '只扫描过所在主机，漏洞记在主机上',
  failed: '近一年未扫描成功，不能说明有无漏洞',
  'not-scanned': '近一年没有扫描过，不能说明有无漏洞',
} as const;

const lookedText = ({ scans, last }: AssetCoverage): string =>
  scans === 0 || last === null ? '' : `近一年扫描 ${scans} 次，最近一次 ${dateOf(last)}`;
