/** What is under maintenance. File `contract/assets.yaml`, with tables of many like assets in `contract/assets/*.csv`. */
import { z } from 'zod';
import { isReservedName } from '../names.ts';
import { boolean, clauseId, optional, slug, text } from '../scalars.ts';
import type { AssetKind } from './asset-kinds.ts';
import { calendarName } from './calendars.ts';
import { type Family, isFamily, type Trait } from './families.ts';
import { heldKeys } from './held.ts';

/** `printer-1..120`, `desk-01..45`: many assets in one entry. */
export const ASSET_RANGE = /^([a-z0-9]+(?:-[a-z0-9]+)*?-?)(\d{1,9})\.\.(\d{1,12})$/;

const SINGLE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Id of one asset, or of a range of them. */
const assetId = () =>
  z
    .string()
    .refine(
      (value) => SINGLE.test(value) || ASSET_RANGE.test(value),
      '应为小写字母、数字与连字符，例如 app-server-1；成批的写成 printer-1..120',
    )
    .refine((value) => !isReservedName(value), '不能用程序语言保留的名字');

/** What one asset says of itself, as registers list it. */
export const assetSchema = z.strictObject({
  id: slug().meta({ label: '资产编号', example: 'app-server-1' }),
  name: text().meta({ label: '名称', example: '应用服务器 1' }),
  kind: slug().meta({ label: '类别', example: 'linux' }).describe('Id of a kind of `contract/kinds.yaml`.'),
  place: text().meta({ label: '位置', example: '东楼一层' }),
  placeId: optional(slug())
    .meta({ label: '地点编号', example: 'east-campus' })
    .describe(
      'Entry of `places` of the contract: what is allowed for the way there is added to the limit for arrival.',
    ),
  clause: clauseId().meta({ label: '依据条款' }),
  role: optional(text()).meta({ label: '用途', example: '主库' }),
  serial: optional(text()).meta({ label: '序列号' }),
  since: optional(
    z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, '应为年、年月或日期，例如 2019-06'),
  )
    .meta({ label: '投用时间', example: '2019-06' })
    .describe('Year, month or day of its being put into use: how old it is, for what is planned.'),
  addresses: optional(z.array(text()))
    .meta({ label: '地址', sensitivity: 'internal' })
    .describe('Host names and addresses by which scanners and monitoring know the asset.'),
  host: optional(slug())
    .meta({ label: '所在主机' })
    .describe('Asset id of the host on which middleware or a database runs.'),
  silentDays: optional(z.enum(['none', 'non-working-days', 'any'])).meta({
    label: '静默日',
    choices: { none: '每天应有数据', 'non-working-days': '非工作日可无数据', any: '可随时停用' },
  }),
  silentOn: optional(calendarName())
    .meta({ label: '可静默的日子', example: 'vacations' })
    .describe('In place of `silentDays`: no data is expected on the days of this calendar.'),
  contract: boolean()
    .meta({ label: '合同内资产' })
    .describe('false: listed apart, outside the counts of the contract.'),
  ...heldKeys,
});

/**
 * An entry of the file: one asset, a range of them (`id: printer-1..120`, `{n}` in its texts), or a table (`table`), whose rows
 * are assets. What the rows say of themselves need not stand in the entry.
 */
export const assetEntrySchema = assetSchema
  .extend({
    id: optional(assetId())
      .meta({ label: '资产编号', example: 'app-server-1' })
      .describe('Of a range: `printer-1..120`. Left out only with `table`, when the table has a column `id`.'),
    name: optional(text()).meta({ label: '名称', example: '应用服务器 1' }),
    place: optional(text()).meta({ label: '位置', example: '东楼一层' }),
    table: optional(
      z
        .string()
        .regex(/^assets\/[^/\\]+\.csv$/, '应为 contract/ 之下 assets 文件夹中的 CSV 文件，例如 assets/printers.csv'),
    )
      .meta({ label: '清单文件', example: 'assets/printers.csv' })
      .describe(
        'Table below `contract/` with the columns id, name, place, serial, address, role; a row for each asset.',
      ),
  })
  .superRefine((entry, check) => {
    if (entry.table !== undefined) return;
    for (const field of ['id', 'name', 'place'] as const) {
      if (entry[field] !== undefined) continue;
      check.addIssue({ code: 'custom', path: [field], message: '应为文字；只有写了清单文件 table 的才可省略' });
    }
  });

export const assetsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  assets: z.array(assetEntrySchema).meta({ label: '资产' }),
});

export type AssetEntry = z.infer<typeof assetEntrySchema>;
/** One asset as its entry or its row of a table says, before its kind is looked up. */
export type PlainAsset = z.infer<typeof assetSchema>;

/** An asset with what its kind says of it. */
export interface Asset extends PlainAsset {
  /** Name of the kind, as printed. */
  kindName: string;
  /** How things of the kind are counted. */
  counter: string;
  family: Family;
  /** Whether scanners and monitoring ought to look at it: what the kind says, else what the family is by nature. */
  scanned: boolean;
  watched: boolean;
}

/** The asset with what its kind says. @param kind undefined: unknown, which the checks of the bundle refuse */
export function withKind(asset: PlainAsset, kind: AssetKind | undefined): Asset {
  const family = kind?.family ?? 'device';
  return {
    ...asset,
    kindName: kind?.name ?? asset.kind,
    counter: kind?.counter ?? '个',
    family,
    scanned: kind?.scanned ?? isFamily(family, 'scanned'),
    watched: kind?.watched ?? isFamily(family, 'watched'),
  };
}

/** What the asset is to the program: by its family, or by what its kind says instead. */
export function isAsset(asset: Pick<Asset, 'family' | 'scanned' | 'watched'>, trait: Trait): boolean {
  return trait === 'scanned' || trait === 'watched' ? asset[trait] : isFamily(asset.family, trait);
}
