/** Tables of assets below `contract/assets/`, which entries of `assets.yaml` name: read, decoded and split into rows. */
import type { TableText } from '../../contract/bundle/asset-table.ts';
import { type ExpandedAssets, expandAssets, MAX_ASSETS } from '../../contract/bundle/expand-assets.ts';
import { UserError } from '../../contract/error.ts';
import type { AssetEntry } from '../../contract/terms/assets.ts';
import { readCsv } from '../../scanners/read/csv.ts';
import { decodeTable, MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { insidePath } from '../disk/paths.ts';

/** Folder of the tables, in a workspace. */
export const TABLES = 'contract/assets';

/**
 * The assets of all entries, each range and table expanded.
 * @returns beside them the tables that were read, as paths in the workspace
 * @throws UserError for a table that is missing, too large, wrongly encoded or no CSV; EnvironmentError when one cannot be read
 */
export async function readAssets(
  root: string,
  entries: readonly AssetEntry[],
): Promise<Omit<ExpandedAssets, 'places'> & { assetPlaces: ExpandedAssets['places']; assetTables: string[] }> {
  const tables = new Map<string, TableText>();
  for (const { table } of entries) {
    if (table !== undefined && !tables.has(table)) tables.set(table, await readTable(root, `contract/${table}`));
  }
  const { places, ...expanded } = expandAssets(entries, tables);
  return { ...expanded, assetPlaces: places, assetTables: [...tables.values()].map(({ file }) => file) };
}

async function readTable(root: string, file: string): Promise<TableText> {
  const text = decodeTable(await readLimited(await insidePath(root, file), file, MAX_DATA_BYTES), file);
  const rows: TableText['rows'][number][] = [];
  for await (const row of readCsv([text], file, delimiterOf(text))) {
    rows.push(row);
    if (rows.length > MAX_ROWS)
      throw new UserError('资产清单过长', {
        file,
        found: `超过 ${MAX_ROWS} 行`,
        expected: `全部资产不超过 ${MAX_ASSETS} 项`,
      });
  }
  return { file, rows };
}

/** Empty rows do not count as assets, but nobody needs more of them than this. */
const MAX_ROWS = 10 * MAX_ASSETS;

/** A table copied out of a worksheet has tabs. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  return header.includes('\t') && !header.includes(',') ? '\t' : ',';
}
