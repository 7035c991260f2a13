/** `notify` in the settings, as it is written: channels, who is reached over them, and when they are reminded. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { type ChannelType, channelTypes, mailSecurities, noticeTopics } from '../../contract/notices.ts';
import { boolean, clock, count, optional, slug, text } from '../../contract/scalars.ts';

const oneOf = <K extends string>(table: Readonly<Record<K, string>>) =>
  z.enum(Object.keys(table) as [K, ...K[]], `应为 ${Object.keys(table).join('、')}`);

const MAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,190}$/;
const isMailbox = (given: string): boolean =>
  MAIL.test(/<([^<>]*)>\s*$/.exec(given)?.[1] ?? given) && !/[\r\n]/.test(given);

const isHost = (given: string): boolean =>
  isIP(given) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(given);

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

export type NotifyGiven = z.infer<typeof notifySchema>;
