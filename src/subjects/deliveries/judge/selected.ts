/** Which records the filter of a register, or of an activity of the requirements, takes. Pure. */
import type { Asset } from '../../../contract/terms/assets.ts';
import type { RegisterTable } from '../../../contract/terms/obligations.ts';
import type { AnyRecord } from '../../../records/record.ts';
import incident, { type IncidentRecord } from '../../incidents/kinds/incident.ts';

/** One condition: a field and the values, or the kinds and families of assets, that it takes. */
export type Filter = NonNullable<RegisterTable['where']>[number];

/** What of a table of a register says which records stand in it. */
export interface Selection {
  /** All of them must hold. */
  where: readonly Filter[];
  /** One line for each row of this list: a record is taken by any of its rows. */
  rows?: string | undefined;
}

/** true when the filter takes assets of some kinds or families alone. */
export const namesKinds = ({ assetKinds, assetFamilies }: Filter): boolean =>
  assetKinds !== undefined || assetFamilies !== undefined;

/** true when the asset is of a kind or family that the filter takes. */
export const isOf = ({ assetKinds, assetFamilies }: Filter, asset: Asset | undefined): boolean =>
  asset !== undefined && (assetKinds?.includes(asset.kind) === true || assetFamilies?.includes(asset.family) === true);

/**
 * true when the filter takes what has these values in its field.
 * @param values of a list all of them, of any other field the one @param assets of the whole contract, by id
 */
export function isTaken(filter: Filter, values: readonly string[], assets: ReadonlyMap<string, Asset>): boolean {
  const named = filter.in === undefined || values.some((value) => filter.in?.includes(value));
  return named && (!namesKinds(filter) || values.some((value) => isOf(filter, assets.get(value))));
}

/** true when the record, or a row of it, stands in the table. @param assets as `isTaken`; only filters by assets look there */
export function isSelected(
  record: AnyRecord,
  { where, rows }: Selection,
  assets: ReadonlyMap<string, Asset> = new Map(),
): boolean {
  const values = record as unknown as Readonly<Record<string, unknown>>;
  if (rows === undefined) return where.every((one) => isTaken(one, texts(fieldValue(record, one.field)), assets));
  const list = (values[rows] ?? []) as Readonly<Record<string, unknown>>[];
  return list.some((row) =>
    where.every((one) => {
      const [name = '', column] = one.field.split('.');
      const value = column !== undefined && name === rows ? row[column] : fieldValue(record, name);
      return isTaken(one, texts(value), assets);
    }),
  );
}

const texts = (value: unknown): string[] => [value].flat().map(String);

/** Of an incident the level is that of its last grading. */
const fieldValue = (record: AnyRecord, field: string): unknown =>
  field === 'level' && record.kind === incident.id
    ? (record as IncidentRecord).levels.at(-1)?.level
    : (record as unknown as Readonly<Record<string, unknown>>)[field];
