/** Passwords that a sentence or a setting tells: 密码改成了 X, DB_PASSWORD: X, "password": "X", 账号 root/X. Pure. */
import type { Found } from './found.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { nextToken, type Token } from './token.ts';
import { isDayOfChange, isRobust, isSecretValue, type Plainness } from './value.ts';

/** How far behind its subject a value may stand. */
const WINDOW = 90;
/** Longest stretch of words between subject and value. */
const MAX_GAP = 22;
const NEAR = 8;
const SENTENCE_END = /[\n。！？]/;

/** Words between subject and value after which it is about something else than the value. */
const ABOUT =
  /为空|错误|失败|(?<!按)策略|长度|有效期|过期|到期|强度|复杂|次数|期限|位数|周期|规则|要求|见(?!下)|参照|参阅|参考|保管|存放|位置|地址|链接|网址|路径|文件(?!内容)|时间|日期|工单|单号|编号|算法|加密|散列|哈希|修改人|更换人|责任|负责|联系|索取|检查|核查|抽查|评估|登记|记录|率|数量|天数|清单|附件|信封|手册|条目|端口|传输|存储|认证|方式|模式|协议|字段|类型|格式|版本|指纹|校验|证书|同步|轮换(?!为|成|到)|托管|培训|抄送|得分|提示|报错|返回|通过|权限|限流|刷新|间隔|名称|账号|帐号|用户名|角色|数[:：]?$/;
const OPENERS = /[\s"'`“”‘’「『【《（([{<｜|*]+$/;
const SEPARATOR = /(?:[:：=→]|->|=>|——|--|-)$/;
const WAS = '(?:默认值?|出厂默认|出厂值?的?|原来的?|老的?|旧的?|新的?|小写的?|大写的?|临时的?|初始[值的]?)?';
const CHANGED = new RegExp(
  `(?:轮换|切换?|更正|改|换|变|清|置|拨|更[新改换]|变更|修改|重置|重设|复位|还原|恢复|设置?|设定|配置?|调整|初始化|替换|统一|暂?定|写|录|建|回退)(?:了?(?:成了?|为了?|到|回|作|至|是))${WAS}$`,
);
const IS = new RegExp(`(?:是|为|即|等于|默认|叫|一律|如下|见下)${WAS}$`);
const IS_ENGLISH = /^(?:is|was|to|as|now)$/i;
/** Says it less plainly. */
const HINTED =
  /(?:统一|沿用|仍用|采用|启用|还用|就用|依旧|照旧|的是|内容|年份|拼音|首字母|例如|比如|敲|用的?|填|输入?|写|改|换|设|定|发您?|告知|现在?|目前|大写|小写|给|了|新|原|旧|老)的?$|[四六八4-9]\s?位(?:数字?|的)?$/;
/** 密码改好了，新的：X. */
const AGAIN = /^(?:新|旧|老|临时|现|最终|最后|正确|实际|重置|初始|默认|当前|今天|改后|如下).{0,6}$/;
/** 密码和账号一样都是 X: what else would be about the account tells the value. */
const ALIKE = /(?:一样|相同|一致|同名)[，,]?\s*(?:都|均|也)?(?:是|为|用)?$/;
/** 分别是 emr 和 X. */
const RESPECTIVELY = /分别(?:是|为|用|叫)?\s*[“"「']?[A-Za-z][\w.@-]{1,30}[”"」']?\s*(?:和|与|、|及|\/|，)\s*[“"「']?$/;
/** What is turned or pressed by hand holds short numbers. */
const BY_HAND = /(?:保险柜|保险箱|门禁|门锁|密码锁|机柜锁|钥匙柜|键盘锁)[\p{Script=Han}]{0,4}$/u;
const TURNED = /(?:左|右|顺|逆|先|再|依次|按|拨|打|转)$/;
/** 密码太弱（X）, 随手设了 X. */
const WEAK =
  /(?:太|过于?|很|较|偏|比较)(?:简单|弱|短|低)$|(?:随手|统一|都|就|直接|临时|先)?(?:设|改|换|用|写|输|填)了$/;
/** 口令已改，X: what comes behind the comma has to be made as passwords are. */
const DONE = /^(?:已经?|都|均)?(?:改|换|重置|更新|更换|变更|修改|调整)(?:了|好|完|过|完毕|完成)?[，,；;]$/;
const THREE_KINDS = /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d).{8,}$/;
const FROM = /(?:由|从|自)$/;
const BECOMES = /^[”"'」]?\s*(?:改|换|变|更|调|重|修|升|→|->|到)/;
/** Words of a command of a network device, and accounts, between subject and value. */
const SKIPPED =
  /^(?:!!\w+|\d{1,2}|cipher|simple|irreversible-cipher|encrypted|plaintext|ascii|level|pass-phrase|md5|sha\d+|hash|string|plain|plaintext|plain-text|clear|clear-text|ascii-text|reg_sz|reg_expand_sz|reg_binary|enc|text|read|write|ro|rw|root|admin|administrator|sa|system|sys)$/i;

const PAIRED = /^[A-Za-z][\w.@-]{1,40}[/:|,]([^/]+)$/;
const EMBEDDED = /^["']\s*>\s*|^["']\s+value\s*=\s*["']|^["']\s*,\s*["']|^["'`]?\s*\(\s*["']/i;
/** Authorisation codes of mail services. */
const MAIL_CODE = /^[a-z]{16}$/;
const ELEMENT = /^\s*>(?![@:/*])(?=\S|\s*\S+\s*<\/)/;

/** Everything in `text` that is told as a password, in no order. */
export function findStatements(text: string): Found[] {
  const subjects = subjectsOf(text);
  return [
    ...subjects.flatMap((subject) => toldBehind(text, subject)),
    ...subjects.flatMap((subject) => toldBefore(text, subject)),
  ].map(({ value, at }) => ({ rule: 'password', value, at }));
}

/** 密码？X, 密码多少？王工：X: a question that is answered at once. */
const ASKED =
  /^[”"」]?\s*(?:还?是|到底是)?(?:多少|什么|啥|哪个|几)?(?:来着|呢|啊|呀)?\s*[?？][”"」]?\s*(?:(?:\[[\d: ]{4,19}\]|\d{1,2}:\d{2}(?::\d{2})?)?\s*[\p{Script=Han}A-Za-z]{1,6}[:：])?\s*[“"「]?(?:还?是)?\s*(?=[!-~])/u;

const endOf = (text: string, behind: number): number => {
  const from = behind + (ASKED.exec(text.slice(behind, behind + 40))?.[0].length ?? 0);
  const found = text.slice(from, from + WINDOW).search(SENTENCE_END);
  return found === -1 ? Math.min(text.length, from + WINDOW) : from + found;
};

function toldBehind(text: string, subject: Subject): Token[] {
  const to = endOf(text, subject.end);
  const embedded = subject.form === 'name' ? inMarkup(text, subject, to) : undefined;
  if (embedded !== undefined) return [embedded];
  const found: Token[] = [];
  let from = subject.end;
  let first = true;
  let before = '';
  for (
    let token: Token | undefined = nextToken(text, from, to);
    token !== undefined;
    token = nextToken(text, from, to)
  ) {
    const left = text.slice(from, token.at);
    // Most words are no password whatever is said of them.
    const possible = valueIn(text, token, subject, 'strong') !== undefined;
    const plainness: Plainness | null = possible ? plainnessOf({ text, subject, token, left, first, before }) : null;
    const given: Token | undefined = plainness === null ? undefined : valueIn(text, token, subject, plainness);
    if (given !== undefined) found.push(given);
    first = first && SKIPPED.test(token.value) && given === undefined;
    before = token.value;
    from = Math.max(token.end, token.at + 1);
  }
  return found;
}

/** `<password>X</password>`, `name="password" value="X"`, `define('PASSWORD', 'X')`, `PASSWORD('X')`. */
function inMarkup(text: string, subject: Subject, to: number): Token | undefined {
  const rest = text.slice(subject.end, to);
  const before = text[subject.at - 1] ?? '';
  const opened = before === '<' ? ELEMENT : EMBEDDED;
  // "invalid password", "code": the word ends another text.
  if (/^["']\s*,/.test(rest) && !/["'\w]/.test(before)) return undefined;
  const skipped = opened.exec(rest)?.[0].length;
  const token = skipped === undefined ? undefined : nextToken(text, subject.end + skipped, to);
  if (token === undefined || !accepts(text, { ...token, quoted: true }, subject, 'strong')) return undefined;
  return token;
}

interface Place {
  text: string;
  subject: Subject;
  token: Token;
  left: string;
  /** Nothing but words such as `cipher` stands between it and its subject. */
  first: boolean;
  /** The word before it. */
  before: string;
}

/** The words between a value, or the value before it, and its subject. */
interface Gap {
  words: string;
  /** What of them stands behind the last comma. */
  clause: string;
  /** A comma stands between. */
  crosses: boolean;
  /** Quotes and spaces right in front of the value. */
  opener: string;
}

/** How plainly the words in front of it say that it is the value; null when they do not. */
function plainnessOf(place: Place): Plainness | null {
  const { text, subject, token, before, first } = place;
  // In a text within a text, quotes have a sign in front of them.
  const left = place.left.replaceAll(/\\(?=["'])/g, '');
  const opener = OPENERS.exec(left)?.[0] ?? '';
  const words = left
    .slice(0, left.length - opener.length)
    .replace(/([=:(])\s*N$/, '$1')
    .replace(/^\s*[)）\]】]\s*/, '')
    .trim();
  const clause =
    words
      .split(/[，,；;]/)
      .at(-1)
      ?.trim() ?? '';
  const gap = { words, clause, opener, crosses: clause !== words };
  if (RESPECTIVELY.test(text.slice(subject.end, token.at)) || (ALIKE.test(clause) && words.length <= MAX_GAP))
    return 'strong';
  if (isElse(place, gap)) return null;
  if (first && ASKED.exec(text.slice(subject.end, token.at + 1))?.[0].length === token.at - subject.end)
    return 'strong';
  if (first && TURNED.test(clause) && BY_HAND.test(text.slice(Math.max(0, subject.at - 10), subject.at)))
    return 'strong';
  if (words === '' && IS_ENGLISH.test(before)) return 'mixed';
  const after = text.slice(token.end, token.end + 12);
  if (FROM.test(clause)) return BECOMES.test(after) ? 'mixed' : null;
  if (CHANGED.test(clause)) return gap.crosses ? 'mixed' : 'strong';
  return first ? told(gap, place, token) : later(gap, text.slice(subject.end, token.at - left.length), subject);
}

/** The word is an option, an account or a place in how a command is called. */
function isOfCommand(
  { text, subject, token, left }: Pick<Place, 'text' | 'subject' | 'token' | 'left'>,
  opener: string,
): boolean {
  // -Force, --stdin, --from-file=…: an option.
  const dashes = /[\s`'“](--?)$/.exec(text.slice(Math.max(0, token.at - 3), token.at))?.[1];
  if (dashes !== undefined && (dashes === '--' ? OPTION_SET : OPTION).test(token.value)) return true;
  // pwd [OPTION]: how a command is called.
  if (subject.form === 'name' && opener.endsWith('[') && /^[A-Z_]+$/.test(token.value)) return true;
  // passwd ops1: the command, with an account.
  return (
    COMMAND.test(subject.word) && left === ' ' && PROMPT.test(text.slice(Math.max(0, subject.at - 12), subject.at))
  );
}

/** It is about something else than the value. */
function isElse({ text, subject, token, left }: Place, { words, clause, opener, crosses }: Gap): boolean {
  // <password> X, <password>@X: a placeholder was closed.
  if (text[subject.at - 1] === '<' && /^>[\s@:/*]/.test(text.slice(subject.end, subject.end + 2))) return true;
  if (isOfCommand({ text, subject, token, left }, opener)) return true;
  // 密码（root）：…: who it belongs to.
  if (/^[)）\]】]\s*[的:：=]/.test(text.slice(token.end, token.end + 3))) return true;
  if (/\{\{|\$\{/.test(opener) || (/[<{]$/.test(opener) && !/\d/.test(token.value))) return true;
  if (left === '' && (subject.form === 'name' || /^[@/]/.test(token.value))) return true;
  if (subject.form === 'name' && /[{}]/.test(words)) return true;
  return words.length > MAX_GAP + (crosses ? NEAR : 0) || ABOUT.test(clause);
}

/** It is the first word behind the subject. */
function told({ words, clause, crosses, opener }: Gap, place: Place, token: Token): Plainness {
  if (SEPARATOR.test(clause)) {
    if (!crosses) return 'strong';
    return AGAIN.test(clause) ? 'mixed' : 'robust';
  }
  if (WEAK.test(clause) && !crosses && (token.quoted || /了$/.test(clause))) return 'strong';
  if (DONE.test(words) && THREE_KINDS.test(token.value)) return 'mixed';
  if (IS.test(clause)) return crosses ? 'mixed' : 'strong';
  if (clause === '') return /^[，,]?$/.test(words) ? adjacent(place, opener, token) : 'robust';
  return HINTED.test(clause) || /[是为]/.test(clause) ? 'mixed' : 'robust';
}

/** Not the first word behind the subject: only what names it again counts. */
function later({ clause, opener }: Gap, before: string, { form }: Subject): Plainness {
  const behindName = /^[^,，;；]*\w$/.test(before);
  if (/^[)）\]】]?\s*[:：=]$/.test(clause) && (form === 'pair' || behindName))
    return form === 'name' ? 'mixed' : 'strong';
  if (clause === '/' && form === 'pair') return 'strong';
  if (/^(?:改|换|改用|改成|现为)$/.test(clause)) return 'mixed';
  if (!/[，,；;]/.test(before) && IS.test(clause)) return 'mixed';
  return clause === '' && form === 'pair' && opener !== '' && /[A-Za-z]$/.test(before) ? 'mixed' : 'robust';
}

/** Right behind the subject, with nothing or a quote between. */
function adjacent({ text, subject }: Place, opener: string, { quoted, value }: Token): Plainness {
  // -storepass changeit
  if (
    subject.form === 'name' &&
    /(?<=\s)-{1,2}$/.test(text.slice(Math.max(0, subject.at - 3), subject.at)) &&
    /^[^-]/.test(value)
  )
    return 'strong';
  const isQuoted = quoted && opener.trim() !== '';
  if (isQuoted) return subject.form === 'name' && opener.includes('(') ? 'robust' : 'strong';
  if (subject.form !== 'name' || /pin$/i.test(subject.word)) return /^\d+$/.test(value) ? 'strong' : 'mixed';
  return /[A-Z\d@#!$%^&*]/.test(value) ? 'mixed' : 'robust';
}

/** The value itself, without the account in front of it. */
function valueIn(text: string, token: Token, subject: Subject, plainness: Plainness): Token | undefined {
  const own = subject.form === 'pair' ? (PAIRED.exec(token.value)?.[1] ?? '') : '';
  if (own !== '') {
    const part: Token = { ...token, value: own, at: token.at + token.value.length - own.length };
    if (accepts(text, part, subject, 'strong')) return part;
  }
  // Of an account and its password alone, the first word is the account.
  if (subject.form === 'pair' && !isRobust(token.value) && /^\s*[/／（(]/.test(text.slice(token.end, token.end + 3)))
    return undefined;
  return accepts(text, token, subject, plainness) ? token : undefined;
}

/** secret "mysql-auth" not found, Secret oa-tls-2026: the name of an object. */
const isNameOfObject = (text: string, { value, at, end }: Token, { form, word, end: from }: Subject): boolean =>
  form === 'name' &&
  KEBAB.test(value) &&
  (NAMED_OBJECT.test(text.slice(end, end + 16)) ||
    (/^secrets?$/i.test(word) && value.includes('-') && /^\s["'“]?$/.test(text.slice(from, at))));

function accepts(text: string, token: Token, subject: Subject, plainness: Plainness): boolean {
  const after = text.slice(token.end, token.end + 12);
  const { value } = token;
  const isLoose = subject.loose && !/pin$/i.test(subject.word);
  if (/^(?:验证码|短信码|动态码)$/.test(subject.word) && /^\d{4,8}$/.test(value) && token.at - subject.end < 3)
    return isSecretValue(value, 'strong', after);
  if (subject.word === '授权码' && MAIL_CODE.test(value)) return true;
  if (/^\d+$/.test(value) && subject.form === 'name' && (isLoose || /key$/i.test(subject.word))) return false;
  // The next setting or argument.
  if (
    !token.quoted &&
    /^&?[A-Za-z_][\w.-]{1,30}=/.test(value) &&
    /^&|[,;)&][\s"']*$/.test(text.slice(subject.end, token.at) + (value.startsWith('&') ? '&' : ''))
  )
    return false;
  if (isNameOfObject(text, token, subject) || isDayOfChange(text, value, token.at)) return false;
  // A command or an English sentence goes on.
  if (!token.quoted && /^[A-Za-z]+$/.test(value) && /^[^\S\n]*[ \t,:]+[A-Za-z]{2,}/.test(after)) return false;
  return isSecretValue(value, isLoose && plainness === 'strong' && !token.quoted ? 'mixed' : plainness, after);
}

const OPTION = /^[A-Za-z][A-Za-z-]*$/;
const OPTION_SET = /^[A-Za-z][A-Za-z-]*(?:=\S*)?$/;
const COMMAND = /^(?:passwd|pwd)$/;
/** In front of a command. */
const PROMPT = /(?:^|[#$>`]\s?|\n\s{0,4}|\b(?:sudo|run|运行|执行)\s)$/;
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const NAMED_OBJECT =
  /^["'”]?\s*(?:not found|already|created|configured|deleted|unchanged|does not|is not|不存在|未找到|已创建)/i;

/** X 是密码, 要输 X，这是维护密码; or a word that hardly is anything else, near a subject. */
function toldBefore(text: string, subject: Subject): Token[] {
  if (subject.form === 'name') return [];
  const before = Math.max(0, subject.at - 2 * MAX_GAP);
  const start = before + text.slice(before, subject.at).lastIndexOf('\n') + 1;
  const found: Token[] = [];
  for (let from = start; ; ) {
    const token = nextToken(text, from, subject.at);
    if (token === undefined) return found;
    from = Math.max(token.end, token.at + 1);
    const between = text.slice(token.end, subject.at);
    const names = /^[”"'」』）)】]?\s*[，,]?\s*(?:这|就|即|才|便)?(?:是|为|作为|作|做)[\p{Script=Han}]{0,6}$/u.test(
      between,
    );
    if (names ? isSecretValue(token.value, 'mixed', between) : isRobust(token.value)) found.push(token);
  }
}
