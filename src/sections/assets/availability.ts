/** 可用率 of one asset: its days as a chart, and what interrupted it. Pure but for drawing. */

import type { Asset } from '../../contract/terms/assets.ts';
import type { Figure } from '../../report/figure.ts';
import type { Block, Section } from '../../report/site-model.ts';
import { availabilityFigure, interruptionText, shareFigures } from '../../subjects/availability/figures.ts';
import type { TargetAvailability } from '../../subjects/availability/judge/availability.ts';
import { numberText, observedText, percentOf } from '../../wording/figures.ts';
import { toldIn, type Year, yearAnchor } from '../availability/year.ts';
import { withMaintenanceText } from '../board/availability.ts';
import { chart } from '../parts/chart.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { outageTable } from '../parts/outages.ts';
import type { Seen } from './seen.ts';

/** Nothing of an asset that is not probed. */
export function availabilitySection(facts: SiteFacts, asset: Asset, { availability, year }: Seen): Section[] {
  const own = availability?.targets.find(({ target }) => target === asset.id);
  if (availability === null || own === undefined) return [];
  const values = own.days.map((day) => (day.availability === null ? null : percentOf(day.availability)));
  const worst = Math.min(...values.filter((one) => one !== null), 100);
  return [
    {
      id: 'availability',
      title: '可用率',
      note: `${availability.from} 至 ${availability.to}　${observedText(own.availability)}${withMaintenanceText(own)}，观测覆盖率 ${observedText(own.coverage)}`,
      figures: [...(year === null ? [] : yearFigures(year, asset)), ...shareFigures(own, availability)],
      blocks: [
        ...(year === null ? [] : yearBlocks(facts, year, asset)),
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

const ofYear = ({ targets }: Year, asset: Asset): TargetAvailability | undefined =>
  targets.find(({ target }) => target === asset.id);

/** The months of the service that 可用率 tells of, in its words, and the way to them. */
function yearBlocks(facts: SiteFacts, year: Year, asset: Asset): Block[] {
  const own = ofYear(year, asset);
  if (own === undefined) return [];
  const anchor = toldIn(facts, year).has(asset.id) ? `#${yearAnchor(asset.id)}` : '';
  const text = `${year.from} 至 ${year.to}：可用率 ${observedText(own.availability)}，${interruptionText(own)}`;
  return [{ type: 'links', items: [{ text: `${text}（逐月与每次中断）`, href: `/availability${anchor}` }] }];
}

function yearFigures(year: Year, asset: Asset): Figure[] {
  const own = ofYear(year, asset);
  return own === undefined ? [] : [availabilityFigure(own, year)];
}
