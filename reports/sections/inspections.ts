/** Inspections: the days that were owed and not inspected, and those of which nobody did the manual checks. */

import { inspectsAnything } from '../../src/contract/asked.ts';
import { datesOf, uncheckedOf } from '../../src/subjects/inspections/judge/days.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { dayInterval, headline } from '../cells/headline.ts';
import { onceFor } from '../first-page/once.ts';
import { inspectionOn, type KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { inspectionGaps } from '../inspection/owed.ts';
import { inspectionSection } from '../inspection/summary.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'inspections',
  title: '巡检汇总',
  kinds: ['inspection', 'signoff'],
  topics: ['inspection', 'operation'],
  parts: [{ order: 40, news, proofs, rows }],
  compose: ({ view, days }: PeriodFacts) => inspectionSection(view, days),
} satisfies ReportSection;

const AT = { text: '巡检汇总', section: 'inspections' };

const gapsOf = onceFor(({ view, days }: PeriodFacts) => inspectionGaps(view, days));

const SHOWN = 3;

function news(facts: PeriodFacts): News[] {
  return inspectsAnything(facts.view.input.contract) ? [...missingNews(facts), ...uncheckedNews(facts)] : [];
}

function missingNews(facts: PeriodFacts): News[] {
  const { missing, counter } = gapsOf(facts);
  if (missing.length === 0) return [];
  return [
    {
      gravity: 'missing',
      weight: missing.length,
      about: missing.map(inspectionOn),
      id: 'inspections',
      text: `${missing.length} ${counter}没有巡检：${namesText(missing, counter, SHOWN)}`,
      references: [AT],
    },
  ];
}

/** An inspection of which nobody did the manual checks was made, and did not show what they ask for. */
function uncheckedNews(facts: PeriodFacts): News[] {
  const rows = uncheckedOf(facts.days);
  if (rows.length === 0) return [];
  const dates = datesOf(rows).length;
  const done = allDoneText(facts);
  // Of what is owed by the week the days are others than the times.
  const days = done !== null && gapsOf(facts).byDay ? '' : `已巡检 ${facts.days.length} 日`;
  const text = [done, days, `其中 ${dates} 日有人工检查没有结果`, `共 ${rows.length} 项次`].filter(Boolean).join('，');
  return [{ gravity: 'unmeasured', weight: dates, id: 'inspections.unchecked', text, references: [AT] }];
}

function proofs(facts: PeriodFacts): string[] {
  const done = allDoneText(facts);
  return done === null || uncheckedOf(facts.days).length > 0 ? [] : [done];
}

/** null where one is missing, or none was owed. */
function allDoneText(facts: PeriodFacts): string | null {
  const { owed, missing, counter } = gapsOf(facts);
  const isDone = owed > 0 && missing.length === 0 && facts.days.length > 0;
  return isDone ? `应巡检的 ${owed} ${counter}均已巡检` : null;
}

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
