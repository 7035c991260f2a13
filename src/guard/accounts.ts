/** An account with its password and no word for it: 用 admin/admin123 登录. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isDefault, isRobust, isSecretValue } from './value.ts';

const ACCOUNT =
  '\\w{0,8}admin\\w*|\\w{1,6}root|\\w{1,4}dba|hscroot|padmin|qsecofr|gbasedbt|kingbase|db2inst1|informix|gpadmin|omm|hdfs|hive|kibana|harbor|nexus|ftpuser|administrator|root|sa|sys|system|sysadmin|sysop|sysdba|guest|user\\d*|test\\w*|oracle|postgres|weblogic|nacos|tomcat|zabbix|rabbitmq|guest|ops\\w*|monitor|operator|supervisor|manager|super\\w*|ubnt|apc|cisco|huawei|h3c|userid|pi|elastic|kibana|grafana|jenkins|minioadmin|scott|dbadmin|audit\\w*|secadmin|yunwei|weihu|useradmin|telecomadmin|cuadmin|cmccadmin';
// What stands on the next line is another thing: spaces, but no line ends.
const PAIR = new RegExp(`(?<![\\w./@:-])(${ACCOUNT})[^\\S\\n]?([/:|])[^\\S\\n]?([!-~]{4,40})`, 'gi');
const ANYBODY =
  /(?<![\w./@:?=&-])(?!application|image|text|audio|video|font)[A-Za-z][\w.-]{1,20}\/([!-.0-~]{6,40})(?!\/)/g;
const NAMED =
  /(?:(?:账号|帐号|账户|用户名?|登录名)(?:[^\S\n]|[:：为是]){0,3}[A-Za-z][\w.-]{1,20}[^\S\n]?[:：|]|(?<![\w./-])[A-Za-z][\w.-]{2,20}[^\S\n]\/|[（(][A-Za-z][\w.-]{1,20}[，,、])[^\S\n]?([!-~]{6,40})/g;
/** Around it, says that it is about logging in. */
const LOGIN =
  /登[录陆]|credential|\blog(?:ged)?[ -]?(?:in|on)\b|默认|账号|帐号|账户|用户名|口令|密码|后台|控制台|没改|未改|没人改|进系统|进后台|连上|连得上|能进|禁用|连接|直连|弱口令|管理[卡口页]|带外|光猫|路由器|便签|便利贴|纸条|贴[有着在]|写[有着在]|iDRAC|BMC|iLO|IPMI/;
/** Says that the pair is as its maker set it. */
const UNCHANGED = /[没未](?:改|换|锁|停|禁|关)|未修改|未变更|未锁定|可登|弱口令|密码|口令/;
const AROUND = 20;
/** Capital and small letters with digits between: where it is about logging in, no name of a thing. */
const MIXED = /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z\d_-]{8,20}$/;
/** 登录：admin X, 用 root 加 X 登: nothing but a space or a word between an account and what hardly is anything else. */
const APART = new RegExp(
  `(?<![\\w./@:-])(?:${ACCOUNT})(?:[^\\S\\n]+(?:加|配|和|对应)?[^\\S\\n]*|(?:加|配|和|对应))[“"「']?([!-~]{6,40})`,
  'gi',
);

/** administrator X: accounts that are nothing else, and a password that is hardly anything else, whatever the sentence is about. */
const SUPREME =
  /(?<![\w./@:-])(?:admin|administrator(?:@[\w.-]+)?|root|sa|sys|system|elastic|postgres|nacos|weblogic|sysadmin|superuser|superadmin)(?:[^\S\n]+|[^\S\n]*[，,、;；:：和][^\S\n]*)([!-~]{6,40})/gi;
/** Grafana admin:grafana26, 爱快 admin ikuai2026: a word and a number, where the clause ends. */
const PLAIN_PAIR =
  /(?<![\w./@:-])(?:admin|administrator|root|sa)(?:[^\S\n]|[^\S\n]?[:：]\s?)([A-Za-z]{3,16}\d{2,8})(?=[^\S\n]*(?:[，。；、！）\n]|$))/gi;
const OWNERS = /chown|chgrp|属主|属组|用户组/;
/** 默认 adm/123456: of any account, where it is called what its maker set. */
const AS_MADE =
  /(?:默认|出厂|初始|弱口令|弱密码|账号|帐号)(?:账号|帐号|账户|用户|密码|口令|登录)?[:：是为\s]{0,3}(?!(?:https?|tcp|udp|ssh|eth\d*|web|usr|var|etc|opt|dev|api|and|or)\b)[A-Za-z][\w.-]{1,15}\s?\/\s?([!-.0-~]{4,24})(?!\/)/gi;
/** Signs inside it, and not only at its ends as in 3#楼. */
const INNER_SIGN = /\w[!@#$%^&*~]\w/;
/** Says that something was changed, or that one gets in with it. */
const SAID_BEFORE =
  /(?:改了|改过了?|改好了?|换了|换好了?|新的|旧的|老的|原来的|现在的?|重置了?|临时的?|用的?|试了?|输入?|填|还是|就是|应该是|发你)[\p{Script=Han}]{0,4}[，,：:\s“"「]{0,3}$/u;
const SAID_BEHIND =
  /^[”"」]?\s*(?:这个)?(?:可以|能|就能|就可以|才能)(?:进|登|连|用|打开|解)|^[”"」]?\s*(?:进去了|进得去|登得上|登上了|登进|连上了)/;

/** Every such pair, in no order: the value is the password. */
export function findAccounts(text: string): Found[] {
  return [
    ...matchesIn(text, PLAIN_PAIR).flatMap((m): Found[] => {
      const [whole, value = ''] = m;
      const before = text.slice(Math.max(0, m.index - 30), m.index);
      if (OWNERS.test(before) || !isSecretValue(value, 'mixed') || isAccount(value)) return [];
      return [{ rule: 'password', value, at: m.index + whole.length - value.length }];
    }),
    ...known(text),
    ...anybody(text),
    ...named(text),
    ...apartFrom(text),
    ...alone(text),
  ];
}

/** Of whatever account, when the password hardly is anything else. */
const anybody = (text: string): Found[] =>
  matchesIn(text, ANYBODY).flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    if (!isRobust(value) || /[?=&]/.test(value)) return [];
    return [{ rule: 'password', value, at: m.index + m[0].length - (m[1] ?? '').length }];
  });

/** 账号 dev01:X, superuser / X, 防火墙（admin，X）: the sign alone says little, but the password hardly is anything else. */
const named = (text: string): Found[] =>
  matchesIn(text, NAMED).flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    const at = m.index + m[0].length - (m[1] ?? '').length;
    const around =
      text.slice(Math.max(0, m.index - AROUND), m.index) + text.slice(at + value.length, at + value.length + AROUND);
    return isRobust(value) || (MIXED.test(value) && LOGIN.test(around))
      ? [{ rule: 'password', value, at: m.index + m[0].length - (m[1] ?? '').length }]
      : [];
  });

const apartFrom = (text: string): Found[] =>
  matchesIn(text, APART).flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    const at = m.index + m[0].length - (m[1] ?? '').length;
    const around =
      text.slice(Math.max(0, m.index - AROUND), m.index) + text.slice(at + value.length, at + value.length + AROUND);
    return LOGIN.test(around) && (isRobust(value) || (MIXED.test(value) && isSecretValue(value, 'mixed')))
      ? [{ rule: 'password', value, at }]
      : [];
  });

const RUN = /[A-Za-z0-9][!-~]{5,39}/g;
/** What hardly is anything else, where the words around it say so without a name for it: 改了，新的 X; X 可以进. */
const alone = (text: string): Found[] => [
  ...[...matchesIn(text, SUPREME), ...matchesIn(text, AS_MADE)].flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    if (m[0].includes('/') && /^\s*(?:已|账号|帐号|用户)/.test(text.slice(m.index + m[0].length))) return [];
    const isOne = m[0].includes('/')
      ? isSecretValue(value, 'strong') && (/\d/.test(value) || isDefault(value))
      : isPlain(value);
    return isOne ? [{ rule: 'password', value, at: m.index + m[0].length - (m[1] ?? '').length }] : [];
  }),
  ...matchesIn(text, RUN).flatMap((m): Found[] => {
    const value = m[0].replace(/[.,:;)"'\]}]+$/, '');
    const isSaid =
      SAID_BEFORE.test(text.slice(Math.max(0, m.index - 12), m.index)) ||
      SAID_BEHIND.test(text.slice(m.index + value.length, m.index + value.length + 10));
    return (isSaid && isPlain(value)) || isBare(value) ? [{ rule: 'password', value, at: m.index }] : [];
  }),
];

/**
 * Capital and small letters, two digits, and a sign between them that no name, path or number of a thing has there: that is what
 * rules for passwords make people write, and nothing else looks so (3#楼, CHG#2026-03, R720xd#2, Foo$Bar1 do not).
 */
const BARE =
  /^(?=.{7,20}$)(?=.*[A-Z])(?=.*[a-z])(?=.*\d.*\d)[A-Za-z\d!#@*_+-]*[A-Za-z\d](?:!(?=[A-Za-z\d])|#(?=[A-Za-z\d]*[A-Za-z]))[A-Za-z\d!#@*_+-]+$/;
const isBare = (value: string): boolean => BARE.test(value) && isRobust(value);

const ACCOUNT_ALONE = new RegExp(`^(?:${ACCOUNT})$`, 'i');
/** user01, ops2: another account and no password. */
const isAccount = (value: string): boolean =>
  ACCOUNT_ALONE.test(value) || /^(?:user|host|web|db|app|node|srv|server|test|ops|admin)\d+$/i.test(value);

const isPlain = (value: string): boolean => isRobust(value) && INNER_SIGN.test(value) && !/@.*\./.test(value);

function known(text: string): Found[] {
  return matchesIn(text, PAIR).flatMap((m): Found[] => {
    const [whole, account = '', sign = '', rest = ''] = m;
    const value = rest.replace(/[.,:;)"'\]}]+$/, '');
    const at = m.index + whole.length - rest.length;
    const around =
      text.slice(Math.max(0, m.index - AROUND), m.index) + text.slice(at + value.length, at + value.length + AROUND);
    if (!LOGIN.test(around)) return [];
    const isSame = value.toLowerCase() === account.toLowerCase();
    const after = text.slice(at + value.length, at + value.length + 12);
    const isOne =
      isSame ||
      (sign === '/' && isDefault(value) && UNCHANGED.test(around)) ||
      (/\d/.test(value) && isSecretValue(value, sign === '/' ? 'strong' : 'mixed', after));
    return isOne ? [{ rule: 'password', value, at }] : [];
  });
}
