/** What a chain of evidence has from one record: its originals, the permits that it names and the people in it. Pure. */
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { fieldsOf, type RecordField } from '../records/fields.ts';
import { keptOriginals } from '../records/kept-originals.ts';

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
  const look = (field: RecordField, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look({ ...field, shape: 'value' }, one);
    else if (typeof value === 'object' && value !== null) {
      for (const column of field.columns) look(column, (value as Record<string, unknown>)[column.name]);
    } else if (typeof value === 'string' && value !== '') {
      if (field.references === 'permit') permits.add(value);
      if (field.sensitivity === 'personal' && value.length <= MOST_OF_A_NAME) people.add(value);
    }
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

