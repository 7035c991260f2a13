/** A value of a record as a cell: words, names and units as the field's schema says. Pure. */
import { formatDateTime, isInstantText } from '../contract/time.ts';
import type { RecordField } from '../records/fields.ts';
import { isClaimed } from '../records/purchaser.ts';
import { type AnyRecord, isBackfilled } from '../records/record.ts';
import { decides, passedWords } from '../records/standing.ts';
import type { Cell } from '../report/block.ts';
import { cellText, richCell } from '../report/cell.ts';
import { besideText } from '../wording/corrections.ts';
import { numberText } from '../wording/figures.ts';
import { CLAIMED, MISSING } from '../wording/words.ts';

/** Sums of money show their cents, so that rows and totals look alike. */
export const isMoney = (field: RecordField | undefined): boolean => field?.measure === 'money';

/**
 * The cell of a field, marked where it tells of an act of the purchaser by the supplier's word alone, and where a value by which
 * something is judged was another before, or another is claimed in its place.
 * @param described the field as its kind's schema has it; without it nothing is judged by it
 */
export function told(record: AnyRecord, field: string, cell: Cell, described?: RecordField): Cell {
  const marked = isClaimed(record, field) ? `${cellText(cell)}（${CLAIMED}）` : cell;
  const beside =
    described === undefined || !decides(described) ? '' : besideText(record, [field], passedWords(described));
  if (beside === '') return marked;
  const text = `${typeof marked === 'number' ? numberText(marked) : cellText(marked)}（${beside}）`;
  return typeof marked === 'number' ? { text, value: marked, kind: 'number' } : { ...richCell(marked), text };
}

/** A value as people read it, with the real value beside it for workbooks; 未登记 never stands for 无. */
export function fieldCell(field: RecordField | undefined, value: unknown, names?: ReadonlyMap<string, string>): Cell {
  if (value === undefined || value === null || value === '') return { text: MISSING, tone: 'muted' };
  if (Array.isArray(value)) {
    if (value.length === 0) return '无';
    if (field?.shape === 'rows') return `${value.length} 项`;
    return value.map((v) => cellText(fieldCell({ ...field, shape: 'value' } as RecordField, v, names))).join('、');
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return value;
  const text = String(value);
  const word = field?.choices?.[text];
  if (word !== undefined) return word;
  if (isInstantText(text)) return { text: formatDateTime(text), value: text, kind: 'datetime' };
  return names?.get(text) ?? text;
}

/** Record id, marked when it was written down long after the fact. */
export function idCell(record: AnyRecord): Cell {
  return isBackfilled(record) ? `${record.id}（补录）` : record.id;
}
