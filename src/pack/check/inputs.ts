/** What an issued document stands on: rows of its manifest, or of lists that manifests share, each named by its digest. Pure. */
import { placesOf } from '../../archive/row-places.ts';
import { fromUtf8, toHex } from '../../proof/bytes.ts';
import { inputListPath } from '../format.ts';
import type { Checked } from './documents.ts';
import { words } from './words.ts';

export interface InputRow {
  /** In the workspace. */
  path: string;
  sha256: string;
}

/** Lists are read once. */
export function openInputs({ source, tools, findings }: Pick<Checked, 'source' | 'tools' | 'findings'>) {
  const known = new Map<string, readonly InputRow[]>();
  async function listOf(name: string): Promise<readonly InputRow[]> {
    const path = inputListPath(name);
    if (!source.files.has(path)) {
      findings.say('完整性', path, words.missing);
      return [];
    }
    const bytes = await source.read(path);
    if (toHex(tools.sha256(bytes)) === name.slice(-64)) return rowsIn(fromUtf8(bytes) ?? '');
    findings.say('真实性', path, words.listDiffers);
    return [];
  }
  return async (inputs: unknown): Promise<InputRow[]> => {
    if (Array.isArray(inputs)) return inputs as InputRow[];
    const lists = Object(inputs)['lists'] as unknown;
    const rows: InputRow[] = [];
    for (const { list, rows: places } of Array.isArray(lists) ? (lists as { list: string; rows: string }[]) : []) {
      const held = known.get(list) ?? (await listOf(list));
      known.set(list, held);
      for (const place of placesOf(places)) {
        const row = held[place];
        if (row !== undefined) rows.push(row);
      }
    }
    return rows;
  };
}

function rowsIn(text: string): InputRow[] {
  try {
    const files = Object(JSON.parse(text))['files'] as unknown;
    return Array.isArray(files) ? (files as InputRow[]) : [];
  } catch {
    return [];
  }
}
