/** Table cells as printed, for paper and screen. */

import type { Cell, Column, RichCell, Tone } from '../report/block.ts';
import type { Look } from '../states/look.ts';
import { outcomes } from '../states/outcome.ts';
import { numberText } from '../wording/figures.ts';

/** What stands for a value that does not exist; an empty string stays an empty cell. */
const ABSENT = '—';

/** The mark of each 判定 that is not 正常, by its words, so that a black-and-white copy tells them apart. */
export const OUTCOME_MARKS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values<Look>(outcomes)
    .filter(({ mark }) => mark !== '')
    .flatMap(({ word, formerly = [], mark }) => [word, ...formerly].map((one) => [one, mark])),
);

export interface PrintedCell {
  text: string;
  mark?: string;
  tone?: Tone;
  link?: string;
}

/** The cell as a person reads it on paper. */
export function printCell(cell: Cell | undefined, column: Column): PrintedCell {
  if (cell === null || cell === undefined) return { text: ABSENT, tone: 'muted' };
  if (typeof cell === 'number') return { text: numberText(cell, column) };
  if (typeof cell === 'string') return withOutcomeMark({ text: cell }, column);
  return withOutcomeMark(richCell(cell), column);
}

function richCell(cell: RichCell): PrintedCell {
  return {
    text: cell.text,
    ...(cell.mark === undefined ? {} : { mark: cell.mark }),
    ...(cell.tone === undefined ? {} : { tone: cell.tone }),
    ...(cell.link === undefined ? {} : { link: cell.link }),
  };
}

function withOutcomeMark(cell: PrintedCell, column: Column): PrintedCell {
  const mark = column.type === 'outcome' && cell.mark === undefined ? OUTCOME_MARKS[cell.text] : undefined;
  return mark === undefined ? cell : { ...cell, mark };
}

/** Figures line up on the right, everything else on the left, unless the column says otherwise. */
export function alignment(column: Column): 'left' | 'right' | 'center' {
  return column.align ?? (column.type === 'number' ? 'right' : 'left');
}

/** Whether the column's text stays on one line: figures, dates and outcomes are read as one piece. */
export function isOneLine(column: Column): boolean {
  return column.type !== 'text';
}
