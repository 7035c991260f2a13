/** Figures as the periodic reports print them: a share, a size, a length of time, each with the number behind it. */
import { formatDateTime, formatDuration, type InstantText } from '../../src/contract/time.ts';
import type { Cell, KeyFiguresBlock, Row, TableBlock, Tone } from '../../src/report/document.ts';

const PERCENT = 100;
const MUTED: Cell = { text: '—', tone: 'muted' };

/** A share in percent without rounding 99.996 up to a full hundred. */
export function percentOf(share: number, decimals = 2): number {
  const factor = 10 ** decimals;
  return Math.floor(share * PERCENT * factor + 1e-6) / factor;
}

/** `99.95 %`; 无数据 for null. */
export function percentText(share: number | null, decimals = 2): string {
  return share === null ? '无数据' : `${percentOf(share, decimals).toFixed(decimals)} %`;
}

export function percentCell(share: number | null, decimals = 2, tone?: Tone): Cell {
  if (share === null) return { text: '无数据', tone: 'muted' };
  const value = percentOf(share, decimals);
  return {
    text: percentText(share, decimals),
    value,
    kind: 'number',
    decimals,
    ...(tone === undefined ? {} : { tone }),
  };
}

/** Seconds as `1 小时 05 分`, minutes in the workbook. */
export function spanCell(seconds: number | null): Cell {
  if (seconds === null) return MUTED;
  return {
    text: formatDuration(seconds),
    value: Math.round(seconds / 6) / 10,
    kind: 'number',
    decimals: 1,
    unit: '分钟',
  };
}

export function momentCell(at: InstantText | null | undefined, missing = '未登记'): Cell {
  if (at === null || at === undefined) return { text: missing, tone: 'muted' };
  return { text: formatDateTime(at), value: at, kind: 'datetime' };
}

const GB = 1024 ** 3;
const MB = 1024 ** 2;

/** `3.56 GB`, `12.0 MB`. */
export function sizeText(bytes: number): string {
  return bytes >= GB ? `${(bytes / GB).toFixed(2)} GB` : `${(bytes / MB).toFixed(1)} MB`;
}

/** In a workbook all sizes are MB, so that they can be compared and added up. */
export function sizeCell(bytes: number | null): Cell {
  if (bytes === null) return MUTED;
  return { text: sizeText(bytes), value: Math.round((bytes / MB) * 10) / 10, kind: 'number', decimals: 1, unit: 'MB' };
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
export function shareFigure(label: string, share: number | null, note?: string): KeyFiguresBlock['items'][number] {
  const extra = note === undefined ? {} : { note };
  if (share === null) return { label, value: '无数据', tone: 'muted', ...extra };
  const value = percentOf(share);
  return { label, value: value.toFixed(2), number: value, unit: '%', ...extra };
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

/** Two texts put together with the space that stands between Chinese and Latin: `应用服务器 3 资源使用率`. */
export function spaced(before: string, after: string): string {
  return /[0-9A-Za-z]$/.test(before) || /^[0-9A-Za-z]/.test(after) ? `${before} ${after}` : `${before}${after}`;
}

/** Most names in a sentence before it says 等 N 项. */
const NAMED = 6;

/** `甲、乙等 9 项`. */
export function namesText(names: readonly string[], counter = '项', most = NAMED): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')} 等 ${names.length} ${counter}`;
}
