/** Inspections: the days that were owed and not inspected. */

import { inspectsAnything } from '../../../src/contract/asked.ts';
import { namesText } from '../../../src/wording/words.ts';
import { countFigure } from '../../cells/figures.ts';
import { dayInterval, headline } from '../../cells/headline.ts';
import { inspectionGaps } from '../../inspection/owed.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import { onceFor } from '../once.ts';
import { inspectionOn, type KeyRow, type Part } from '../part.ts';

export const inspections: Part = {
  sections: ['inspections'],
  news(facts) {
    const { view } = facts;
    if (!inspectsAnything(view.input.contract)) return [];
    const { missing, counter } = gapsOf(facts);
    if (missing.length === 0) return [];
    return [
      {
        gravity: 'missing',
        weight: missing.length,
        about: missing.map(inspectionOn),
        id: 'inspections',
        text: `${missing.length} ${counter}没有巡检：${namesText(missing, counter, SHOWN)}`,
        references: [{ text: '巡检汇总', section: 'inspections' }],
      },
    ];
  },
  proofs(facts) {
    const { days } = facts;
    const { owed, missing, counter } = gapsOf(facts);
    return owed > 0 && missing.length === 0 && days.length > 0 ? [`应巡检的 ${owed} ${counter}均已巡检`] : [];
  },
  rows,
};

const gapsOf = onceFor(({ view, days }: PeriodFacts) => inspectionGaps(view, days));

const SHOWN = 3;

function rows(facts: PeriodFacts): KeyRow[] {
  const { view, days } = facts;
  if (!inspectsAnything(view.input.contract)) return [];
  const confirmed = days.filter((one) => one.confirmed).length;
  const { owed, counter } = gapsOf(facts);
  const item = countFigure('巡检日', days.length, 'normal', `已确认 ${confirmed}`);
  return [
    {
      item: headline(item, 'inspection.days', dayInterval(view.firstDay, view.lastDay)),
      counter: '日',
      ...(owed === 0 ? {} : { asked: `${owed} ${counter}` }),
    },
  ];
}
