/** A table of records, from what each kind's schema says of its fields: labels, units and words come from there. Pure. */
import { fieldsOf, type RecordField } from '../records/fields.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import type { Cell, TableBlock, Tone } from '../report/block.ts';
import { cellText } from '../report/cell.ts';
import { fieldCell, idCell, isMoney, told } from './field-cell.ts';
import { settledTable, type TableColumn, type TableDefinition } from './table.ts';

/** A column that is a field of the kind, or one computed from the record. */
export interface RecordColumn extends Partial<Omit<TableColumn<never>, 'value'>> {
  /** Name of a field; for a computed column any key of its own. */
  field: string;
  /** Default: what the record says in the field. */
  value?(record: never): Cell;
  /** false: nothing is asked of such a record, and what it does not say is not missing. Default: of each. */
  asked?(record: never): boolean;
}

/** The record's number, as most tables begin. */
export const idColumn: RecordColumn = { field: 'id', weight: 1.3, value: idCell };

export interface RecordTable<T extends AnyRecord> {
  title: string;
  kind: RecordKind<T>;
  columns: readonly (string | RecordColumn)[];
  /** Chinese names of assets by id, so that people read names and not ids. */
  assetNames?: ReadonlyMap<string, string>;
  tone?(record: T): Tone | undefined;
}

export interface RecordTableOptions<T extends AnyRecord> extends RecordTable<T> {
  records: readonly T[];
  empty: string;
}

/** On paper: one row a record, in the given order, numbered. */
export const recordTable = <T extends AnyRecord>({ records, empty, ...table }: RecordTableOptions<T>): TableBlock =>
  settledTable({ ...definitionOf(table), empty }, records, 'paper');

/** What the site has beside the rows. */
interface OnSite<T> extends Pick<TableDefinition<T>, 'filters' | 'filter' | 'sortable'> {
  /** The page has an anchor of each record elsewhere. */
  anchored?: true;
}

/** On the site: a row with an anchor a record. */
export const recordTableOnSite = <T extends AnyRecord>(
  { records, empty, ...table }: RecordTableOptions<T>,
  { anchored, ...more }: OnSite<T> = {},
): TableBlock =>
  settledTable(
    { ...definitionOf(table), ...more, ...(anchored ? {} : { id: ({ id }: T) => id }), empty },
    records,
    'site',
  );

function definitionOf<T extends AnyRecord>(table: RecordTable<T>): Omit<TableDefinition<T>, 'empty'> {
  const fields = new Map(fieldsOf(table.kind.schema).map((field) => [field.name, field]));
  const columns = table.columns.map((one): RecordColumn => (typeof one === 'string' ? { field: one } : one));
  return {
    title: table.title,
    tone: (record) => (isGone(record) ? 'attention' : table.tone?.(record)),
    columns: {
      no: { label: '序号', type: 'number', weight: 0.5, only: 'paper', value: (_, n) => n + 1 },
      ...Object.fromEntries(
        columns.map((column, n) => [column.field, columnOf<T>(table, column, fields.get(column.field), n === 0)]),
      ),
    },
  };
}

const isGone = (record: AnyRecord): boolean => record.withdrawn !== undefined;

function columnOf<T extends AnyRecord>(
  { assetNames }: Pick<RecordTable<T>, 'assetNames'>,
  { field: name, value, asked, ...column }: RecordColumn,
  field: RecordField | undefined,
  isFirst: boolean,
): TableColumn<T> {
  const cell = (record: T): Cell => {
    if (value !== undefined) return value(record as never);
    const given = (record as Record<string, unknown>)[name];
    if (given === undefined && asked?.(record as never) === false) return null;
    return told(record, name, fieldCell(field, given, assetNames), field);
  };
  return {
    label: field?.label ?? name,
    type: typeof field?.example === 'number' ? 'number' : 'text',
    ...(field?.unit === undefined ? {} : { unit: field.unit }),
    ...(isMoney(field) ? { decimals: 2 } : {}),
    ...(column as Partial<TableColumn<T>>),
    value: (record) => (isFirst && isGone(record) ? `${cellText(cell(record))}（已作废）` : cell(record)),
  };
}
