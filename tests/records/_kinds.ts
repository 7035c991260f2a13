/** Every record kind of the repository, and the starter's contract to check records against. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { obligationsFileSchema } from '../../src/contract/terms/obligations.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { starterAssets } from '../contract/_starter.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('src/subjects/*/kinds/*.ts', { cwd: root }).sort((a, b) => (basename(a) < basename(b) ? -1 : 1));

export const kinds: RecordKind[] = await Promise.all(
  files.map(async (name) => ((await import(join(root, name))) as { default: RecordKind }).default),
);

export const kindIds = files.map((name) => basename(name, '.ts'));

export function kindOf(id: string): RecordKind {
  const kind = kinds.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`no record kind ${id}`);
  return kind;
}

const yamlOf = (name: string): unknown =>
  parse(readFileSync(join(root, 'data/starters/bureau/contract', name), 'utf8'), { schema: 'failsafe' });

/** Contract, assets and obligations of the starter; nothing else is asked of a contract by a record's rules. */
export const contract: ContractBundle = {
  contract: contractSchema.parse(yamlOf('contract.yaml')),
  ...starterAssets(),
  checks: [],
  obligations: obligationsFileSchema.parse(yamlOf('obligations.yaml')).obligations,
  registers: [],
  written: [],
  interpretations: [],
  holidays: [],
};

/** The kind's example with some fields replaced; `undefined` leaves a field out. */
export function variant(id: string, patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const record = structuredClone(kindOf(id).example) as unknown as Record<string, unknown>;
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) delete record[field];
    else record[field] = value;
  }
  return record;
}

/** The example of the kind as its own type. */
export const exampleOf = <T extends AnyRecord>(id: string): T => structuredClone(kindOf(id).example) as T;
