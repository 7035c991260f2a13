/** 可用率 of one asset: its days as a chart, and what interrupted it. Pure but for drawing. */
import type { Asset } from '../../contract/terms/assets.ts';
import type { SiteSection } from '../../report/site-model.ts';
import { numberText, observedText, percentOf } from '../../wording/figures.ts';
import {
  availabilityFigure,
  coverageFigure,
  type Probed,
  withMaintenanceFigures,
  withMaintenanceText,
} from '../board/availability.ts';
import { chart } from '../parts/chart.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { outageTable } from '../parts/outages.ts';

/** Nothing of an asset that is not probed. */
export function availabilitySection(facts: SiteFacts, asset: Asset, availability: Probed | null): SiteSection[] {
  const own = availability?.targets.find(({ target }) => target === asset.id);
  if (availability === null || own === undefined) return [];
  const values = own.days.map((day) => (day.availability === null ? null : percentOf(day.availability)));
  const worst = Math.min(...values.filter((one) => one !== null), 100);
  return [
    {
      id: 'availability',
      title: '可用率',
      note: `${availability.from} 至 ${availability.to}　${observedText(own.availability)}${withMaintenanceText(own)}，观测覆盖率 ${observedText(own.coverage)}`,
      figures: [
        availabilityFigure(own, availability),
        ...withMaintenanceFigures(own, availability),
        coverageFigure(own, availability),
      ],
      blocks: [
        { type: 'links', items: [{ text: '十二个月的可用率与中断', href: '/availability' }] },
        chart('availability', {
          chart: 'line',
          title: '逐日可用率',
          x: own.days.map(({ date }) => date.slice(5)),
          series: [{ name: asset.name, values }],
          unit: '%',
          decimals: 2,
          most: 100,
          summary: `逐日可用率，最低 ${numberText(worst, { decimals: 2, unit: '%' })}。没有观测到的日子不画线。`,
        }),
        outageTable(facts, own, availability),
      ],
    },
  ];
}
