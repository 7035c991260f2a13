/** The settings of a workspace: `opsledger.yaml`. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { UserError } from '../../contract/error.ts';
import type { NoticeSettings } from '../../contract/notices.ts';
import { clock, number, optional, slug, text } from '../../contract/scalars.ts';
import { SETTINGS_FILE } from '../disk/areas.ts';
import { liftSchema, parseWith, pathText } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { type DeskSettings, deskSchema, deskSettings } from './desk.ts';
import { notifySettings } from './notify.ts';
import { notifySchema } from './notify-schema.ts';
import { type ProbeSettings, probeSchema, probeSettings } from './probe.ts';
import { type RestoreSettings, restoreSchema, restoreSettings } from './restore.ts';
import { type ScanSettings, scanSchema, scanSettings } from './scan.ts';
import { isSecretReference, mentionsSecret } from './secrets.ts';

const isAddress = (value: string): boolean =>
  isSecretReference(value) || (/^https?:\/\//.test(value) && URL.canParse(value));

/** `heartbeat` in the settings: a monitor's address that is asked each round, so that its silence is noticed elsewhere. */
const heartbeatSchema = z.strictObject({
  url: text()
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the person shall write
    .refine(isAddress, '应为 http:// 或 https:// 开头的地址，或 ${变量名}')
    .meta({ label: '监控地址', example: 'http://monitor.example.internal/ping/opsledger' })
    .describe('Asked with GET each round; a monitor that is not asked any more raises the alarm.'),
});

interface HeartbeatSettings {
  /** An address, or `${NAME}`; null: nobody is told. */
  url: string | null;
}

const heartbeatSettings = (given: z.infer<typeof heartbeatSchema> | undefined): HeartbeatSettings => ({
  url: given?.url ?? null,
});

/** China has one offset, so all of these are the contract's time (`src/contract/time.ts`). */
const zones = ['Asia/Shanghai', 'Asia/Macau', 'Asia/Hong_Kong'] as const;

/** Sites that can be built besides the supplier's own. */
export const siteViews = ['purchaser', 'audit'] as const;

/** Seconds in which a source must have answered everything, unless the settings say otherwise. */
const DEFAULT_DEADLINE = 30;

const deadline = () =>
  number()
    .refine((seconds) => seconds > 0 && seconds <= 3600, '应为大于 0、不超过 3600 的秒数')
    .meta({ label: '采集时限', unit: '秒', example: 30 });

/** A name as a browser's address bar has it, without scheme and port; or an address, IPv6 with its brackets or without. */
const isHost = (value: string): boolean =>
  isIP(value.replace(/^\[(.*)\]$/, '$1')) !== 0 || (/^[^\s:/?#@*[\]]+$/.test(value) && URL.canParse(`http://${value}`));

/** Further keys are the options of the source's type; its collector checks them. */
const sourceSchema = z.looseObject({
  name: slug().meta({ label: '数据源名称', example: 'app-server-1' }),
  type: slug().meta({ label: '类型', example: 'http' }),
  target: slug().meta({ label: '对象', example: 'subsystem-administration' }).describe('Asset id.'),
  deadlineSeconds: optional(deadline()).meta({ label: '采集时限', unit: '秒' }),
});

export const settingsSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  timeZone: z.enum(zones).meta({
    label: '时区',
    choices: { 'Asia/Shanghai': '北京时间', 'Asia/Macau': '澳门时间', 'Asia/Hong_Kong': '香港时间' },
  }),
  inspection: z
    .strictObject({ opensAt: clock().meta({ label: '每日巡检起始时刻', example: '09:00' }) })
    .meta({ label: '巡检' }),
  deadlineSeconds: optional(deadline()).meta({ label: '采集时限（默认）', unit: '秒' }),
  sources: z.array(sourceSchema).meta({ label: '数据源' }),
  probe: optional(probeSchema).meta({ label: '可用性探测' }),
  restore: optional(restoreSchema).meta({ label: '恢复测试' }),
  scan: optional(scanSchema).meta({ label: '漏洞扫描' }),
  site: optional(
    z.strictObject({
      title: optional(text()).meta({ label: '网站标题', example: '运维台账' }),
      views: optional(z.array(z.enum(siteViews, '应为 purchaser 或 audit')))
        .meta({ label: '另外生成的视图', choices: { purchaser: '⟦采购人⟧', audit: '审计' } })
        .describe('Besides the supplier’s own site: each into a folder of its own, without what it may not show.'),
      hosts: optional(z.array(text().refine(isHost, '应为主机名或 IP 地址，不带 http:// 和端口')))
        .meta({ label: '站点的名称与地址', example: 'ledger.example.internal' })
        .describe(
          'By which others open the site; a request for any other name than these and the machine’s own is refused.',
        ),
    }),
  ).meta({ label: '网站' }),
  desk: optional(deskSchema).meta({ label: '登记台' }),
  heartbeat: optional(heartbeatSchema).meta({ label: '心跳' }),
  notify: optional(notifySchema).meta({ label: '提醒' }),
});

/** One live source, as the settings name it. */
export interface SourceSettings {
  name: string;
  type: string;
  /** Asset id. */
  target: string;
  deadlineSeconds: number;
  /** What the collector of this type needs; secrets still stand as `${NAME}` (see `resolveSecrets`). */
  options: Record<string, unknown>;
}

export interface Settings {
  timeZone: (typeof zones)[number];
  inspection: { opensAt: string };
  deadlineSeconds: number;
  sources: SourceSettings[];
  /** null: nothing is probed. */
  probe: ProbeSettings | null;
  restore: RestoreSettings;
  scan: ScanSettings;
  site: { title: string | null; views: readonly (typeof siteViews)[number][]; hosts: readonly string[] };
  desk: DeskSettings;
  heartbeat: HeartbeatSettings;
  /** null: nobody is reminded. */
  notify: NoticeSettings | null;
}

/**
 * Reads and checks `opsledger.yaml`.
 * @throws UserError naming the place: unknown key, wrong value, doubled source name, a secret that is not `${NAME}`
 */
export async function loadSettings(root: string): Promise<Settings> {
  return parseSettings(await readDataFile(root, SETTINGS_FILE));
}

/** Settings that name nothing: for what reads a workspace without collecting or publishing. */
export const noSettings = (): Settings =>
  parseSettings({ schema: 1, timeZone: zones[0], inspection: { opensAt: '09:00' }, sources: [] });

/** The settings in plain data as `readDataFile` gives them. Throws as `loadSettings`. */
export function parseSettings(value: unknown): Settings {
  const file = { file: SETTINGS_FILE };
  // A message about what is wrong with a channel repeats it: what must not be repeated is refused first.
  refuseOpenSecrets((value as { notify?: unknown } | null)?.notify, ['notify']);
  const parsed = parseWith(settingsSchema, liftSchema(value, [], file), file);
  refuseDoubled(parsed.sources.map((source) => source.name));
  parsed.sources.forEach((source, index) => {
    refuseOpenSecrets(source, ['sources', index]);
  });
  refuseOpenSecrets(parsed.probe, ['probe']);
  refuseOpenSecrets(parsed.restore, ['restore']);
  refuseOpenSecrets(parsed.desk?.signIn, ['desk', 'signIn']);
  refuseOpenSecrets(parsed.heartbeat, ['heartbeat']);
  const deadlineSeconds = parsed.deadlineSeconds ?? DEFAULT_DEADLINE;
  const desk = deskSettings(parsed.desk);
  return {
    timeZone: parsed.timeZone,
    inspection: parsed.inspection,
    deadlineSeconds,
    sources: parsed.sources.map(({ name, type, target, deadlineSeconds: own, ...options }) => ({
      name,
      type,
      target,
      deadlineSeconds: own ?? deadlineSeconds,
      options,
    })),
    probe: parsed.probe === undefined ? null : probeSettings(parsed.probe),
    restore: restoreSettings(parsed.restore),
    scan: scanSettings(parsed.scan),
    site: {
      title: parsed.site?.title ?? null,
      views: [...new Set(parsed.site?.views ?? [])],
      hosts: parsed.site?.hosts ?? [],
    },
    heartbeat: heartbeatSettings(parsed.heartbeat),
    desk,
    notify: notifySettings(parsed.notify, desk.roles, SETTINGS_FILE),
  };
}

/**
 * @param targetsOf assets that a source reads beside its target, for types that read many
 * @throws UserError when a source reads an asset that the contract does not know
 */
export function checkTargets(
  settings: Pick<Settings, 'sources'> & Partial<Pick<Settings, 'probe' | 'scan' | 'restore'>>,
  assets: readonly { id: string }[],
  targetsOf: (source: SourceSettings) => readonly string[] = () => [],
): void {
  const known = new Set(assets.map((asset) => asset.id));
  const refuse = (found: string, at: string) => {
    if (known.has(found)) return;
    throw new UserError('数据源的对象不是合同数据中的资产', {
      file: SETTINGS_FILE,
      at,
      found,
      expected: 'contract/assets.yaml 中的资产编号',
    });
  };
  settings.sources.forEach((source, index) => {
    refuse(source.target, `sources[${index}].target（${source.name} 的对象）`);
    for (const target of targetsOf(source)) refuse(target, `数据源 ${source.name} 的对照`);
  });
  settings.probe?.targets.forEach(({ target }, index) => {
    refuse(target, `probe.targets[${index}].target（可用性探测的对象）`);
  });
  settings.scan?.assets.forEach(({ asset }, index) => {
    refuse(asset, `scan.assets[${index}].asset（扫描地址对应的资产）`);
  });
  settings.restore?.queries.forEach(({ asset }, index) => {
    refuse(asset, `restore.queries[${index}].asset（业务查询的恢复对象）`);
  });
}

function refuseDoubled(names: string[]): void {
  const index = names.findIndex((name, n) => names.indexOf(name) !== n);
  if (index === -1) return;
  throw new UserError('数据源名称重复', {
    file: SETTINGS_FILE,
    at: `sources[${index}].name（数据源名称）`,
    found: names[index] ?? '',
    expected: '每个数据源名称只用一次',
  });
}

/** Names of settings and of request headers whose value is a secret, whatever stands in front: `X-Api-Key`, `dbPassword`. */
const SECRET_KEY =
  /^(.*[-_])?(password|passwd|passphrase|pwd|secret|token|bearer|authorization|cookie|credentials?|(api|access|secret|private|auth)[-_]?key)$/;
/** An address with a password in it. */
const PASSWORD_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*:[^/?#@]+@/i;

const isSecretName = (name: string): boolean => SECRET_KEY.test(name.replace(/([a-z])(?=[A-Z])/g, '$1-').toLowerCase());

/** Messages never repeat the value: it may be the secret. */
function refuseOpenSecrets(value: unknown, path: (string | number)[]): void {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the person shall write
  const expected = '写成 ${变量名}，整个值只写这一项；值放在环境变量或 OPSLEDGER_ENV_FILE 文件中';
  const place = { file: SETTINGS_FILE, at: pathText(path), expected };
  if (typeof value === 'string') {
    if (isSecretReference(value)) return;
    if (mentionsSecret(value)) throw new UserError('变量不能只占值的一部分', { ...place, found: '（不显示）' });
    if (isSecretName(String(path.at(-1))) || PASSWORD_IN_URL.test(value))
      throw new UserError('口令不能写在设置文件里', { ...place, found: '（不显示）' });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      refuseOpenSecrets(one, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }
}
