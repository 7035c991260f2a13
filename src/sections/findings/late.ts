/** 逾期后才修复: findings that were mended after their deadline, each time with its days. Pure. */

import { dateOf } from '../../contract/time.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { settledTable } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Cell, Section } from '../../report/site-model.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import type { LateFix } from '../../subjects/findings/judge/late-fixes.ts';
import { lateFixTable } from '../../subjects/findings/late-table.ts';
import { fixedLateIn } from '../board/finding-figures.ts';
import { FIXED_LATE, isNamed } from '../board/finding-places.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';
import { recordHref } from '../parts/links.ts';
import { statedExceptions } from '../parts/stated-exceptions.ts';
import { isCounted } from './counted.ts';
import { namingOf, type Shown } from './finding-list.ts';

/**
 * Those of this service, the latest first. Nothing where none was late.
 * @param all every finding, as the site follows them
 */
export function lateFixSection(shown: Shown, all: readonly FollowedFinding[]): Section[] {
  const { facts, sources } = shown;
  const late = fixedLateIn(facts, sources.chain, all);
  if (late.length === 0) return [];
  const stated = statedExceptions(facts);
  const places = new Map(late.map((one) => [one, statedIn(facts, stated, one)]));
  const table = lateFixTable({
    ...namingOf(shown),
    scan: (id) => recordHref(facts, id),
    ...([...places.values()].every((list) => list.length === 0)
      ? {}
      : { stated: (one) => statedCell(places.get(one) ?? []) }),
  });
  return [
    {
      ...{ id: FIXED_LATE, title: '逾期后才修复', note: `本服务期 ${late.length} 项` },
      figures: [figureOf(figureIds.findingsFixedLate, late.length, serviceTo(facts))],
      blocks: [settledTable({ ...table, sortable: true }, late, 'site')],
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
