/** Figures as the periodic reports print them: a share, a size, a length of time, each with the number behind it. */

import { formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { Cell, KeyFiguresBlock, Row, TableBlock, Tone } from '../../src/report/document.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import {
  fixedText,
  MB,
  NO_DATA,
  percentOf,
  percentText,
  rounded,
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

/** 可用率, 观测覆盖率; 未观测 where nothing was seen. */
export const observedCell = (share: number | null): Cell => percentCell(share, 2, undefined, UNOBSERVED);

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

/** A key figure that is a share; without data it says so. */
export function shareFigure(
  label: string,
  share: number | null,
  note?: string,
  none = NO_DATA,
): KeyFiguresBlock['items'][number] {
  const extra = note === undefined ? {} : { note };
  if (share === null) return { label, value: none, tone: 'muted', ...extra };
  return { label, value: fixedText(percentOf(share), 2), number: percentOf(share), unit: '%', ...extra };
}

export function countFigure(
  label: string,
  n: number,
  tone: Tone = 'normal',
  note?: string,
): KeyFiguresBlock['items'][number] {
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
