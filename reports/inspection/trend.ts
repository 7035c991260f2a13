/** 资源趋势: the asset whose disk is fullest, over the last thirty days. */

import type { Asset } from '../../src/contract/terms/assets.ts';
import type { Check } from '../../src/contract/terms/checklist.ts';
import type { Section } from '../../src/report/block.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { NO_DATA, numberText } from '../../src/wording/figures.ts';
import { spaced } from '../../src/wording/words.ts';
import { seriesAnalysis } from '../cells/growth.ts';

/** A trend of fewer days than this says nothing. */
export const TREND_DAYS = 3;

/** Section with one chart, or none while there are too few days. @param inspections sorted by id, 30 days at most */
export function resourceTrend(
  { assets, checks }: { assets: readonly Asset[]; checks: readonly Check[] },
  inspections: readonly InspectionRecord[],
): Section[] {
  const days = [...Map.groupBy(inspections, (r) => r.date).values()].map((own) => own.at(-1) as InspectionRecord);
  const own = new Set(assets.filter((one) => one.contract).map(({ id }) => id));
  const target = fullest(days.at(-1), own);
  if (target === undefined || days.length < TREND_DAYS) return [];
  const name = assets.find((a) => a.id === target)?.name ?? target;
  const values = (metric: string) => days.map((day) => highest(day, target, metric));
  const disk = values('disk.used');
  return [
    {
      id: 'trend',
      title: `资源趋势（近 ${days.length} 日，${name}）`,
      blocks: [
        {
          type: 'chart',
          chart: 'line',
          title: spaced(name, '资源使用率'),
          x: days.map((d) => d.date.slice(5)),
          series: [
            { name: 'CPU', values: values('cpu.used') },
            { name: '内存', values: values('memory.used') },
            { name: '磁盘（最满）', values: disk },
          ],
          unit: '%',
          min: 0,
          max: 100,
          thresholds: diskStandard(checks),
          height: 48,
          summary: `${spaced(name, '近')} ${days.length} 日磁盘使用率由 ${shown(disk[0])} 变为 ${shown(disk.at(-1))}。`,
        },
        ...seriesAnalysis([
          {
            name: spaced(name, '磁盘'),
            points: days.flatMap(({ date }, n) =>
              disk[n] === null || disk[n] === undefined ? [] : [{ date, value: disk[n] }],
            ),
            limit: diskStandard(checks)[0]?.value ?? null,
          },
        ]),
      ],
    },
  ];
}

const shown = (value: number | null | undefined): string =>
  typeof value === 'number' ? numberText(value, { decimals: 1, unit: '%' }) : NO_DATA;

/** The line that the checklist draws for disks, if it draws one. */
function diskStandard(checks: readonly Check[]): { label: string; value: number }[] {
  const limit = Number(checks.find((c) => c.metric === 'disk.used' && c.limit !== undefined)?.limit);
  return Number.isFinite(limit) ? [{ label: '磁盘标准', value: limit }] : [];
}

/** Contract assets come before the supplier's own machine, whatever its disk says. */
function fullest(day: InspectionRecord | undefined, own: ReadonlySet<string>): string | undefined {
  const disks = (day?.readings ?? []).filter((r) => r.metric === 'disk.used' && typeof r.value === 'number');
  const ranked = disks.sort(
    (a, b) => Number(!own.has(a.target)) - Number(!own.has(b.target)) || Number(b.value) - Number(a.value),
  );
  return ranked[0]?.target;
}

function highest(day: InspectionRecord, target: string, metric: string): number | null {
  const own = day.readings.filter((r) => r.target === target && r.metric === metric && typeof r.value === 'number');
  return own.length === 0 ? null : Math.max(...own.map((r) => Number(r.value)));
}
