/** What of machines and people is known by name, so that it is found in any text. Pure. */
import type { Sensitivity } from '../../contract/scalars.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { Known } from './mask.ts';

export interface KnownFrom {
  people: readonly { name: string }[];
  assets: readonly Pick<Asset, 'id' | 'name' | 'addresses'>[];
  records: readonly { kind: Pick<RecordKind, 'schema'>; record: AnyRecord }[];
}

/** Of people whoever a record or the contract names; of machines what assets and records say where they are. */
export function knownFrom({ people, assets, records }: KnownFrom): Required<Known> {
  const names = new Set(people.map(({ name }) => name));
  const hosts = new Set<string>();
  const shown = new Set(assets.flatMap(({ id, name }) => [id, name]));
  const add = (sensitivity: Sensitivity, value: string): void => {
    if (sensitivity === 'personal' || sensitivity === 'contact') names.add(value);
    else if (sensitivity === 'internal') for (const one of placesIn(value)) if (!shown.has(one)) hosts.add(one);
  };
  for (const one of assets.flatMap(({ addresses = [] }) => addresses)) if (!shown.has(one)) hosts.add(one);
  for (const { kind, record } of records) {
    for (const by of [record.enteredBy?.name, record.withdrawn?.by]) if (by !== undefined) names.add(by);
    valuesOf(fieldsOf(kind.schema), record as unknown as Record<string, unknown>, add);
  }
  return { names: [...names], hosts: [...hosts] };
}

function valuesOf(
  fields: readonly RecordField[],
  row: Record<string, unknown>,
  add: (sensitivity: Sensitivity, value: string) => void,
): void {
  for (const field of fields) {
    const value = row[field.name];
    if (field.shape === 'rows' && Array.isArray(value)) for (const one of value) valuesOf(field.columns, one, add);
    else
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof one === 'string') add(field.sensitivity, one);
  }
}

/** What reads as a place: a word without a dot, colon or slash may be any word. */
function placesIn(value: string): string[] {
  if (!/[.:/]/.test(value) || value.length < 4) return [];
  const host = URL.parse(value)?.hostname ?? '';
  return host === '' ? [value] : [value, host];
}
