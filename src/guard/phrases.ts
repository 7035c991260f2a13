/**
 * Passwords that are no single run of letters, digits and signs: in Chinese, of several words, in quotes; and those that stand
 * where nobody says 密码. Pure.
 */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { subjectsOf } from './subjects.ts';
import { isRobust, isSecretValue } from './value.ts';

/** What stands between a word such as 密码 and the value that it plainly gives. */
const GIVES =
  /^[”"'」）)]?[\p{Script=Han}]{0,6}?(?:\s*[:：=]\s*|(?:改|换|变|更[新改换]|修改|重置|重设|设置?|设定|统一|暂?定)(?:了?(?:成了?|为了?|到|作|至|是))\s*[:：]?\s*|(?:是|为|叫)\s*[:：]?\s*|\s*(?=[“"「『‘']))/u;
const QUOTED =
  /^(?:“([^”\n]{4,40})”|"([^"\n]{4,40})"|「([^」\n]{4,40})」|『([^』\n]{4,40})』|‘([^’\n]{4,40})’|'([^'\n]{4,40})')/;
/** Chinese words with digits or signs behind them, up to where the sentence goes on. */
const CHINESE =
  /^(\p{Script=Han}{2,10}[A-Za-z0-9]*[!-/:-@[-`{-~]+[A-Za-z0-9!-/:-@[-`{-~]*|\p{Script=Han}{2,10}\d{2,8}[!@#$%^&*]+)(?=$|[\s，。；、！？（）”」])/u;
/** Words with one space between; what follows ends the clause. */
const WORDS = /^([!-~]+(?: [!-~]+){1,5})(?=\s*(?:$|[，。；、！（\n]|\p{Script=Han}))/u;

/** Says something about a password, instead of being one. */
const ABOUT =
  /密码|口令|密钥|错误|请|不|无|空|见|由|同|交|联系|保管|保存|存|长度|字母|数字|符号|字符|短信|扫码|验证|登录|登陆|认证|规则|策略|以上|以下|至少|期限|到期|过期|更换|修改|设置|脱敏|加密|隐去|提示|弱|强|附件|\d\s*(?:位|天|次|个)|号柜|信封|\$\{|\{\{|\*\*\*|＊|<|>|\|/;
/** Of a sentence about what a screen or a rule says. */
const SCREEN = /提示|文字|文案|标签|按钮|字段|列名|标题|框|占位|报错|页面|说明|选项|变量/;
const SPACED = /^.{0,6}(?:空格|带空|有空)/;

/** Everything of that kind, in no order. */
export function findPhrases(text: string): Found[] {
  const told = subjectsOf(text).flatMap(({ end, word, at }) => {
    const rest = text.slice(end, end + 70).split('\n', 1)[0] ?? '';
    const lead = GIVES.exec(rest)?.[0];
    const before = text.slice(Math.max(0, at - 8), at);
    if (lead === undefined || SCREEN.test(lead) || SCREEN.test(before))
      return /passphrase$/i.test(word) ? words(rest, end, true) : [];
    const tail = rest.slice(lead.length);
    return [
      ...quoted(tail, end + lead.length),
      ...chinese(tail, end + lead.length),
      ...words(tail, end + lead.length, /passphrase$/i.test(word)),
    ];
  });
  return [...told, ...exchanged(text), ...unnamed(text)].map((one) => ({ rule: 'password', ...one }));
}

/** 口令变更（X → Y）: both of them. */
const EXCHANGED =
  /^\p{Script=Han}{0,6}[（(：:\s]{0,2}([!-~]{4,40}?)\s*(?:→|->|=>|⇒)\s*([!-~]{4,40}?)(?=[)）\s，。；、]|$)/u;

const exchanged = (text: string): Value[] =>
  subjectsOf(text).flatMap(({ end, form }) => {
    const m = form === 'name' ? null : EXCHANGED.exec(text.slice(end, end + 100));
    if (m === null) return [];
    const [whole, before = '', after = ''] = m;
    if (!isSecretValue(before, 'mixed') || !isSecretValue(after, 'mixed')) return [];
    return [
      { value: before, at: end + whole.indexOf(before) },
      { value: after, at: end + whole.length - after.length },
    ];
  });

type Value = Pick<Found, 'value' | 'at'>;

function quoted(tail: string, at: number): Value[] {
  const m = QUOTED.exec(tail);
  const value = m?.slice(1).find((one) => one !== undefined);
  if (value === undefined || ABOUT.test(value)) return [];
  const isMixed = /[0-9A-Za-z]/.test(value) && /\p{Script=Han}|\s/u.test(value) && /[\d!@#$%^&*]/.test(value);
  return isMixed ? [{ value, at: at + 1 }] : [];
}

function chinese(tail: string, at: number): Value[] {
  const value = CHINESE.exec(tail)?.[1];
  return value === undefined || ABOUT.test(value) || /[:：/\\.,-]$/.test(value) ? [] : [{ value, at }];
}

function words(tail: string, from: number, isPhrase: boolean): Value[] {
  const lead = /^[\s:：=为是"']*/.exec(tail)?.[0].length ?? 0;
  const value = WORDS.exec(tail.slice(lead))?.[1];
  if (value === undefined) return [];
  const parts = value.split(' ');
  const isSpaced = SPACED.test(tail.slice(lead + value.length));
  const isOne = isSpaced
    ? /\d/.test(value) && /[A-Za-z]/.test(value)
    : isPhrase &&
      parts.length >= 3 &&
      parts.every((part) => /^[\w!@#$%^&*]{2,16}$/.test(part)) &&
      !SENTENCE.test(value);
  return isOne ? [{ value, at: from + lead }] : [];
}

/** An English sentence about a phrase. */
const SENTENCE = /\b(?:is|are|was|must|should|not|with|from|the|file|env|for|has|been|prompt|required|expired|of)\b/i;

/** Where nobody says 密码: one row each, the first group is the value. */
const rows: readonly { pattern: RegExp; holds(value: string): boolean }[] = [
  // 加密短语 correct horse battery staple
  {
    pattern: /(?:加密|助记|恢复|解密)(?:短语|词)\s*[:：为是]?\s*((?:[a-z]{3,10} ){3,23}[a-z]{3,10})(?![a-z])/g,
    holds: (value) => !SENTENCE.test(value),
  },
  // su - oracle 输入 X 切换; 输入X后登录
  {
    pattern:
      /(?:输入?|键入|敲入?|填入?|打)\s*[“"「']?([!-~]{4,40}?)[”"」']?\s*(?:后|即可|可|就能?|来)?\s*(?:切换|登[录陆]|解锁|解屏|开锁|进系统|进入系统|提权)/g,
    holds: (value) => /\d/.test(value) && isSecretValue(value, 'mixed'),
  },
  // 输入 880912# 进入: what a keypad takes
  {
    pattern:
      /(?:输入|键入|敲入|按)\s*[“"「']?([*#]?\d{4,12}[*#]+)[”"」']?\s*(?:后|即可|可)?\s*(?:进入|开门|开锁|解除|撤防|布防|进)/g,
    holds: () => true,
  },
  // 库房密码锁改成 5201, 配电室门锁 1357#
  {
    pattern:
      /(?:门锁|密码锁|电子锁|门禁|保险柜|保险箱|键盘锁|挂锁|柜锁|道闸|钥匙柜|钥匙箱|智能锁|指纹锁|防盗门)(?:的?键盘|的?号码?|的?密码|的?数字|的?口令|的?开门码)?(?:今天|昨天|刚才|上午|下午|已经|重新|[现已]在?)?(?:(?:改|换|更换|设|设置|重置|调|拨|定)(?:成|为|到|回)了?|是|为|[:：])\s*[“"「']?([#*]?\d{3,10}[#*]?|\d{2,4}-\d{2,4}|\d(?:[·.、 -]\d){3,7})(?=[”"」'，。；、！\s]|\p{Script=Han}|$)(?!\s*[年月日天元台把个条次套扇户人号楼])/gu,
    holds: () => true,
  },
  {
    pattern:
      /(?:密码锁|电子锁|保险柜|保险箱|密码箱|钥匙箱|密码盒|钥匙盒)\s*(?:[:：是为]|改[成为]|调[成到])?\s*(\d{1,2}(?:-\d{1,2}){2,4})(?![\d-])/g,
    holds: () => true,
  },
  {
    pattern: /(?:密码锁|电子锁|指纹锁|保险柜|保险箱)[^\S\n]*(?!(?:19|20)\d\d)(\d{4,8})(?=[^\S\n]*(?:[，。；\n]|$))/g,
    holds: () => true,
  },
  {
    pattern: /(?:门锁|密码锁|电子锁|门禁|保险柜|保险箱)\s*([#*]\d{3,10}|\d{3,10}[#*])(?=[”"」'，。；、！\s]|$)/gu,
    holds: () => true,
  },
  // 密码如下：, and what stands alone on the next line
  {
    pattern:
      /(?:密\s?码|口\s?令|password|passwd|pwd)(?:如下|见下)?\s*[:：][^\S\n]*\n[^\S\n]*[“"「'`]?([!-~]{6,40})[”"」'`]?[^\S\n]*(?:\n|$)/gi,
    holds: (value) => isRobust(value) || (/^[A-Za-z\d]+$/.test(value) && isSecretValue(value, 'mixed')),
  },
  // X 密码登录
  {
    pattern: /(?<![!-~])([!-~]{6,40})\s?(?:密码|口令)(?=登[录陆]|进入|连接|即可|可以)/g,
    holds: (value) => isRobust(value) || (/_/.test(value) && /\d/.test(value) && isSecretValue(value, 'mixed')),
  },
  // 重置成 888888 后通知用户
  {
    pattern:
      /(?:重置|复位|初始化)(?:成|为|到)了?\s*([!-~]{6,30}?)(?=[，。；\s]|\p{Script=Han}|$)(?=[^。\n]{0,16}(?:用户|本人|告知|通知|登录|账号|账户))/gu,
    holds: (value) => isSecretValue(value, 'strong', ''),
  },
];

function unnamed(text: string): Value[] {
  return rows.flatMap(({ pattern, holds }) =>
    matchesIn(text, pattern).flatMap((m): Value[] => {
      const value = m[1] ?? '';
      return holds(value) ? [{ value, at: m.index + m[0].indexOf(value) }] : [];
    }),
  );
}
