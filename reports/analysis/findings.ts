/** 分析 of findings: whether they become fewer from scan to scan, and the asset on which they wait past their deadline. */
import { type FollowedFinding, isWaiting } from '../../src/assess/findings/findings.ts';
import type { OpenAfter } from '../../src/assess/findings/track.ts';
import { driftLooks } from '../../src/assess/observations/drift.ts';
import { shareLooks } from '../../src/assess/observations/share.ts';
import { findingLevelIds } from '../../src/contract/terms/finding-levels.ts';
import { dateOf } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/document.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

/** @param history how many were open after each scan since the begin of service */
export const findingTrend = (history: readonly OpenAfter[]): ListBlock[] =>
  analysisBlocks(
    driftLooks(
      { what: '每次扫描后仍存在的漏洞', unit: '个', step: '次扫描' },
      // Of one day the last scan: the lists of several scanners are read one after the other.
      [...new Map(history.map((one) => [dateOf(one.at), one.open])).values()].map((open) =>
        findingLevelIds.reduce((sum, level) => sum + open[level], 0),
      ),
    ),
  );

/** Which asset's findings wait past their deadline more often than those of the others. */
export function overdueAnalysis(view: PeriodView, findings: readonly FollowedFinding[]): ListBlock[] {
  const groups = Map.groupBy(findings.filter(isWaiting), ({ finding: { asset, address } }) => asset ?? address);
  return analysisBlocks(
    shareLooks(
      '逾期',
      '个',
      [...groups].map(([asset, own]) => ({
        name: `${nameOf(view, asset)}待修复`,
        total: own.length,
        hit: own.filter(({ overdue }) => overdue).length,
      })),
    ),
  );
}
