/** Figures as the periodic reports print them: a share, a size, a length of time, each with the number behind it. */

import { shareValue } from '../../src/page/rates.ts';
import type { Cell, KeyFigure, Row, TableBlock, Tone } from '../../src/report/block.ts';
import { toneMarks } from '../../src/states/look.ts';
import {
  casesText,
  fixedText,
  NO_DATA,
  percentOf,
  percentText,
  type Rate,
  rateText,
  shareOf,
  UNOBSERVED,
} from '../../src/wording/figures.ts';

export function percentCell(share: number | null, decimals = 2, tone?: Tone, none = NO_DATA): Cell {
  if (share === null) return { text: none, tone: 'muted' };
  return {
    text: percentText(share, decimals),
    value: percentOf(share, decimals),
    kind: 'number',
    decimals,
    ...(tone === undefined ? {} : { tone, mark: toneMarks[tone] }),
  };
}

/** A rate of counted cases, the few of them shown; what was counted stands beside it in a workbook. */
export function rateCell(rate: Rate, none = NO_DATA): Cell {
  const share = shareOf(rate);
  if (share === null) return { text: none, tone: 'muted' };
  return { ...shareValue(rate, share), text: rateText(rate, none) };
}

/** A key figure that is a rate; without data it says so, and of few cases it says how many. */
export function rateFigure(label: string, rate: Rate, none = NO_DATA): KeyFigure {
  const share = shareOf(rate);
  if (share === null) return { label, value: none, tone: 'muted' };
  const cases = casesText(rate);
  return {
    label,
    value: fixedText(percentOf(share), 2),
    number: percentOf(share),
    unit: '%',
    ...(cases === '' ? {} : { note: cases }),
  };
}

/** A key figure that is a rate of seconds observed: 可用率. */
export function observedFigure(label: string, rate: Rate): KeyFigure {
  const { note: _cases, ...item } = rateFigure(label, rate, UNOBSERVED);
  return item;
}

export function countFigure(label: string, n: number, tone: Tone = 'normal', note?: string): KeyFigure {
  return { label, value: String(n), number: n, ...(n === 0 ? {} : { tone }), ...(note === undefined ? {} : { note }) };
}

/** Ends of an axis of counts whose five steps are whole numbers. */
export function countAxis(values: readonly number[]): { min: number; max: number } {
  const STEPS = 5;
  return { min: 0, max: Math.max(1, Math.ceil(Math.max(0, ...values) / STEPS)) * STEPS };
}

/** A table of rows that were counted or judged, as opposed to one row a record. */
export function table(title: string, columns: TableBlock['columns'], rows: Row[], empty: string): TableBlock {
  return { type: 'table', title, columns, rows, empty };
}
