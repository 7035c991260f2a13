/** A value of a record as a cell: words, names and units as the field's schema says. Pure. */
import type { z } from 'zod';
import { formatDateTime, isInstantText } from '../contract/time.ts';
import { fieldsOf, type RecordField } from '../records/fields.ts';
import { isClaimed } from '../records/purchaser.ts';
import { type AnyRecord, isBackfilled } from '../records/record.ts';
import type { Cell } from '../report/block.ts';
import { cellText } from '../report/cell.ts';
import { CLAIMED, MISSING } from '../wording/words.ts';

/** Sums of money show their cents, so that rows and totals look alike. */
export const isMoney = (field: RecordField | undefined): boolean => field?.measure === 'money';

/** What the fields of a schema are called, for columns that are not the field itself. */
export function labelsOf(schema: z.ZodType): (field: string) => string {
  const labels = new Map(fieldsOf(schema).map(({ name, label }) => [name, label]));
  return (field) => labels.get(field) ?? field;
}

/** The cell of a field, marked where it tells of an act of the purchaser by the supplier's word alone. */
export const told = (record: AnyRecord, field: string, cell: Cell): Cell =>
  isClaimed(record, field) ? `${cellText(cell)}（${CLAIMED}）` : cell;

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
