/** Tables of records, drawn from what each kind's schema says of its fields: labels, units and words come from there. */
import { formatDateTime, isInstantText } from '../../src/contract/time.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { isClaimed } from '../../src/records/purchaser.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { isBackfilled } from '../../src/records/record.ts';
import type { Cell, Column, Row, TableBlock, Tone } from '../../src/report/document.ts';
import { CLAIMED, MISSING } from '../../src/wording/words.ts';

/** A column that is a field of the kind, or one computed from the record. */
export interface RecordColumn {
  /** Name of a field; for a computed column any key of its own. */
  field: string;
  /** Default: the field's own label. */
  label?: string;
  weight?: number;
  value?(record: never): Cell;
}

export interface RecordTableOptions<T extends AnyRecord> {
  title: string;
  kind: RecordKind<T>;
  records: readonly T[];
  columns: readonly (string | RecordColumn)[];
  /** Chinese names of assets by id, so that people read names and not ids. */
  assetNames?: ReadonlyMap<string, string>;
  empty: string;
  tone?(record: T): Tone | undefined;
}

/** One row a record, in the given order, numbered. */
export function recordTable<T extends AnyRecord>(options: RecordTableOptions<T>): TableBlock {
  const fields = new Map(fieldsOf(options.kind.schema).map((f) => [f.name, f]));
  const columns = options.columns.map((c) => (typeof c === 'string' ? { field: c } : c) as RecordColumn);
  return {
    type: 'table',
    title: options.title,
    columns: [
      { key: 'no', label: '序号', type: 'number', weight: 0.5 },
      ...columns.map((c) => tableColumn(c, fields.get(c.field))),
    ],
    rows: options.records.map((record, index) => recordRow(options, columns, fields, record, index + 1)),
    empty: options.empty,
  };
}

function tableColumn(column: RecordColumn, field: RecordField | undefined): Column {
  const label = column.label ?? field?.label ?? column.field;
  return {
    key: column.field,
    label,
    type: isQuantity(field) ? 'number' : 'text',
    ...(field?.unit === undefined ? {} : { unit: field.unit }),
    ...(isMoney(field) ? { decimals: 2 } : {}),
    ...(column.weight === undefined ? {} : { weight: column.weight }),
  };
}

/** Sums of money show their cents, so that rows and totals look alike. */
export const isMoney = (field: RecordField | undefined): boolean => field?.unit === '元';

const isQuantity = (field: RecordField | undefined): boolean => typeof field?.example === 'number';

function recordRow<T extends AnyRecord>(
  options: RecordTableOptions<T>,
  columns: readonly RecordColumn[],
  fields: ReadonlyMap<string, RecordField>,
  record: T,
  no: number,
): Row {
  const gone = record.withdrawn !== undefined;
  const tone = gone ? 'attention' : options.tone?.(record);
  const cells: Record<string, Cell> = { no };
  for (const [index, column] of columns.entries()) {
    const cell = column.value
      ? column.value(record as never)
      : told(
          record,
          column.field,
          fieldCell(fields.get(column.field), (record as Record<string, unknown>)[column.field], options.assetNames),
        );
    cells[column.field] = gone && index === 0 ? `${cellText(cell)}（已作废）` : cell;
  }
  return { ...(tone === undefined ? {} : { tone }), cells };
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

/** The printed text of a cell. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.text : String(cell);
}

/** Record id, marked when it was written down long after the fact. */
export function idCell(record: AnyRecord): Cell {
  return isBackfilled(record) ? `${record.id}（补录）` : record.id;
}
