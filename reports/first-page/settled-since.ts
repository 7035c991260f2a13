/** What the column of the period before stands on, where a 口径 that decides clocks was settled since that document. Pure. */

import type { Correction } from '../../src/contract/calendar/balance.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { NoteBlock } from '../../src/report/block.ts';
import { type ClockState, clockStates } from '../../src/states/clock.ts';
import { decidesClocks, settledAfter } from '../../src/subjects/incidents/judge/interpretation.ts';
import { settledAs } from '../../src/wording/interpretation-words.ts';
import { namesText } from '../../src/wording/words.ts';
import type { PeriodWords } from '../period/words.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { KeyRow } from './part.ts';

/** Id of the rate of a clock, as a document prints it. */
const isClockRate = ({ item: { figure } }: KeyRow): boolean => figure?.id.startsWith('clocks.') === true;

/**
 * A figure of the period before is what was printed then: a clock that it left open and that is judged since is in it nowhere. Nothing is
 * said where that document counted none that is judged otherwise now.
 * @param before the document that the column is taken from
 */
export function settledSinceNote(
  { view, incidents }: Pick<PeriodFacts, 'view' | 'incidents'>,
  rows: readonly KeyRow[],
  before: Pick<IssuedSummary, 'issuedAt' | 'counted'> | null,
  words: PeriodWords,
): NoteBlock[] {
  if (before === null || !rows.some(isClockRate)) return [];
  const settled = settledAfter(view.input.contract.interpretations.filter(decidesClocks), before.issuedAt);
  if (settled.length === 0) return [];
  const judged = judgedSince(incidents, before);
  if (judged === '') return [];
  const by = settled.map(settledAs).join('、');
  const text = `${words.before}的数取自其签发的文档，不作改动；其后 ${by}，${judged}`;
  return [{ type: 'note', text, tone: 'attention' }];
}

/** Faults that are named. */
const NAMED = 5;

/** `（GZ-20260813-001）`: keys begin with the fault. */
const named = (own: readonly Correction[]): string =>
  `（${namesText([...new Set(own.map(({ key }) => key.split(' ')[0] ?? key))], '起', NAMED)}）`;

/** `其中当时口径未定的时限 1 项改判：未达标 1 项（GZ-20260813-001）。`; empty where nothing of it changed. */
function judgedSince(
  { corrections }: Pick<PeriodFacts['incidents'], 'corrections'>,
  { counted }: Pick<IssuedSummary, 'counted'>,
): string {
  if (counted == null) return '当时口径未定的各项如何改判未逐项登记。';
  const open = new Set(
    corrections
      .filter(({ key, value, count }) => value === 'undecided' && count < 0 && (counted[key]?.['undecided'] ?? 0) > 0)
      .map(({ key }) => key),
  );
  if (open.size === 0) return '';
  const now = corrections.filter(({ key, value, count }) => open.has(key) && value !== 'undecided' && count > 0);
  const states = [...Map.groupBy(now, ({ value }) => value)].map(
    ([value, own]) =>
      `${clockStates[value as ClockState] ?? value} ${own.length} 项${value === 'met' ? '' : named(own)}`,
  );
  const as = states.length === 0 ? '' : `：${states.join('，')}`;
  return `其中当时口径未定的时限 ${open.size} 项改判${as}。`;
}
