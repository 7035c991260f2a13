/** 逾期后才修复: findings that were mended after their deadline, each time with its days. Pure. */

import { compareInstants, dateOf } from '../../contract/time.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { findingLevels } from '../../records/finding.ts';
import { figureOf } from '../../report/figure.ts';
import type { Cell, Section } from '../../report/site-model.ts';
import { type FollowedFinding, findingRules, isSevere } from '../../subjects/findings/judge/findings.ts';
import { type LateFix, lateFixes } from '../../subjects/findings/judge/late-fixes.ts';
import { levels } from '../board/finding-figures.ts';
import { FIXED_LATE, isNamed } from '../board/finding-places.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { yearTo } from '../parts/figures.ts';
import { marks, recordHref } from '../parts/links.ts';
import { statedExceptions } from '../parts/stated-exceptions.ts';
import { isCounted } from './counted.ts';
import { idCell, nameOf, type Shown, UNKNOWN } from './table.ts';

/**
 * Those of the last year, the latest first: what was mended before stands in the documents of its time. Nothing where none was late.
 * @param all every finding, as the site follows them
 */
export function lateFixSection(shown: Shown, all: readonly FollowedFinding[]): Section[] {
  const { facts, sources } = shown;
  const late = lateFixes(sources.chain, all, findingRules(facts.contract))
    .filter(({ fix }) => dateOf(fix.at) >= facts.yearFrom)
    .toSorted((a, b) => compareInstants(b.fix.at, a.fix.at));
  if (late.length === 0) return [];
  const stated = statedExceptions(facts);
  const places = late.map((one) => statedIn(facts, stated, one));
  const isStated = places.some((list) => list.length > 0);
  const rows = late.map(({ one, dueOn, fix }, n) => ({
    ...(isSevere(one.finding) ? { tone: 'abnormal' as const } : {}),
    cells: {
      id: idCell(shown, one),
      level: {
        text: findingLevels[one.finding.level],
        sort: levels.indexOf(one.finding.level),
        severity: levels.indexOf(one.finding.level),
      },
      asset: { text: nameOf(facts, one.finding.asset ?? UNKNOWN), href: `/findings/${one.finding.asset ?? UNKNOWN}` },
      component: one.finding.component,
      due: dueOn,
      fixed: { text: dateOf(fix.at), sub: fix.by === 'repair' ? '变更发布' : '复扫，没有登记发布的变更' },
      late: { text: `${fix.late} 天`, sort: fix.late, tone: 'attention' as const, mark: marks.attention },
      ...(isStated ? { stated: statedCell(places[n] ?? []) } : {}),
      rescan: { text: fix.rescanned.scan, href: recordHref(facts, fix.rescanned.scan), sub: dateOf(fix.rescanned.at) },
    },
  }));
  return [
    {
      ...{ id: FIXED_LATE, title: '逾期后才修复', note: `近一年 ${late.length} 项` },
      figures: [figureOf(figureIds.findingsFixedLate, late.length, yearTo(facts))],
      blocks: [
        {
          type: 'table',
          title: '逾期后才修复的漏洞',
          sortable: true,
          columns: [
            { key: 'id', label: '漏洞', title: true },
            { key: 'level', label: '等级' },
            { key: 'asset', label: '资产' },
            { key: 'component', label: '端口/组件' },
            { key: 'due', label: '期限', short: true },
            { key: 'fixed', label: '修复', short: true },
            { key: 'late', label: '晚于期限', short: true },
            ...(isStated ? [{ key: 'stated', label: '列入的对照表' }] : []),
            { key: 'rescan', label: '复扫' },
          ],
          rows,
          empty: '',
        },
      ],
    },
  ];
}

/**
 * The statements that list it as an exception, in their order: as 逾期后才修复 on the day on which it became late, or as 逾期未修复 while it
 * waited. Of a finding that came back each time has its own.
 */
function statedIn(
  facts: SiteFacts,
  stated: ReturnType<typeof statedExceptions>,
  { one, lateFrom, fix }: LateFix,
): { text: string; href: string }[] {
  const own = stated.filter(({ statement, exception }) => {
    const day = dateOf(statement.issuedAt);
    const isThisTime = exception.day === lateFrom || (day >= lateFrom && day < dateOf(fix.rescanned.at));
    if (!isThisTime) return false;
    return isNamed(facts, exception.text, one) || isCounted(facts, statement, exception, one);
  });
  return [...new Map(own.map(({ name, link: { href } }) => [name, { text: name, href }])).values()];
}

const statedCell = ([first, ...more]: readonly { text: string; href: string }[]): Cell =>
  first === undefined ? { text: '—' } : { ...first, ...(more.length === 0 ? {} : { more }) };
