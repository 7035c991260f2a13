/**
 * Entries of `contract/assets.yaml` as plain assets: a range (`printer-1..120`) and a table (`table: assets/printers.csv`) become
 * an asset each. Nothing is written; whoever reads an asset sees no difference. Pure.
 */
import { excerpt } from '../error.ts';
import { ASSET_RANGE, type AssetEntry, type PlainAsset } from '../terms/assets.ts';
import { type AssetRow, type AssetTable, readAssetTable, type TableText } from './asset-table.ts';
import { type AssetPlace, type BundleProblem, bundleFiles } from './bundle-parts.ts';

/** Most assets of a contract, ranges and tables expanded: what documents and pages are made for. */
export const MAX_ASSETS = 5000;

export interface ExpandedAssets {
  assets: PlainAsset[];
  /** Of each asset, in the same order. */
  places: AssetPlace[];
  /** With one or more, the assets must not be used. */
  problems: BundleProblem[];
}

type Range = { prefix: string; first: number; last: number; width: number; text: string };

/**
 * @param tables rows of each table by the entry's `table`
 * @returns the assets in the order of entries and rows; doubled ids are for `checkAssets`
 */
export function expandAssets(entries: readonly AssetEntry[], tables: ReadonlyMap<string, TableText>): ExpandedAssets {
  const many = tooMany(entries, tables);
  if (many.length > 0) return { assets: [], places: [], problems: many };
  const all: ExpandedAssets = { assets: [], places: [], problems: [] };
  for (const [n, entry] of entries.entries()) {
    const found = expandEntry(entry, { file: bundleFiles.assets, at: `assets[${n}]` }, tables);
    all.assets.push(...found.assets);
    all.places.push(...found.places);
    all.problems.push(...found.problems);
  }
  return all;
}

/** `printer-1..120`; null for the id of a single asset, or none. Digits of the first number tell how many are written. */
function rangeOf(id: string | undefined): Range | null {
  const [text, prefix = '', first = '', last = ''] = ASSET_RANGE.exec(id ?? '') ?? [];
  if (text === undefined) return null;
  const width = first.startsWith('0') ? first.length : 1;
  return { prefix, first: Number(first), last: Number(last), width, text };
}

const idAt = ({ prefix, width }: Range, n: number): string => `${prefix}${String(n).padStart(width, '0')}`;

/**
 * The ids that an id or a range stands for, each with its number (null of a single asset).
 * @returns null for a range that runs backwards or is larger than a contract may be
 */
export function expandRange(id: string): { id: string; n: number | null }[] | null {
  const range = rangeOf(id);
  if (range === null) return [{ id, n: null }];
  const size = range.last - range.first + 1;
  if (size < 1 || size > MAX_ASSETS) return null;
  return Array.from({ length: size }, (_, k) => ({ id: idAt(range, range.first + k), n: range.first + k }));
}

/** Counted before anything is made: a range of a million costs nothing. */
function tooMany(entries: readonly AssetEntry[], tables: ReadonlyMap<string, TableText>): BundleProblem[] {
  const sizes = entries.map((entry) => {
    const range = rangeOf(entry.id);
    const rows = entry.table === undefined ? 0 : (tables.get(entry.table)?.rows.length ?? 1) - 1;
    return Math.max(range === null ? 1 : range.last - range.first + 1, rows);
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= MAX_ASSETS) return [];
  const most = sizes.indexOf(Math.max(...sizes));
  return [
    {
      file: bundleFiles.assets,
      at: `assets[${most}].${entries[most]?.id === undefined ? 'table' : 'id'}`,
      found: `${entries[most]?.id ?? entries[most]?.table}（${sizes[most]} 项，全部资产共 ${total} 项）`,
      expected: `全部资产不超过 ${MAX_ASSETS} 项`,
    },
  ];
}

function expandEntry(
  entry: AssetEntry,
  place: AssetPlace,
  tables: ReadonlyMap<string, TableText>,
): Pick<ExpandedAssets, 'assets' | 'places' | 'problems'> {
  const range = rangeOf(entry.id);
  if (range !== null && range.first > range.last)
    return refused({
      ...place,
      at: `${place.at}.id`,
      found: range.text,
      expected: '起号不大于止号，例如 printer-1..120',
    });
  if (entry.table !== undefined) return fromTable(entry, range, place, tables.get(entry.table));
  if (range === null) return { assets: [plain(entry, {})], places: [place], problems: [] };
  if (!/\{n+\}/.test(entry.name ?? ''))
    return refused({
      ...place,
      at: `${place.at}.name`,
      found: entry.name ?? '',
      expected: '成批登记的名称中写 {n}，印出时换成各自的序号，例如 打印机 {n}；以 { 开头的加引号',
    });
  const numbers = Array.from({ length: range.last - range.first + 1 }, (_, n) => range.first + n);
  return {
    assets: numbers.map((n) => plain(entry, { id: idAt(range, n), n })),
    places: numbers.map(() => place),
    problems: [],
  };
}

const refused = (problem: BundleProblem) => ({ assets: [], places: [], problems: [problem] });

/** A row for each asset; without a column `id` the rows are numbered as the range says. */
function fromTable(
  entry: AssetEntry,
  range: Range | null,
  place: AssetPlace,
  text: TableText | undefined,
): ReturnType<typeof expandEntry> {
  if (text === undefined) throw new Error(`table ${entry.table} was not read`);
  const table = readAssetTable(text);
  if (table.problems.length > 0) return { assets: [], places: [], problems: table.problems };
  const unnumbered = table.columns.has('id') ? null : numberProblem(table, range, place, text.file);
  if (unnumbered !== null) return refused(unnumbered);
  const found: ReturnType<typeof expandEntry> = { assets: [], places: [], problems: [] };
  for (const [index, row] of table.rows.entries()) {
    const number = range === null ? index + 1 : range.first + index;
    const id = row.id ?? (range === null ? '' : idAt(range, number));
    const own = { file: text.file, at: `第 ${row.line} 行` };
    const inRange = range === null ? number : numberIn(range, id);
    const asset = plain(entry, { ...row, id, n: inRange ?? number });
    found.problems.push(...rowProblems(asset, own, range !== null && inRange === null ? range : null));
    found.assets.push(asset);
    found.places.push(own);
  }
  return range === null || !table.columns.has('id') ? found : { ...found, ...withRest(entry, range, place, found) };
}

/** Rows without ids are numbered by the range, which there has to be, and with as many rows. */
function numberProblem(
  { columns, rows }: Pick<AssetTable, 'columns' | 'rows'>,
  range: Range | null,
  place: AssetPlace,
  file: string,
): BundleProblem | null {
  if (range === null)
    return {
      file,
      at: '第 1 行（表头）',
      found: [...columns].join('、'),
      expected: `有 id（资产编号）一列；或在 ${place.file} ${place.at} 写明 id，例如 printer-1..120`,
    };
  const wanted = range.last - range.first + 1;
  if (rows.length === wanted) return null;
  return {
    file,
    at: '行数',
    found: `${rows.length} 行（不含表头）`,
    expected: `与 ${place.file} ${place.at} 的 ${range.text} 一致，${wanted} 行`,
  };
}

function numberIn(range: Range, id: string): number | null {
  const digits = id.startsWith(range.prefix) ? id.slice(range.prefix.length) : '';
  const number = /^\d{1,12}$/.test(digits) ? Number(digits) : Number.NaN;
  return number >= range.first && number <= range.last && idAt(range, number) === id ? number : null;
}

/** Numbers of the range that the table does not name stand by the entry's own texts, when it has them. */
function withRest(
  entry: AssetEntry,
  range: Range,
  place: AssetPlace,
  found: ReturnType<typeof expandEntry>,
): ReturnType<typeof expandEntry> {
  const there = new Set(found.assets.map(({ id }) => id));
  const numbers = Array.from({ length: range.last - range.first + 1 }, (_, n) => range.first + n);
  const rest = numbers.filter((n) => !there.has(idAt(range, n)));
  if (rest.length === 0) return found;
  if (entry.name === undefined || entry.place === undefined || !/\{n+\}/.test(entry.name)) {
    const ids = rest.slice(0, 5).map((n) => idAt(range, n));
    const named = `${ids.join('、')}${rest.length > ids.length ? ` 等 ${rest.length} 项` : ''}`;
    const expected = `${range.text} 的每一项一行；或在 ${place.file} ${place.at} 写明 name（含 {n}）和 place`;
    const problem = { file: `contract/${entry.table}`, at: '行数', found: `缺少 ${named}`, expected };
    return { ...found, problems: [...found.problems, problem] };
  }
  return {
    assets: [...found.assets, ...rest.map((n) => plain(entry, { id: idAt(range, n), n }))],
    places: [...found.places, ...rest.map(() => place)],
    problems: found.problems,
  };
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function rowProblems(asset: PlainAsset, place: AssetPlace, outside: Range | null): BundleProblem[] {
  const at = (column: string) => `${place.at} ${column}`;
  const problems: BundleProblem[] = [];
  if (!SLUG.test(asset.id))
    problems.push({
      ...place,
      at: at('id（资产编号）'),
      found: excerpt(asset.id === '' ? undefined : asset.id),
      expected: '小写字母、数字与连字符，例如 printer-1',
    });
  else if (outside !== null)
    problems.push({ ...place, at: at('id（资产编号）'), found: asset.id, expected: `${outside.text} 之内的编号` });
  for (const [column, label] of [
    ['name', '名称'],
    ['place', '位置'],
  ] as const)
    if (asset[column] === '')
      problems.push({
        ...place,
        at: at(`${column}（${label}）`),
        found: '（空）',
        expected: '文字；整批相同的写在 assets.yaml',
      });
  return problems;
}

/** The entry as one asset: what a row says goes before the entry's own, in which `{n}` is the number. */
function plain({ table: _, ...entry }: AssetEntry, row: Partial<Omit<AssetRow, 'line'>> & { n?: number }): PlainAsset {
  const said = (text: string | undefined): string | undefined =>
    text?.replace(/\{(n+)\}/g, (whole, letters: string) =>
      row.n === undefined ? whole : String(row.n).padStart(letters.length, '0'),
    );
  const maybe = <K extends string>(key: K, value: string | undefined) =>
    value === undefined ? {} : ({ [key]: value } as Record<K, string>);
  const addresses = row.addresses ?? entry.addresses?.map((one) => said(one) ?? one);
  const { role: _role, serial: _serial, addresses: _addresses, ...rest } = entry;
  return {
    ...rest,
    id: row.id ?? entry.id ?? '',
    name: row.name ?? said(entry.name) ?? '',
    place: row.place ?? said(entry.place) ?? '',
    ...maybe('role', row.role ?? said(entry.role)),
    ...maybe('serial', row.serial ?? said(entry.serial)),
    ...(addresses === undefined ? {} : { addresses }),
  };
}
