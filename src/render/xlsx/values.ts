/** Cells as a workbook holds them: real numbers and dates with a format that shows what the paper shows. */

import type { Cell, Column, RichCell } from '../../report/block.ts';
import { groupedFrom, numberText, shareShown, shownValue, THOUSAND } from '../../wording/figures.ts';
import { OUTCOME_MARKS } from '../cells.ts';
import { xmlText } from '../xml-text.ts';

export interface SheetValue {
  value: string | number | Date | null;
  /** Excel number format; absent means General. */
  format?: string;
}

/** Longest text that Excel takes in one cell. */
const LONGEST_TEXT = 32_767;
const CUT = '……（内容过长，全文见 PDF）';

/** Text that a spreadsheet would take for a formula once somebody edits the cell; the format 文本 keeps it text. */
const FORMULA_LIKE = /^[=+\-@\t\r＝＋－＠]/;
const AS_TEXT = '@';

/** `_x0041_` would be read back as the character it names. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text that any workbook can hold and that reads back as it was. */
export function sheetText(text: string): string {
  const clean = xmlText(text).replace(ESCAPE_LIKE, '_x005F_');
  return clean.length > LONGEST_TEXT ? clean.slice(0, LONGEST_TEXT - CUT.length) + CUT : clean;
}

/** A wall clock as the Date that is written as that wall clock: exceljs writes UTC. */
function wallClock(text: string): Date {
  const plain = Temporal.PlainDateTime.from(text.replace(/(?:Z|[+-]\d\d:\d\d)(?:\[.*\])?$/, ''));
  return new Date(plain.toZonedDateTime('UTC').epochMilliseconds);
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_DATETIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;

function dateValue(text: string): SheetValue | undefined {
  if (ISO_DATE.test(text)) return { value: wallClock(text), format: 'yyyy-mm-dd' };
  if (!ISO_DATETIME.test(text)) return undefined;
  // Written for a person, `09:00:00`, the seconds were meant; in an ISO time they are there by rule.
  const seconds = /\d{2}:\d{2}:(?!00)\d{2}| \d{2}:\d{2}:\d{2}$/.test(text);
  return { value: wallClock(text), format: seconds ? 'yyyy-mm-dd hh:mm:ss' : 'yyyy-mm-dd hh:mm' };
}

function textValue(text: string): SheetValue {
  const value = sheetText(text);
  return FORMULA_LIKE.test(value) ? { value, format: AS_TEXT } : { value };
}

/** Digits after the point that the number itself has. */
export function decimalsOf(value: number): number {
  return /^-?\d+\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}

function numberValue(
  value: number,
  decimals: number | undefined,
  unit: string | undefined,
  thousands?: boolean,
): SheetValue {
  if (!Number.isFinite(value)) return { value: String(value) };
  const places = decimals ?? decimalsOf(value);
  // A percentage is the one that is printed: Excel would round 99.996 up to a full hundred.
  const shown = unit === '%' ? shownValue(value, { decimals: places, unit }) : value;
  const whole = Math.abs(value) < (thousands === true ? THOUSAND : groupedFrom(unit)) ? '0' : '#,##0';
  const figure = places === 0 ? whole : `${whole}.${'0'.repeat(places)}`;
  return {
    value: shown,
    format: unit === undefined || unit === '' ? figure : `${figure}" ${unit.replaceAll('"', '')}"`,
  };
}

/** A printed text that is one figure and its unit, `63.2 %`, `40 天`. */
function figureInText({ text }: RichCell): { figure: number; decimals: number; unit: string } | undefined {
  const [, figure, unit] = /^([-+]?[\d.,]+) ?(\D{0,8})$/.exec(text) ?? [];
  if (figure === undefined || unit === undefined) return undefined;
  const decimals = figure.split('.')[1]?.length ?? 0;
  return { figure: Number(figure.replaceAll(',', '')), decimals, unit: unit.trim() };
}

/** The unit that the printed text names after its figure, `63.2 %` → `%`; none when that figure is not the value. */
function unitInText(cell: RichCell): string | undefined {
  const printed = figureInText(cell);
  if (printed === undefined) return undefined;
  const { figure, decimals, unit } = printed;
  return shownValue(Number(cell.value), { decimals, unit }) === figure ? unit : undefined;
}

/**
 * A number whose unit neither cell nor column tells and whose text gives another figure, such as seconds printed as
 * `40 天`: what is printed counts, because 3,456,000 alone says nothing.
 */
function printedValue(cell: RichCell, thousands?: boolean): SheetValue {
  const printed = figureInText(cell);
  if (printed === undefined || Number.isNaN(printed.figure)) return markedText(cell.text, cell.mark);
  return numberValue(printed.figure, printed.decimals, printed.unit, thousands);
}

/** A share as Excel keeps it: 0.995 shown as 99.5 %; the one that is printed, so that Excel rounds nothing up to a full hundred. */
function percentValue(value: number, decimals: number): SheetValue {
  return { value: shareShown(value, decimals), format: decimals === 0 ? '0 %' : `0.${'0'.repeat(decimals)} %` };
}

/** A figure or a date with its mark in front, which is part of the format as that of a word is: the value stays what it is. */
function withMark(shown: SheetValue, mark: string | undefined): SheetValue {
  if (mark === undefined || typeof shown.value === 'string') return shown;
  return { ...shown, format: `"${mark.replaceAll('"', '')} "${shown.format ?? 'General'}` };
}

const richValue = (cell: RichCell, column: Column): SheetValue => withMark(plainValue(cell, column), cell.mark);

function plainValue(cell: RichCell, column: Column): SheetValue {
  const { value, kind } = cell;
  if (typeof value === 'number' && kind === 'percent')
    return percentValue(value, cell.decimals ?? column.decimals ?? 1);
  if (typeof value === 'number') {
    const unit = cell.unit ?? unitInText(cell) ?? column.unit;
    // A bare figure in a bare column, such as a count, is its own text.
    if (unit === undefined && cell.text !== '' && !isFigure(cell.text)) return printedValue(cell, column.thousands);
    return numberValue(value, cell.decimals ?? column.decimals, unit, column.thousands);
  }
  if (typeof value === 'string' && (kind === 'date' || kind === 'datetime'))
    return dateValue(value) ?? markedText(cell.text, cell.mark);
  return outcomeValue(cell.text, cell.mark, column);
}

const isFigure = (text: string): boolean => /^[-+]?[\d.,]+$/.test(text);

/** The mark is part of the format, not of the value, so that a filter on 判定 finds the plain word. */
function outcomeValue(text: string, mark: string | undefined, column: Column): SheetValue {
  return markedText(text, mark ?? (column.type === 'outcome' ? OUTCOME_MARKS[text] : undefined));
}

function markedText(text: string, sign: string | undefined): SheetValue {
  const plain = textValue(text);
  return sign === undefined
    ? plain
    : { value: plain.value, format: `General;General;General;"${sign.replaceAll('"', '')} "@` };
}

/** Value and format of one cell. A wall clock becomes a UTC Date, a unit part of the format. */
export function sheetValue(cell: Cell | undefined, column: Column): SheetValue {
  if (cell === null || cell === undefined) return { value: column.type === 'text' ? '—' : null };
  if (typeof cell === 'number') return numberValue(cell, column.decimals, column.unit, column.thousands);
  if (typeof cell === 'object') return richValue(cell, column);
  // A whole cell that is a date is one in any column: facts and evidence are columns of texts.
  return dateValue(cell) ?? outcomeValue(cell, undefined, column);
}

/** What a figure shows in its cell, as its format has it; the paper may print more, `1 小时 24 分（扣除暂停 31 分）`. */
export function shownFigure(value: number, format = 'General'): string {
  const isShare = format.replaceAll(/"[^"]*"/g, '').includes('%');
  const figure = numberText(isShare ? value * 100 : value, {
    ...(format === 'General' ? {} : { decimals: /0\.(0+)/.exec(format)?.[1]?.length ?? 0 }),
    thousands: format.includes('#,##0'),
  });
  return format.replaceAll('"', '').replace(/General|(?:#,##)?0(?:\.0+)?/, () => figure);
}
