/** Figures as the periodic reports print them: a share, a size, a length of time, each with the number behind it. */

import { formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { Cell, KeyFigure, RichCell, Row, TableBlock, Tone } from '../../src/report/document.ts';
import { deductedText, formatDuration } from '../../src/wording/durations.ts';
import {
  casesText,
  fixedText,
  MB,
  NO_DATA,
  percentOf,
  percentText,
  type Rate,
  rateText,
  rounded,
  shareOf,
  sizeText,
  UNOBSERVED,
} from '../../src/wording/figures.ts';
import { MISSING } from '../../src/wording/words.ts';

const MUTED: Cell = { text: '—', tone: 'muted' };

export function percentCell(share: number | null, decimals = 2, tone?: Tone, none = NO_DATA): Cell {
  if (share === null) return { text: none, tone: 'muted' };
  return {
    text: percentText(share, decimals),
    value: percentOf(share, decimals),
    kind: 'number',
    decimals,
    ...(tone === undefined ? {} : { tone }),
  };
}

/** A rate of counted cases, the few of them shown; what was counted stands beside it in a workbook. */
export function rateCell(rate: Rate, none = NO_DATA): Cell {
  const share = shareOf(rate);
  if (share === null) return { text: none, tone: 'muted' };
  return { ...rateValue(rate, share), text: rateText(rate, none) };
}

/** 可用率, 观测覆盖率: a rate of seconds; 未观测 where nothing was seen. */
export function observedCell(rate: Rate): Cell {
  const share = shareOf(rate);
  if (share === null) return { text: UNOBSERVED, tone: 'muted' };
  return { ...rateValue({ ...rate, unit: '秒' }, share), text: percentText(share) };
}

const rateValue = (of: NonNullable<RichCell['of']>, share: number) => ({
  value: percentOf(share),
  kind: 'number' as const,
  decimals: 2,
  unit: '%',
  of,
});

/** Seconds as `1 小时 05 分`, minutes in the workbook. */
export function spanCell(seconds: number | null): Cell {
  if (seconds === null) return MUTED;
  return {
    text: formatDuration(seconds),
    value: rounded(seconds / 60, 1),
    kind: 'number',
    decimals: 1,
    unit: '分钟',
  };
}

/** How long a restoration took as it counts, with what was deducted for pauses. @param downtime seconds; null: it was not restored */
export const restorationSpan = (downtime: { gross: number; counted: number } | null): Cell =>
  downtime === null ? spanCell(null) : withNote(spanCell(downtime.counted), deductedText(downtime));

/** The cell with something in brackets behind its text; empty: the cell as it is. */
export const withNote = (cell: Cell, note: string): Cell =>
  note === '' || cell === null || typeof cell !== 'object' ? cell : { ...cell, text: `${cell.text}（${note}）` };

export function momentCell(at: InstantText | null | undefined, missing = MISSING): Cell {
  if (at === null || at === undefined) return { text: missing, tone: 'muted' };
  return { text: formatDateTime(at), value: at, kind: 'datetime' };
}

/** In a workbook a small size keeps more digits than one, so that it is not shown as nothing. */
const SMALL_DECIMALS = 3;

/** In a workbook all sizes are MB, so that they can be compared and added up. */
export function sizeCell(bytes: number | null): Cell {
  if (bytes === null) return MUTED;
  const decimals = bytes < MB ? SMALL_DECIMALS : 1;
  return { text: sizeText(bytes), value: rounded(bytes / MB, decimals), kind: 'number', decimals, unit: 'MB' };
}

/** A count that stands out once it is not zero. */
export function countCell(n: number, tone: Tone = 'abnormal'): Cell {
  if (n === 0) return { text: '0', value: 0, kind: 'number', decimals: 0 };
  const mark = tone === 'abnormal' ? '▲' : tone === 'attention' ? '△' : undefined;
  return {
    text: String(n),
    value: n,
    kind: 'number',
    decimals: 0,
    tone,
    ...(mark === undefined ? {} : { mark }),
  };
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
