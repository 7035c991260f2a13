/**
 * Documents that list a finding as 逾期未修复 which counts as mended in time now: the scan that proves it came after them, or its release
 * was written down after them. Its page says so. Pure.
 */

import { compareInstants, dateOf, type InstantText } from '../../contract/time.ts';
import type { Section } from '../../report/site-model.ts';
import type { ChangeRecord } from '../../subjects/changes/kinds/change.ts';
import type { FindingChain } from '../../subjects/findings/judge/chain.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import { timeText } from '../../wording/words.ts';
import type { ListedOverdue, SiteFacts } from '../parts/facts.ts';
import { documentHref } from '../parts/links.ts';

/** @param place the asset as documents print it; nothing where no document says otherwise */
export function listedSection(
  { listedOverdue }: Pick<SiteFacts, 'listedOverdue'>,
  one: FollowedFinding,
  { fix, repairs }: FindingChain,
  place: string,
): Section[] {
  if (fix === null || fix.late > 0) return [];
  const { at } = fix.rescanned;
  const own = listedOverdue.filter(
    ({ id, asset, document: { issuedAt } }) =>
      id === one.finding.id && asset === place && issuedAt !== null && isBetween(issuedAt, one.since, at),
  );
  if (own.length === 0) return [];
  const release = repairs.find(({ releasedAt }) => fix.by === 'repair' && releasedAt === fix.at);
  const mended =
    release === undefined
      ? `期限 ${one.dueOn} 之前没有扫描过`
      : `修复（${dateOf(fix.at)} 发布，期限 ${one.dueOn}）${lateEntry(release, own)}还没有复扫确认`;
  return [
    {
      id: 'listed',
      title: '曾列为逾期的文档',
      blocks: [
        {
          type: 'note',
          tone: 'attention',
          text: `下列文档签发时，${mended}，按逾期未修复列出。${dateOf(at)} 复扫不再发现，按${release === undefined ? '复扫' : '发布'}之日计，没有逾期；已签发的文档不作改动。`,
        },
        {
          type: 'links',
          items: own.map(({ document: { number, name, issuedAt } }) => ({
            text: `${number} ${name}（${timeText(issuedAt ?? '')} 签发）`,
            href: documentHref(number),
          })),
        },
      ],
    },
  ];
}

const isBetween = (time: InstantText, from: InstantText, to: InstantText): boolean =>
  compareInstants(time, from) >= 0 && compareInstants(time, to) < 0;

/** `于 2026-11-02 10:00 补登，`: the release was written down after one of the documents. */
function lateEntry(release: ChangeRecord, own: readonly ListedOverdue[]): string {
  const filled = (release.corrections ?? []).find((made) => made.changes?.some(({ path }) => path === 'releasedAt'));
  const entered = filled?.at ?? release.enteredAt;
  const isAfter = own.some(({ document: { issuedAt } }) => issuedAt !== null && compareInstants(entered, issuedAt) > 0);
  return isAfter ? `于 ${timeText(entered)} 补登，` : '';
}
