/**
 * Whoever adds up the statements of a year finds the figures of the year, or why not: a statement does not judge itself, so that the year
 * has as many documents more. Pure.
 */

import { unitOf } from '../../src/contract/terms/units.ts';
import type { NoteBlock } from '../../src/report/block.ts';
import { countDeliveries } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { countText } from '../../src/wording/figures.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { KeyRow } from './part.ts';

const STATEMENT = 'compliance-statement';

/** Figures of which those of the parts add up to that of the whole: counts of what happened, and none of what stands at a moment. */
const ADDING: readonly string[] = [
  ...['incidents.total', 'deliveries.owed', 'deliveries.gaps', 'inspection.days'],
  ...['backups.failed', 'permits.breaches'],
];
/** That of which the statements leave themselves out. */
const OWED = 'deliveries.owed';

/**
 * Nothing unless every statement that fell due in the period lies within it, was issued with its figures, and they are several; nor where
 * all sums are the figures printed. @param rows the figures of the period
 */
export function addedUpNote({ view, deliveries }: PeriodFacts, rows: readonly KeyRow[]): NoteBlock[] {
  const statements = deliveries.filter(
    ({ obligation, occurrence: { from, to } }) =>
      unitOf(obligation) === STATEMENT &&
      obligation.id !== view.input.obligation.id &&
      from >= view.from &&
      to <= view.to,
  );
  const sheets = statements.map(({ current }) => current?.figures);
  if (sheets.length < 2 || sheets.some((one) => one === undefined)) return [];
  const [first, last] = [statements[0]?.occurrence.from, statements.at(-1)?.occurrence.to];
  if (first !== view.from || last !== view.to) return [];
  const told = rows.flatMap(({ item, counter = '项' }) => {
    const { id, value } = item.figure ?? { id: '', value: null };
    const parts = sheets.flatMap((one) => one?.[id] ?? []);
    if (!ADDING.includes(id) || value === null || parts.length < sheets.length) return [];
    return [{ id, label: item.label, counter, value, sum: parts.reduce((total, one) => total + one, 0) }];
  });
  const apart = told.filter(({ value, sum }) => value !== sum);
  if (apart.length === 0) return [];
  const equal = told.filter((one) => !apart.includes(one)).map(({ label }) => label);
  const own = `，即对照表本身（其中按期 ${countDeliveries(statements).onTime} 份）：对照表不判定自己，本文档计入`;
  const texts = apart.map(({ id, label, counter, value, sum }) => {
    const text = (n: number): string => countText(n, counter);
    const why = id === OWED && value - sum === statements.length ? own : '';
    return `${label} ${text(sum)}，比本表的 ${text(value)}${value > sum ? '少' : '多'} ${text(Math.abs(value - sum))}${why}`;
  });
  const rest = equal.length === 0 ? '' : `；${equal.join('、')}相加与本表相等`;
  return [
    {
      type: 'note',
      text: `${statements.length} 份履约对照表的关键数字相加：${texts.join('；')}${rest}。`,
      tone: 'muted',
    },
  ];
}
