/** A moment, a size, a length of time, a count as a cell, each with what is behind its text. Pure. */
import { type DateText, formatDateTime, type InstantText } from '../contract/time.ts';
import type { Cell, RichCell, Tone } from '../report/block.ts';
import { formatDuration } from '../wording/durations.ts';
import { MB, moneyText, rounded, sizeText } from '../wording/figures.ts';
import { MISSING, WHOLE_PERIOD } from '../wording/words.ts';

const MUTED: Cell = { text: '—', tone: 'muted' };

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

/** The cell with something in brackets behind its text; empty: the cell as it is. */
export const withNote = (cell: Cell, note: string): Cell =>
  note === '' || cell === null || typeof cell !== 'object' ? cell : { ...cell, text: `${cell.text}（${note}）` };

export function momentCell(at: InstantText | null | undefined, missing = MISSING): Cell {
  if (at === null || at === undefined) return { text: missing, tone: 'muted' };
  return { text: formatDateTime(at), value: at, kind: 'datetime' };
}

/** A contract day. */
export const dateCell = (date: DateText): Cell => ({ text: date, value: date, kind: 'date' });

/** The same; without one what is told is about the whole period. */
export const dayCell = (day: string | null): Cell =>
  day === null ? { text: WHOLE_PERIOD, tone: 'muted' } : dateCell(day);

/** In a workbook a small size keeps more digits than one, so that it is not shown as nothing. */
const SMALL_DECIMALS = 3;

/** In a workbook all sizes are MB, so that they can be compared and added up. */
export function sizeCell(bytes: number | null): Cell {
  if (bytes === null) return MUTED;
  const decimals = bytes < MB ? SMALL_DECIMALS : 1;
  return { text: sizeText(bytes), value: rounded(bytes / MB, decimals), kind: 'number', decimals, unit: 'MB' };
}

/** `2,380.00`, with the number behind it. */
export const moneyCell = (yuan: number): RichCell => ({
  ...{ text: moneyText(yuan), value: yuan, kind: 'number', decimals: 2 },
});

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
