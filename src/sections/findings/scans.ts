/** The scans of the last year: with what, of what, and how much of it was reached. Pure. */

import { recordTableOnSite } from '../../page/record-table.ts';
import type { TableBlock } from '../../report/site-model.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import { scanTable } from '../../subjects/findings/scan-tables.ts';
import { breachWords } from '../../subjects/permits/judge/breach-words.ts';
import { permitContextOf } from '../../subjects/permits/judge/context.ts';
import permitKind from '../../subjects/permits/kinds/permit.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';

/** How the permit stands that a scan names and that does not cover it, by the id of the scan: as 许可不符 judges it. */
export function scanBreaches(facts: SiteFacts, scans: readonly ScanRecord[]): ReadonlyMap<string, string> {
  const { isWorkingDay, now } = facts;
  const { assets, contract } = facts.contract;
  const own = new Set(assets.filter((one) => !one.contract).map(({ id }) => id));
  const context = permitContextOf(contract, now, isWorkingDay);
  return breachWords(scans, recordsOf(facts, permitKind), context, own);
}

/** Newest first. @param breaches what `scanBreaches` gave for the scans */
export const scanList = (
  facts: SiteFacts,
  scans: readonly ScanRecord[],
  breaches: ReadonlyMap<string, string>,
): TableBlock =>
  recordTableOnSite({
    ...scanTable(breaches, (id) => recordHref(facts, id)),
    records: scans.filter(({ id }) => isRecent(facts, id)).toReversed(),
    empty: '还没有扫描记录。每月导入扫描报告后列在这里。',
  });
