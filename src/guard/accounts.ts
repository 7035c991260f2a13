/** An account with its password and no word for it: 用 admin/admin123 登录. Pure. */
import type { Found } from './found.ts';
import { isDefault, isRobust, isSecretValue } from './value.ts';

const ACCOUNT =
  'admin\\w*|administrator|root|sa|sys|system|sysadmin|sysop|sysdba|guest|user\\d*|test\\w*|oracle|postgres|weblogic|nacos|tomcat|zabbix|rabbitmq|guest|ops\\w*|monitor|operator|supervisor|manager|super|ubnt|pi|elastic|kibana|grafana|jenkins|minioadmin|scott|dbadmin|audit\\w*|secadmin|yunwei|weihu';
// What stands on the next line is another thing: spaces, but no line ends.
const PAIR = new RegExp(`(?<![\\w./@:-])(${ACCOUNT})[^\\S\\n]?([/:|])[^\\S\\n]?([!-~]{4,40})`, 'gi');
const ANYBODY =
  /(?<![\w./@:?=&-])(?!application|image|text|audio|video|font)[A-Za-z][\w.-]{1,20}\/([!-.0-~]{6,40})(?!\/)/g;
const NAMED =
  /(?:(?:账号|帐号|账户|用户名?|登录名)(?:[^\S\n]|[:：为是]){0,3}[A-Za-z][\w.-]{1,20}[^\S\n]?[:：|]|(?<![\w./-])[A-Za-z][\w.-]{2,20}[^\S\n]\/|[（(][A-Za-z][\w.-]{1,20}[，,、])[^\S\n]?([!-~]{6,40})/g;
/** Around it, says that it is about logging in. */
const LOGIN =
  /登[录陆]|默认|账号|帐号|账户|用户名|口令|密码|后台|控制台|没改|未改|没人改|进系统|进后台|连上|连得上|能进|禁用|连接|直连|弱口令/;
/** Says that the pair is as its maker set it. */
const UNCHANGED = /[没未](?:改|换|锁|停|禁|关)|未修改|未变更|未锁定|可登|弱口令|密码|口令/;
const AROUND = 20;
/** Capital and small letters with digits between: where it is about logging in, no name of a thing. */
const MIXED = /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z\d]{8,20}$/;

/** Every such pair, in no order: the value is the password. */
export function findAccounts(text: string): Found[] {
  return [...known(text), ...anybody(text), ...named(text)];
}

/** Of whatever account, when the password hardly is anything else. */
const anybody = (text: string): Found[] =>
  [...text.matchAll(ANYBODY)].flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    if (!isRobust(value) || /[?=&]/.test(value)) return [];
    return [{ rule: 'password', value, at: m.index + m[0].length - (m[1] ?? '').length }];
  });

/** 账号 dev01:X, superuser / X, 防火墙（admin，X）: the sign alone says little, but the password hardly is anything else. */
const named = (text: string): Found[] =>
  [...text.matchAll(NAMED)].flatMap((m): Found[] => {
    const value = (m[1] ?? '').replace(/[.,:;)"'\]}]+$/, '');
    const at = m.index + m[0].length - (m[1] ?? '').length;
    const around =
      text.slice(Math.max(0, m.index - AROUND), m.index) + text.slice(at + value.length, at + value.length + AROUND);
    return isRobust(value) || (MIXED.test(value) && LOGIN.test(around))
      ? [{ rule: 'password', value, at: m.index + m[0].length - (m[1] ?? '').length }]
      : [];
  });

function known(text: string): Found[] {
  return [...text.matchAll(PAIR)].flatMap((m): Found[] => {
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
