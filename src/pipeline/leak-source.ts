/** Where a leak comes from: the file that a person wrote, its line, and of a record the field; and all places in which a value stands. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../contract/error.ts';
import { placesIn } from '../guard/entry.ts';
import type { HeldLeak } from '../guard/held.ts';
import type { LeakPlace } from '../guard/leak.ts';
import { fieldsOf, type RecordField } from '../records/fields.ts';
import type { AnyRecord } from '../records/record.ts';
import { parseData } from '../workspace/text/yaml.ts';
import { loadKind } from './units.ts';

/** Where people write, and what they hand in is told. */
const WRITTEN = ['opsledger.yaml', 'contract', 'plans', 'records'];

/** `，出自 records/…/GZ-20261124-001.yaml 第 8 行（text 内容）`; empty: it stands in none to the letter, a text of YAML may be folded. */
export async function sourceOf(root: string, { texts }: Pick<HeldLeak, 'texts'>): Promise<string> {
  const wanted = [...new Set(texts)];
  for (const part of WRITTEN) {
    for (const path of await filesBelow(root, part)) {
      // One that is gone by now is not it.
      const lines = (await readFile(join(root, path), 'utf8').catch(() => '')).split('\n');
      const line = lines.findIndex((one) => wanted.some((text) => one.includes(text)));
      if (line !== -1) return `，出自 ${path} 第 ${line + 1} 行${await fieldOf(path, lines, line)}`;
    }
  }
  return '';
}

/**
 * All places of the workspace in which each value stands today, as entries of the allow-list name them: a page or a document says it for
 * all of them. What was withdrawn or corrected away is no place.
 */
export async function placesOf(root: string, values: readonly string[]): Promise<Map<string, LeakPlace[]>> {
  const places = new Map<string, LeakPlace[]>();
  for (const part of WRITTEN) {
    for (const path of await filesBelow(root, part)) {
      const text = await readFile(join(root, path), 'utf8').catch(() => '');
      for (const value of values.filter((one) => text.includes(one)))
        places.set(value, [...(places.get(value) ?? []), ...(await placesInFile(path, text, value))]);
    }
  }
  return places;
}

async function placesInFile(path: string, text: string, value: string): Promise<LeakPlace[]> {
  const kind = /^records\/([^/]+)\//.exec(path)?.[1];
  if (kind === undefined) return [{ in: path }];
  try {
    const record = parseData(Buffer.from(text), path) as AnyRecord;
    return record.withdrawn === undefined ? placesIn(record, fieldsOf((await loadKind(kind)).schema), value) : [];
  } catch (error) {
    // One that cannot be read is told elsewhere.
    if (error instanceof UserError) return [{ in: path }];
    throw error;
  }
}

const KEY = /^(\s*)(?:- )?\s*"?([A-Za-z]\w*)"?:/;

/** The field of a record whose value stands on a line, or goes on there: its key, and what the kind calls it. */
async function fieldOf(path: string, lines: readonly string[], at: number): Promise<string> {
  const kind = /^records\/([^/]+)\//.exec(path)?.[1];
  const key = lines
    .slice(0, at + 1)
    .findLast((line) => KEY.test(line))
    ?.match(KEY)?.[2];
  if (kind === undefined || key === undefined) return '';
  const label = labelIn(fieldsOf((await loadKind(kind)).schema), key);
  return `（${key}${label === undefined ? '' : ` ${label}`}）`;
}

const labelIn = (fields: readonly RecordField[], key: string): string | undefined =>
  fields.find(({ name }) => name === key)?.label ??
  fields.map(({ columns }) => labelIn(columns, key)).find((one) => one !== undefined);

/** Text files alone, in order of their paths. */
async function filesBelow(root: string, part: string): Promise<string[]> {
  if (part.includes('.')) return [part];
  const entries = await readdir(join(root, part), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((one) => one.isFile() && /\.(?:ya?ml|json|md)$/.test(one.name))
    .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
    .sort();
}
