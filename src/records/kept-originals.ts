/** Which originals of the evidence store a record refers to. Pure. */
import type { AnyRecord } from './record.ts';

/** Fields with the hash of an original that the evidence store keeps, as paths without the numbers of rows. */
export const ORIGINAL_FIELDS: readonly string[] = [
  'attachments.sha256',
  'readings.evidence',
  'original',
  'series.original',
];
/** Fields with a hash of something that is kept elsewhere, or nowhere. */
export const OTHER_HASHES: readonly string[] = ['sha256', 'scriptSha256', 'fingerprint', 'list', 'kevList', 'epssList'];

export interface KeptOriginal {
  sha256: string;
  /** Where the record refers to it: `attachments[0].sha256`. */
  field: string;
}

/** @returns each different hash once, with the first field that has it */
export function keptOriginals(record: AnyRecord): KeptOriginal[] {
  const found = new Map<string, string>();
  for (const path of ORIGINAL_FIELDS) {
    for (const { value, field } of valuesAt(record, path.split('.'), ''))
      if (typeof value === 'string' && !found.has(value)) found.set(value, field);
  }
  return [...found].map(([sha256, field]) => ({ sha256, field }));
}

function valuesAt(value: unknown, [name, ...rest]: string[], at: string): { value: unknown; field: string }[] {
  if (name === undefined) return [{ value, field: at }];
  if (Array.isArray(value)) return value.flatMap((one: unknown, n) => valuesAt(one, [name, ...rest], `${at}[${n}]`));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt((value as Record<string, unknown>)[name], rest, at === '' ? name : `${at}.${name}`);
}
