/** Passwords of sentences that have no word for one beside them: what is typed, what an account was changed to, what a menu asks for. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isRobust, isSecretValue, isThing } from './value.ts';

interface Row {
  /** The first group is the value. */
  pattern: RegExp;
  holds(value: string): boolean;
}

const END = '(?=[”"」』）)】]?\\s*(?:$|[，。；;、！\\n]))';
const SECRET = '(?:密\\s?码|口\\s?令)';
const isMixed = (value: string): boolean => isSecretValue(value, 'mixed') && !isThing(value);
const THREE_KINDS = /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)/;

const rows: readonly Row[] = [
  // 师傅说进去 admin 加四个 6
  {
    pattern: new RegExp(
      `(?:admin|root|sa|用户名|账号|拼音|首字母|缩写|大写|小写|简称)(?:后面)?(?:再?加|\\+|跟)\\s?((?:[二三四五六七八两]|[2-8])\\s?个\\s?[0-9A-Za-z零一二三四五六七八九])${END}`,
      'g',
    ),
    holds: () => true,
  },
  // 密码改成楼号加年份，A3-2026
  {
    pattern: new RegExp(
      `${SECRET}[^。\\n]{0,24}?(?:加|拼音|首字母|缩写|大写|小写|年份|车牌|楼号|门牌|老规矩|前缀|后缀|倒序)[^。\\n]{0,12}?[，,：:→]\\s?[“"「']?([!-~]{5,30})${END}`,
      'gu',
    ),
    holds: (value) => isMixed(value) && !/^20\d\d/.test(value),
  },
  // 进入菜单按 2580
  {
    pattern: new RegExp(
      `(?:菜单|设置|维护界面|工程模式|工程界面|后台界面|管理界面|管理员模式|隐藏页)[^。，\\n]{0,6}?(?:按|输入?|敲|键入)\\s?([*#]?(?!(?:19|20)\\d\\d)\\d{4,8}[*#]?)${END}`,
      'g',
    ),
    holds: () => true,
  },
  // 开机要输的那个是 boot2468
  {
    pattern: new RegExp(
      `(?:要输|输入?的|登录用|开机用|解锁用|进系统用|登进去用|登的时候用)(?:的)?[^。，\\n]{0,6}?(?:是|[:：])\\s?[“"「']?([!-~]{5,30})${END}`,
      'g',
    ),
    holds: isMixed,
  },
  // Zx_7788qq（库密码）
  {
    pattern: /(?<![!-~])([!-~]{4,30}?)\s?[（(][^）)。\n]{0,8}(?:密码|口令|密钥|PIN码?)[）)]/g,
    holds: isMixed,
  },
  // system 我这边改回 Sys_2019 了
  {
    pattern:
      /(?<![\w./@-])(?:\w{0,8}admin\w*|administrator|root|sa|sys|system|sysdba|oracle|postgres|scott|nacos|elastic|guest|ops)(?![\w/.-])[^。，\n]{0,12}?(?:改回|改成|改为|换成|重置成|重置为|恢复成|恢复为|设成|设为)了?\s?[“"「']?([!-~]{6,30}?)(?=[”"」』）)】]?\s*(?:了|$|[，。；;、！\n]))/g,
    holds: (value) => isMixed(value) && (THREE_KINDS.test(value) || isRobust(value)) && !/^v?\d|\d+\.\d+$/.test(value),
  },
  // 只读号 ro_stat 对应 ro#stat7
  {
    pattern: new RegExp(
      `(?:账号|帐号|账户|用户|只读号|管理号|接口号|工号)\\s?[:：]?\\s?[A-Za-z][\\w.-]{1,20}\\s?(?:对应|配的?是?|用的?是?|给的?是?|的是|那个是)\\s?[“"「']?([!-~]{6,30})${END}`,
      'g',
    ),
    holds: isRobust,
  },
  // 登录框输 guest guest
  {
    pattern:
      /(?:登[录陆]|输入框)[^。，\n]{0,8}?(?<![A-Za-z])[“"「']?((?:guest|admin|test|user|root|demo|sa|sys|system|operator|manager|public)\d{0,4})(?=[ /]\1(?![A-Za-z0-9]))/g,
    holds: () => true,
  },
  // 采集站管理员 888888
  {
    pattern: new RegExp(
      `(?:管理员|超级用户|超管|操作员|工程师|维护员|默认|出厂)\\s?((\\d)\\2{3,7}|123456(?:78)?|654321|12345|111222|123123|112233)${END}`,
      'g',
    ),
    holds: () => true,
  },
  // 你把验证码发我。——刚来的 7719
  {
    pattern: new RegExp(
      `(?:验证码|动态码|校验码|短信码|授权码)[^\\d\\n]{0,16}?(?:刚来的?|刚收到的?|刚发的?|收到的?|来了|回了|发你了?|给你)\\s?[:：是]?\\s?(\\d{4,8})${END}`,
      'g',
    ),
    holds: () => true,
  },
];

/** Everything of that kind, in no order. */
export function findSaid(text: string): Found[] {
  return rows.flatMap(({ pattern, holds }) =>
    matchesIn(text, pattern).flatMap((m): Found[] => {
      const value = m[1] ?? '';
      return holds(value) ? [{ rule: 'password', value, at: m.index + m[0].lastIndexOf(value) }] : [];
    }),
  );
}
