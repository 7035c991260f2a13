/** The assets of a contract, ranges and tables counted out one by one, each with the family of its kind. */
import type { Data } from './data.ts';

/** What the files of the contract say of its assets. */
export interface AssetFiles {
  /** Entries of `contract/assets.yaml`. */
  entries: readonly Data[];
  /** Kinds of `contract/kinds.yaml`; none in a workspace that is older than the file. */
  kinds: readonly Data[];
  /** Bytes of a table below `contract/`; undefined when it is not there. */
  table(path: string): Uint8Array | undefined;
}

export function assetsOf({ entries, kinds, table }: AssetFiles): Data[] {
  const family = new Map<string, string>(kinds.map((one) => [one.id, one.family]));
  return entries
    .flatMap((entry) => idsOf(entry, table).map((id) => ({ ...entry, id })))
    .map((asset) => ({ ...asset, family: family.get(asset.kind) }));
}

function idsOf(entry: Data, table: AssetFiles['table']): string[] {
  const range = rangeIds(entry.id);
  if (entry.table === undefined) return range ?? [entry.id];
  const listed = listedIds(table(`contract/${entry.table}`));
  return listed === null ? (range ?? []) : [...listed, ...(range ?? []).filter((id) => !listed.includes(id))];
}

function rangeIds(id: unknown): string[] | null {
  const at = typeof id === 'string' ? id.indexOf('..') : -1;
  if (typeof id !== 'string' || at === -1) return null;
  const start = /\d+$/.exec(id.slice(0, at))?.[0] ?? '';
  const prefix = id.slice(0, at - start.length);
  const padded = start.startsWith('0') ? start.length : 0;
  const ids: string[] = [];
  for (let n = Number(start); n <= Number(id.slice(at + 2)); n += 1) ids.push(prefix + String(n).padStart(padded, '0'));
  return ids;
}

/** The column of ids of a table; null where it has none. */
function listedIds(bytes: Uint8Array | undefined): string[] | null {
  const [header = [], ...rows] = rowsOf(bytes === undefined ? '' : textOf(bytes));
  const column = header.findIndex((cell) => ['id', '编号', '资产编号'].includes(cell.trim().toLowerCase()));
  if (column === -1) return null;
  return rows.map((row) => (row[column] ?? '').trim()).filter((id) => id !== '');
}

function textOf(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined;
  for (const encoding of wide === undefined ? ['utf-8', 'gb18030'] : [wide]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return '';
}

function rowsOf(text: string): string[][] {
  const mark = (text.split('\n', 1)[0] ?? '').includes(',') ? ',' : '\t';
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (const char of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted || (char !== mark && char !== '\n')) cell += char;
    else {
      endCell();
      if (char === '\n') rows.push([]);
    }
  }
  endCell();
  return rows;
}
