/** `notify` in the settings: who is reminded of what, over what, and when not. Nothing is sent without it. */
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Role } from '../../contract/acts.ts';
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import {
  type ChannelType,
  channelTypes,
  defaultRoutes,
  mailSecurities,
  type NoticeChannel,
  type NoticeSettings,
  type NoticeTopic,
  noticeDefaults,
  noticeTopics,
  robots,
} from '../../contract/notices.ts';
import { boolean, clock, count, optional, slug, text } from '../../contract/scalars.ts';
import { isSecretReference } from './secrets.ts';

const oneOf = <K extends string>(table: Readonly<Record<K, string>>) =>
  z.enum(Object.keys(table) as [K, ...K[]], `应为 ${Object.keys(table).join('、')}`);

const MAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,190}$/;
const isMailbox = (given: string): boolean =>
  MAIL.test(/<([^<>]*)>\s*$/.exec(given)?.[1] ?? given) && !/[\r\n]/.test(given);

const isHost = (given: string): boolean =>
  isIP(given) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(given);

/** An address of the web without user, query and fragment: what is secret goes into `token`. */
function isPlainUrl(given: string): boolean {
  const url = URL.parse(given);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false;
  return url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

const port = () => count().refine((n) => n >= 1 && n <= 65_535, '应为 1–65535');

const ROBOT_KEYS = ['base', 'token', 'secret'];
/** What each type of channel takes beside name, type and authorities. */
const KEYS_OF: Readonly<Record<ChannelType, readonly string[]>> = Object.fromEntries(
  Object.entries({
    mail: ['host', 'port', 'security', 'from', 'user', 'password'],
    wecom: ['base', 'token'],
    dingtalk: ROBOT_KEYS,
    feishu: ROBOT_KEYS,
    webhook: ['url', 'token'],
  }).map(([type, keys]) => [type, ['name', 'type', 'ca', ...keys]]),
) as never;

const channelSchema = z
  .strictObject({
    name: slug().meta({ label: '通道名称', example: 'mail' }),
    type: oneOf(channelTypes).meta({ label: '通道类型', choices: channelTypes, example: 'mail' }),
    host: optional(text().refine(isHost, '应为主机名或 IP 地址')).meta({
      label: '邮件服务器',
      example: 'smtp.example.internal',
    }),
    port: optional(port()).meta({ label: '端口', example: 25 }).describe('Without it, 465 for tls, else 25.'),
    security: optional(oneOf(mailSecurities))
      .meta({ label: '加密', choices: mailSecurities, example: 'starttls' })
      .describe('Without it, starttls.'),
    from: optional(text().refine(isMailbox, '应为邮箱地址，例如 运维台账 <ops@example.internal>')).meta({
      label: '发件人',
      example: 'ops@example.internal',
      sensitivity: 'contact',
    }),
    user: optional(text()).meta({ label: '账号', example: 'ops' }),
    password: optional(text()).meta({ label: '口令' }),
    base: optional(text())
      .meta({ label: '机器人的基础网址', example: 'https://qyapi.weixin.qq.com' })
      .describe('Of a government version (政务微信, 专有钉钉); without it the public one.'),
    url: optional(text()).meta({
      label: '回调网址',
      example: 'https://hook.example.internal/opsledger',
    }),
    token: optional(text())
      .meta({ label: '密钥' })
      .describe('key of 企业微信, access_token of 钉钉, the end of the address of 飞书; a bearer of webhook.'),
    secret: optional(text()).meta({ label: '加签密钥' }).describe('Of 钉钉 and 飞书, where signing is on.'),
    ca: optional(text())
      .meta({ label: '另外信任的签发者证书', example: '/etc/opsledger/ca.crt' })
      .describe('Path of a PEM file; those of the system are trusted anyway.'),
  })
  .superRefine((given, check) => {
    const needed = { mail: ['host', 'from'], webhook: ['url'] } as Partial<Record<string, (keyof typeof given)[]>>;
    for (const key of needed[given.type] ?? (['token'] as const)) {
      if (given[key] === undefined)
        check.addIssue({ code: 'custom', path: [key], message: `${channelTypes[given.type]}须写 ${key}` });
    }
    for (const key of Object.keys(given).filter((one) => !KEYS_OF[given.type].includes(one)))
      check.addIssue({
        code: 'custom',
        path: [key],
        message: `${channelTypes[given.type]}不用 ${key}：删去，或核对类型`,
      });
    if (given.password !== undefined && given.security === 'none')
      check.addIssue({
        code: 'custom',
        path: ['security'],
        message: '用口令登录时应为 starttls 或 tls：不加密会把口令明文传出去',
        input: given.security,
      });
  });

const addressSchema = z.strictObject({
  role: slug().meta({ label: '角色', example: 'engineer' }).describe('Id of a role of the desk.'),
  channel: slug().meta({ label: '通道', example: 'mail' }),
  address: optional(text().refine(isMailbox, '应为邮箱地址')).meta({
    label: '地址',
    example: 'ops@example.internal',
    sensitivity: 'contact',
  }),
  quietFrom: optional(clock()).meta({ label: '免打扰起', example: '22:00' }),
  quietTo: optional(clock()).meta({ label: '免打扰止', example: '07:30' }),
  workdaysOnly: optional(boolean()).meta({ label: '只在工作日' }),
});

const isDistinct = (list: readonly number[]): boolean =>
  list.length > 0 && list.every((n) => n > 0) && new Set(list).size === list.length;

const numbers = (unit: string, example: string) =>
  z.array(count()).refine(isDistinct, `应为大于 0、不重复的${unit}数，例如 ${example}`);

export const notifySchema = z.strictObject({
  channels: z.array(channelSchema).meta({ label: '通道' }),
  addresses: z.array(addressSchema).meta({ label: '收件' }),
  routes: optional(
    z.array(
      z.strictObject({
        topic: oneOf(noticeTopics).meta({ label: '提醒什么', choices: noticeTopics, example: 'clocks' }),
        role: slug().meta({ label: '先提醒谁', example: 'duty' }),
      }),
    ),
  )
    .meta({ label: '分派' })
    .describe('Without it, by what the roles of the desk may do.'),
  lead: optional(slug()).meta({ label: '仍未签收时报给', example: 'manager' }),
  beforeHours: optional(numbers('小时', '[24, 4]')).meta({ label: '提前', unit: '小时' }),
  lateHours: optional(count()).meta({ label: '逾期多久后提醒', unit: '小时', example: 1 }),
  dailyAt: optional(z.array(clock()).min(1, '至少一项')).meta({ label: '每日清单时刻', example: '08:50' }),
  clockMinutes: optional(count()).meta({ label: '时限前', unit: '分钟', example: 30 }),
  expiryDays: optional(numbers('天', '[30, 7, 1]')).meta({ label: '到期前', unit: '天' }),
  unsignedDays: optional(count()).meta({ label: '送达多久未签收即提醒', unit: '天', example: 7 }),
  leadDays: optional(count()).meta({ label: '送达多久未签收即上报', unit: '天', example: 14 }),
  digest: optional(
    z.strictObject({
      weekday: count()
        .refine((n) => n >= 1 && n <= 7, '应为 1–7（1 为星期一）')
        .meta({ label: '星期几', example: 1 }),
      at: clock().meta({ label: '时刻', example: '08:30' }),
    }),
  )
    .meta({ label: '每周摘要' })
    .describe('By mail to internal addresses only; none without it.'),
  internalDomains: optional(z.array(text().refine(isHost, '应为邮箱的域名')))
    .meta({ label: '内部邮箱的域名', example: 'example.internal' })
    .describe('To others the digest does not go.'),
});

type Given = z.infer<typeof notifySchema>;

/**
 * What the settings say, with what holds where they say nothing; null: nothing is sent.
 * @param roles of the desk
 * @throws UserError naming the place: a name that is used twice or that there is not, an address that its channel cannot use
 */
export function notifySettings(given: Given | undefined, roles: readonly Role[], file: string): NoticeSettings | null {
  if (given === undefined) return null;
  const own = defaultRoutes(roles);
  const named = (given.routes ?? []).map(({ topic, role }): [NoticeTopic, string] => [topic, role]);
  refuseDoubled(
    given.channels.map(({ name }) => name),
    'channels',
    '通道名称',
    file,
  );
  requireKnown(given, roles, file);
  requireFitting(given, file);
  const lead = given.lead ?? own.lead;
  const others = roles.filter(({ side }) => side === 'supplier');
  return {
    channels: given.channels.map(channelOf),
    addresses: given.addresses,
    routes: { ...own.routes, digest: lead, ...Object.fromEntries(named) },
    lead,
    order: others.map(({ id, name }) => ({ id, name })),
    beforeHours: (given.beforeHours ?? noticeDefaults.beforeHours).toSorted((a, b) => b - a),
    lateHours: given.lateHours ?? noticeDefaults.lateHours,
    dailyAt: [...new Set(given.dailyAt ?? noticeDefaults.dailyAt)].sort(),
    clockMinutes: given.clockMinutes ?? noticeDefaults.clockMinutes,
    expiryDays: (given.expiryDays ?? noticeDefaults.expiryDays).toSorted((a, b) => b - a),
    unsignedDays: given.unsignedDays ?? noticeDefaults.unsignedDays,
    leadDays: given.leadDays ?? noticeDefaults.leadDays,
    digest: given.digest ?? null,
    internalDomains: (given.internalDomains ?? []).map((one) => one.toLowerCase()),
  };
}

function channelOf(given: Given['channels'][number]): NoticeChannel {
  const { name, type, ca } = given;
  if (type === 'mail') {
    const security = given.security ?? 'starttls';
    const { user, password, from = '', host = '' } = given;
    return {
      name,
      type,
      host,
      port: given.port ?? (security === 'tls' ? 465 : 25),
      security,
      from,
      user,
      password,
      ca,
    };
  }
  if (type === 'webhook') return { name, type, url: given.url ?? '', token: given.token, ca };
  return { name, type, base: given.base ?? robots[type].base, token: given.token ?? '', secret: given.secret, ca };
}

function refuseDoubled(names: readonly string[], list: string, label: string, file: string): void {
  const index = names.findIndex((name, n) => names.indexOf(name) !== n);
  if (index === -1) return;
  throw new UserError(`${label}重复`, {
    ...{ file, at: `notify.${list}[${index}].name（${label}）`, found: names[index] ?? '' },
    expected: '每个名称只用一次',
  });
}

function requireKnown(given: Given, roles: readonly Role[], file: string): void {
  const roleIds = roles.map(({ id }) => id);
  const channels = given.channels.map(({ name }) => name);
  const refuse = (found: string, known: readonly string[], at: string, what: string, where: string): void => {
    if (known.includes(found)) return;
    const close = nearest(found, known, (id) => id, 2);
    throw new UserError(`没有这个${what}`, {
      ...{ file, at, found, expected: known.join('、') || `先在 ${where} 写明` },
      hint: close.length === 0 ? `${what}写在 ${where}` : `您是不是要 ${close.join('、')}`,
    });
  };
  given.addresses.forEach(({ role, channel }, n) => {
    refuse(role, roleIds, `notify.addresses[${n}].role（角色）`, '角色', 'desk.roles');
    refuse(channel, channels, `notify.addresses[${n}].channel（通道）`, '通道', 'notify.channels');
  });
  (given.routes ?? []).forEach(({ role }, n) => {
    refuse(role, roleIds, `notify.routes[${n}].role（先提醒谁）`, '角色', 'desk.roles');
  });
  if (given.lead !== undefined) refuse(given.lead, roleIds, 'notify.lead（仍未签收时报给）', '角色', 'desk.roles');
}

/** Never repeats an address that is wrong: somebody may have pasted one with its key. */
function requirePlainUrls({ channels }: Given, file: string): void {
  channels.forEach((channel, n) => {
    for (const [key, label] of [
      ['base', '机器人的基础网址'],
      ['url', '回调网址'],
    ] as const) {
      const found = channel[key];
      if (found === undefined || isPlainUrl(found) || (key === 'url' && isSecretReference(found))) continue;
      throw new UserError(`${label}不能用`, {
        ...{ file, at: `notify.channels[${n}].${key}（${label}）`, found: '（不显示）' },
        expected: 'http 或 https 网址，不带账号和参数，例如 https://qyapi.weixin.qq.com',
        hint: '网址里的密钥单独写在 token，值放在环境变量',
      });
    }
  });
}

/** What of two fields does not go together. */
function requireFitting(given: Given, file: string): void {
  requirePlainUrls(given, file);
  const typeOf = new Map(given.channels.map(({ name, type }) => [name, type]));
  given.addresses.forEach((one, n) => {
    const isMail = typeOf.get(one.channel) === 'mail';
    const at = `notify.addresses[${n}]`;
    if (isMail && one.address === undefined)
      throw new UserError('邮件通道没有写收件地址', {
        ...{ file, at: `${at}.address（地址）`, found: '（缺少）', expected: '邮箱地址，例如 ops@example.internal' },
        hint: '补上地址，或改用机器人通道',
      });
    if (!isMail && one.address !== undefined)
      throw new UserError('机器人通道不用地址', {
        ...{ file, at: `${at}.address（地址）`, found: one.address, expected: '不写；机器人发到它所在的群' },
        hint: '删去 address，或改用邮件通道',
      });
    if (
      (one.quietFrom === undefined) !== (one.quietTo === undefined) ||
      (one.quietFrom !== undefined && one.quietFrom === one.quietTo)
    )
      throw new UserError('免打扰时段不完整', {
        ...{
          file,
          at: `${at}.quietFrom（免打扰起）`,
          found: `${one.quietFrom ?? '（缺少）'} 至 ${one.quietTo ?? '（缺少）'}`,
        },
        expected: 'quietFrom 与 quietTo 成对，且不相同',
        hint: '补齐，或两项都删去',
      });
  });
  if ((given.leadDays ?? noticeDefaults.leadDays) < (given.unsignedDays ?? noticeDefaults.unsignedDays))
    throw new UserError('上报早于提醒', {
      ...{ file, at: 'notify.leadDays（送达多久未签收即上报）', found: `${given.leadDays ?? noticeDefaults.leadDays}` },
      expected: `不小于 unsignedDays（${given.unsignedDays ?? noticeDefaults.unsignedDays}）`,
      hint: '改大 leadDays，或改小 unsignedDays',
    });
  if (given.digest !== undefined && (given.internalDomains ?? []).length === 0)
    throw new UserError('每周摘要没有写明内部邮箱的域名', {
      ...{
        file,
        at: 'notify.internalDomains（内部邮箱的域名）',
        found: '（缺少）',
        expected: '例如 [example.internal]',
      },
      hint: '摘要只发内部邮箱：写明域名，或删去 digest',
    });
}
