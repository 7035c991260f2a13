/** What is under maintenance: clauses 4.1–4.4. File `contract/assets.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, optional, slug, text } from '../scalars.ts';

/** Kinds of asset; the word for each is printed. `ops-host` is the supplier's own machine, outside the contract's counts. */
export const assetKinds = {
  linux: 'Linux 操作系统',
  nginx: 'Nginx 中间件',
  mysql: 'MySQL 数据库',
  redis: 'Redis 数据库',
  subsystem: '子系统',
  interface: '数据接口',
  attendance: '考勤机',
  'desk-sign': '电子桌牌',
  gps: 'GPS 设备',
  'ops-host': '运维工作站',
} as const;
export type AssetKind = keyof typeof assetKinds;

export const assetSchema = z.strictObject({
  id: slug().meta({ label: '资产编号', example: 'app-server-1' }),
  name: text().meta({ label: '名称', example: '应用服务器 1' }),
  kind: z.enum(Object.keys(assetKinds) as [AssetKind, ...AssetKind[]]).meta({ label: '类别', choices: assetKinds }),
  place: text().meta({ label: '位置', example: '东楼一层' }),
  placeId: optional(slug())
    .meta({ label: '地点编号', example: 'east-campus' })
    .describe(
      'Entry of `places` of the contract: what is allowed for the way there is added to the limit for arrival.',
    ),
  clause: clauseId().meta({ label: '依据条款' }),
  role: optional(text()).meta({ label: '用途', example: '主库' }),
  serial: optional(text()).meta({ label: '序列号' }),
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
  contract: boolean()
    .meta({ label: '合同内资产' })
    .describe('false: listed apart, outside the counts of the contract.'),
});

export const assetsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  assets: z.array(assetSchema).meta({ label: '资产' }),
});

export type Asset = z.infer<typeof assetSchema>;
