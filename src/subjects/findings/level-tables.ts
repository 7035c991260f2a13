/** How many findings there are of each level, by state, by asset and after each scan. 5.3.6. Pure. */

import { findingLevelIds } from '../../contract/terms/finding-levels.ts';
import { dateOf } from '../../contract/time.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { countCell } from '../../page/value-cell.ts';
import { type FindingLevel, findingLevels } from '../../records/finding.ts';
import type { ChartBlock, ChartSeries } from '../../report/block.ts';
import type { Figure } from '../../report/figure.ts';
import { findingStates } from '../../states/finding.ts';
import { findingLabels } from './finding-tables.ts';
import { type FollowedFinding, isWaiting } from './judge/findings.ts';
import type { OpenAfter } from './judge/track.ts';

export type LevelCounts = Readonly<Record<FindingLevel, number>>;

export function countLevels(list: readonly FollowedFinding[]): LevelCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { finding } of list) counts[finding.level] += 1;
  return counts;
}

export const sumOfLevels = (counts: LevelCounts): number =>
  findingLevelIds.reduce((total, level) => total + counts[level], 0);

/** The findings of an asset, counted. */
export interface AssetFindings {
  /** The asset, or what stands for it. */
  id: string;
  name: string;
  counts: LevelCounts;
  total: number;
  pastDue: number;
  fixed: number;
  /** Not mended, and its risk borne, or no finding, by the purchaser's word. */
  decided: number;
}

/** By what they are found on, the most severe first. @param list of which only what waits counts by level @param idOf of what it is found on */
export function findingsByAsset(
  list: readonly FollowedFinding[],
  idOf: (finding: FollowedFinding['finding']) => string,
  nameOf: (id: string) => string,
): AssetFindings[] {
  return [...Map.groupBy(list, ({ finding }) => idOf(finding))]
    .map(([id, own]): AssetFindings => {
      const waiting = own.filter(isWaiting);
      return {
        ...{ id, name: nameOf(id), counts: countLevels(waiting), total: waiting.length },
        pastDue: waiting.filter((one) => one.pastDue).length,
        fixed: own.filter(({ state }) => state === 'fixed').length,
        decided: own.filter((one) => one.open && !isWaiting(one)).length,
      };
    })
    .toSorted((a, b) => compareLevels(a.counts, b.counts) || (a.name < b.name ? -1 : 1));
}

function compareLevels(a: LevelCounts, b: LevelCounts): number {
  for (const level of findingLevelIds) if (a[level] !== b[level]) return b[level] - a[level];
  return 0;
}

/** What a side prints of the counts of an asset beside themselves. */
export interface AssetNaming {
  /** How 逾期 is called where some of it waits for a scan alone. */
  past: string;
  /** @param name of the column */
  figure(
    asset: AssetFindings,
    name: FindingLevel | 'total' | 'overdue' | 'fixed' | 'decided',
    count: number,
  ): Figure | undefined;
  /** Where the findings are listed on the site, of a level or of all. */
  href?(asset: AssetFindings, level?: FindingLevel): string;
}

export function assetTable({ past, figure, href }: AssetNaming): TableDefinition<AssetFindings> {
  return {
    title: '按资产（待修复）',
    columns: {
      asset: {
        label: findingLabels.asset,
        weight: 2,
        title: true,
        value: ({ name }) => name,
        href: (one) => href?.(one),
      },
      ...Object.fromEntries(
        findingLevelIds.map((level): [string, TableColumn<AssetFindings>] => [
          level,
          {
            ...{ label: findingLevels[level], type: 'number', value: ({ counts }) => counts[level] },
            figure: (one) => figure(one, level, one.counts[level]),
            href: (one) => (one.counts[level] === 0 ? undefined : href?.(one, level)),
          },
        ]),
      ),
      total: {
        ...{ label: '合计', type: 'number', value: ({ total }) => total },
        figure: (one) => figure(one, 'total', one.total),
      },
      overdue: {
        ...{ label: past, type: 'number', value: ({ pastDue }) => countCell(pastDue) },
        figure: (one) => figure(one, 'overdue', one.pastDue),
      },
      fixed: {
        ...{ label: findingStates.fixed, type: 'number', only: 'site', value: ({ fixed }) => fixed },
        figure: (one) => figure(one, 'fixed', one.fixed),
      },
      decided: {
        ...{ label: '接受风险或误报', type: 'number', only: 'site', value: ({ decided }) => decided },
        figure: (one) => figure(one, 'decided', one.decided),
      },
    },
    empty: '没有待修复的漏洞。',
  };
}

/** Of counts that follow each other a bar of the levels each. */
export const levelSeries = (counts: readonly LevelCounts[]): ChartSeries[] =>
  findingLevelIds.map((level, severity) => ({
    ...{ name: findingLevels[level], values: counts.map((one) => one[level]) },
    severity,
  }));

/** Most points of the chart; older ones are left out and the summary says from when it runs. */
const POINTS = 24;

/** How many were still there after the scans, of each day after the last: the lists of several scanners are read one after the other. */
export function openAfterDays(history: readonly OpenAfter[]): { day: string; open: LevelCounts }[] {
  const last = new Map(history.map((one) => [dateOf(one.at), one.open]));
  return [...last].map(([day, open]) => ({ day, open }));
}

/** @returns null where nothing was ever scanned */
export function openChart(
  history: readonly OpenAfter[],
): Pick<ChartBlock, 'chart' | 'title' | 'x' | 'series' | 'unit' | 'summary'> | null {
  const points = openAfterDays(history).slice(-POINTS);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const after = ({ day, open }: typeof first): string => `${day} 扫描后仍有 ${sumOfLevels(open)} 个`;
  return {
    chart: 'stacked-bar',
    title: '每次扫描后仍存在的漏洞（含接受风险与误报）',
    x: points.map(({ day }) => day.slice(2)),
    series: levelSeries(points.map(({ open }) => open)),
    unit: '个',
    summary: points.length === 1 ? `${after(first)}；再次扫描后才有走势。` : `${after(first)}，${after(last)}。`,
  };
}

/** `超危 1 个、高危 2 个`: the levels that occur, the worst first; empty without any. */
export const levelsText = (list: readonly FollowedFinding[], counter = '个'): string =>
  findingLevelIds
    .map((level) => ({ level, count: list.filter(({ finding }) => finding.level === level).length }))
    .flatMap(({ level, count }) => (count === 0 ? [] : [`${findingLevels[level]} ${count} ${counter}`]))
    .join('、');
