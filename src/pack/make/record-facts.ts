/** What a chain of evidence has from one record: its originals, the permits that it names and the people in it. Pure. */

import { fieldsOf, type RecordField } from '../../records/fields.ts';
import { keptOriginals } from '../../records/kept-originals.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';

export interface RecordFacts {
  /** 巡检记录 XJ-20261124-001 and the like. */
  title: string;
  /** `isNamed`: a demonstration names it, and nobody has it. */
  originals: { sha256: string; name: string; isNamed: boolean }[];
  /** Ids. */
  permits: string[];
  people: string[];
}

/** Longer ones are sentences that some field of a person was filled with. */
const MOST_OF_A_NAME = 30;

/** @param record lifted to the newest schema, with what was withdrawn in it */
export function recordFacts(kind: Pick<RecordKind, 'label' | 'schema'>, record: AnyRecord): RecordFacts {
  const names = new Map((record.attachments ?? []).map((one) => [one.sha256, one.name]));
  const people = new Set<string>();
  const permits = new Set<string>();
  const take = ({ references, sensitivity }: RecordField, value: string): void => {
    if (references === 'permit') permits.add(value);
    if (sensitivity === 'personal' && value !== '' && value.length <= MOST_OF_A_NAME) people.add(value);
  };
  const look = (field: RecordField, value: unknown): void => {
    if (typeof value === 'string') take(field, value);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const one of value) look(field, one);
    else for (const column of field.columns) look(column, (value as Record<string, unknown>)[column.name]);
  };
  for (const field of fieldsOf(kind.schema)) look(field, (record as unknown as Record<string, unknown>)[field.name]);
  return {
    title: `${kind.label} ${record.id}`,
    originals: keptOriginals(record).map(({ sha256 }) => ({
      sha256,
      name: names.get(sha256) ?? '',
      isNamed: record.simulated === true,
    })),
    permits: [...permits].sort(),
    people: [...people].sort(),
  };
}
