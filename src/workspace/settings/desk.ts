/** `desk` in the settings: who may do what at 登记台, how they sign in, and by which way they come. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { type Act, acts, defaultRoles, purchaserActs, type Role, sides } from '../../contract/acts.ts';
import { boolean, count, date, optional, slug, text } from '../../contract/scalars.ts';

const words = <K extends string>(table: Readonly<Record<K, string>>, what: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], `应为${what}：${Object.keys(table).join('、')}`);

/** Whoever does these has the whole record before them: what a form does not show, it would save as taken out. */
const writingActs: readonly Act[] = ['drafts', 'record', 'check', 'incident', 'confirm', 'issue'];

const writesIn = (given: readonly string[]): boolean => given.some((act) => writingActs.includes(act as Act));

const roleSchema = z
  .strictObject({
    id: slug().meta({ label: '角色编号', example: 'engineer' }),
    name: text().meta({ label: '角色名称', example: '驻点工程师' }),
    side: words(sides, '哪一方').meta({ label: '哪一方', choices: sides }),
    acts: z.array(words(acts, '权限')).meta({ label: '权限', choices: acts }),
    documents: optional(z.array(text()))
      .meta({ label: '确认与签发的文档', example: 'daily' })
      .describe('all, daily (due each day), event (of a fault and the like), or ids of obligations.'),
  })
  .refine(
    ({ side, acts: given }) => side === 'purchaser' || !given.some((act) => purchaserActs.includes(act as Act)),
    `${purchaserActs.join('、')} 只能给⟦采购人⟧（side: purchaser）的角色：⟦供应商⟧不能代⟦采购人⟧签收或确认`,
  )
  .refine(
    ({ side, acts: given }) => (side === 'supplier' && given.includes('names')) || !writesIn(given),
    `${writingActs.join('、')} 只能给⟦供应商⟧（side: supplier）、并且有 names 的角色：填写和更正要看到记录的全部内容`,
  );

/** An address, or a network with the length of its prefix. */
function isNetwork(given: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(given) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128);
}

/** What a sign-in elsewhere is asked over: who listens could sign in as anybody. */
function isIssuer(given: string): boolean {
  const url = URL.parse(given);
  if (url === null) return false;
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname))
  );
}

const forbiddenWord = () => text().refine((word) => word.trim().length >= 2, '应不少于两个字符');

const atLeast = (least: number, why: string) => count().refine((n) => n >= least, `应不小于 ${least}（${why}）`);

/** Who agreed to what is not the rule, and when. */
const agreement = () =>
  z.strictObject({
    agreedBy: text().meta({ label: '同意人', sensitivity: 'personal', example: '采购人信息中心负责人' }),
    on: date().meta({ label: '同意日期', example: '2026-11-24' }),
  });

export const deskSchema = z
  .strictObject({
    roles: optional(z.array(roleSchema)).meta({ label: '角色' }),
    passwords: optional(
      z.strictObject({
        minLength: optional(atLeast(8, '等保要求')).meta({ label: '最短', unit: '字符', example: 12 }),
        classes: optional(count().refine((n) => n >= 1 && n <= 4, '应为 1–4')).meta({ label: '字符种类', example: 3 }),
        history: optional(count()).meta({ label: '不得重复最近几次', example: 5 }),
        maxAgeDays: optional(count()).meta({ label: '最长使用', unit: '天', example: 90 }).describe('0: never.'),
        dictionary: optional(z.array(forbiddenWord()))
          .meta({ label: '不得含有的词' })
          .describe('Beside those that everybody tries first: the name of the organisation, its street, its systems.'),
      }),
    ).meta({ label: '口令' }),
    sessions: optional(
      z.strictObject({
        idleMinutes: optional(atLeast(1, '分钟')).meta({ label: '无操作退出', unit: '分钟', example: 30 }),
        absoluteHours: optional(atLeast(1, '小时')).meta({ label: '最长登录', unit: '小时', example: 12 }),
        sameAddress: optional(boolean()).meta({ label: '换地址即失效' }),
      }),
    ).meta({ label: '登录时限' }),
    idleDays: optional(count()).meta({ label: '多少天不登录即停用', unit: '天', example: 180 }).describe('0: never.'),
    auditMonths: optional(atLeast(6, '网络安全法要求不少于六个月')).meta({
      label: '操作日志保存',
      unit: '月',
      example: 12,
    }),
    personMonths: optional(count()).meta({ label: '停用后姓名保存', unit: '月', example: 12 }),
    syslog: optional(
      z.strictObject({
        host: text().meta({ label: '日志服务器', example: '10.0.0.9' }),
        port: optional(count().refine((n) => n >= 1 && n <= 65_535, '应为 1–65535')).meta({
          label: '端口',
          example: 514,
        }),
      }),
    ).meta({ label: '操作日志另发' }),
    trustedProxies: optional(z.array(text().refine(isNetwork, '应为地址或网段，例如 127.0.0.1、10.0.0.0/24')))
      .meta({ label: '可信代理的地址', example: '127.0.0.1' })
      .describe('Only from these is X-Forwarded-For believed.'),
    tls: optional(
      z.strictObject({
        certificate: text().meta({ label: '证书文件', example: '/etc/opsledger/desk.crt' }),
        key: text().meta({ label: '私钥文件', example: '/etc/opsledger/desk.key' }),
      }),
    ).meta({ label: 'TLS' }),
    plainHttp: optional(agreement())
      .meta({ label: '同意以明文 http 登录' })
      .describe('Without it and without TLS nobody signs in from another machine.'),
    withoutSignIn: optional(agreement())
      .meta({ label: '同意本机不登录即可看站点' })
      .describe(
        'Without it whoever asks from this machine signs in, too, once there are accounts: a proxy on it that writes no header looks the same.',
      ),
    signIn: optional(
      z
        .strictObject({
          header: optional(text()).meta({ label: '由代理写明账号的请求头', example: 'X-Remote-User' }),
          secret: optional(text())
            .meta({ label: '与代理约定的口令' })
            .describe(
              'As a variable; the proxy sends it as X-OpsLedger-Proxy-Secret, and without it no header is believed.',
            ),
          oidc: optional(
            z.strictObject({
              issuer: text()
                .refine(isIssuer, '应为 https 网址（只有本机的可用 http）')
                .meta({ label: '签发者', example: 'https://sso.example.internal' }),
              clientId: text().meta({ label: '客户端编号', example: 'opsledger' }),
              clientSecret: optional(text()).meta({ label: '客户端口令' }),
              claim: optional(text()).meta({ label: '账号所在的声明', example: 'preferred_username' }),
            }),
          ).meta({ label: 'OIDC' }),
        })
        .refine(({ header, oidc }) => (header === undefined) !== (oidc === undefined), '应写明 header 或 oidc 之一'),
    )
      .meta({ label: '统一身份登录' })
      .describe('The organisation’s own sign-in; accounts are still made here, without a password.'),
  })
  .refine(
    ({ roles = [] }) => new Set(roles.map(({ id }) => id)).size === roles.length,
    '角色编号重复：每个编号只用一次',
  );

interface Agreement {
  agreedBy: string;
  on: string;
}

export interface DeskSettings {
  roles: readonly Role[];
  passwords: {
    minLength: number;
    classes: number;
    history: number;
    maxAgeDays: number;
    dictionary: readonly string[];
  };
  sessions: { idleMinutes: number; absoluteHours: number; sameAddress: boolean };
  idleDays: number;
  auditMonths: number;
  personMonths: number;
  syslog: { host: string; port: number } | null;
  trustedProxies: readonly string[];
  tls: { certificate: string; key: string } | null;
  plainHttp: Agreement | null;
  withoutSignIn: Agreement | null;
  signIn:
    | { header: string; secret: string | null }
    | { oidc: { issuer: string; clientId: string; clientSecret: string | null; claim: string } }
    | null;
}

/** What the settings say, with what holds where they say nothing. */
export function deskSettings(given: z.infer<typeof deskSchema> = {}): DeskSettings {
  const { passwords = {}, sessions = {}, signIn } = given;
  return {
    roles: given.roles?.map((role) => ({ ...role, documents: role.documents ?? [] })) ?? defaultRoles,
    passwords: { minLength: 12, classes: 3, history: 5, maxAgeDays: 90, dictionary: [], ...without(passwords) },
    sessions: { idleMinutes: 30, absoluteHours: 12, sameAddress: true, ...without(sessions) },
    idleDays: given.idleDays ?? 180,
    auditMonths: given.auditMonths ?? 12,
    personMonths: given.personMonths ?? 12,
    syslog: given.syslog === undefined ? null : { host: given.syslog.host, port: given.syslog.port ?? 514 },
    trustedProxies: given.trustedProxies ?? [],
    tls: given.tls ?? null,
    plainHttp: given.plainHttp ?? null,
    withoutSignIn: given.withoutSignIn ?? null,
    signIn: signInOf(signIn),
  };
}

function signInOf(signIn: z.infer<typeof deskSchema>['signIn']): DeskSettings['signIn'] {
  if (signIn?.header !== undefined) return { header: signIn.header, secret: signIn.secret ?? null };
  if (signIn?.oidc === undefined) return null;
  const { issuer, clientId, clientSecret, claim } = signIn.oidc;
  return { oidc: { issuer, clientId, clientSecret: clientSecret ?? null, claim: claim ?? 'preferred_username' } };
}

/** The values that are there: an absent key must not take the place of what holds without it. */
const without = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
