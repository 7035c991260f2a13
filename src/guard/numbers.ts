/**
 * Telephone, identity and card numbers, however they are grouped, by their form and, where they have one, their checksum;
 * what stands before and after tells them from numbers of orders, counts and bytes. Pure.
 */
import { isCounter } from './file-name.ts';
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';

/** Between the digits of a number that is written in groups. */
const GAP = '[ ._·•・/~()（）-]{0,2}';
/** The same as columns and forms set them apart: where a checksum or a word says what the digits are, a wide gap hides nothing. */
const WIDE = '[ \\t._·•・/~()（）-]{0,4}';
/** Not inside a longer number, word or hash. */
const NOT_BEFORE =
  '(?<=(?:^|[^0-9A-Za-z_.-])(?:ID|IDcard|No|NO|tel|phone|mobile|[wW]x|WX|[vV]x|VX|wechat|weixin)?)(?<![0-9])';
const NOT_AFTER = '(?![0-9A-Za-z_]|[-.]\\d)';
/**
 * In the name of a file, parts are set apart by signs that join words elsewhere: 手机号_…, 张三-….jpg, user_…, IMG_张三_…_1.jpg. The part
 * before it names a person or a telephone, or there is none; `order_…` and `2026-…` tell of something else.
 */
const NAMED_BEFORE =
  '(?=[1-9](?:[-._ ]?\\d){10})(?:(?<=(?:^|[^0-9A-Za-z_.-])|\\p{Script=Han}[_.-]|\\d{17}[\\dXx][_.-]|(?<![A-Za-z])(?:tel|phone|mobile|user|sms|wx|wechat|contact|sjh|dh|call|from|to|name|id|idcard|sfz|card|img|pic|photo|scan|rec|record|voice|audio|video)[_.-]|(?<!\\d)1[3-9]\\d{9}[_.-])(?<![0-9]))';
const NAMED_AFTER = '(?![0-9A-Za-z]|[-.](?!1[3-9]\\d{9}(?!\\d))\\d)';

const MOBILE = new RegExp(
  `${NOT_BEFORE}(?:\\(?(?:\\+|00)?86\\)?[- ]{0,2})?(1${WIDE}[3-9](?:${WIDE}\\d){9})${NOT_AFTER}`,
  'g',
);
/** In the name of a mailbox or of an account behind letters: zhangsan138…@qq. */
const MOBILE_IN_ADDRESS = /(?<![\w.+-])([A-Za-z_][A-Za-z_.+-]{0,30})(1[3-9]\d{9})(?=@[A-Za-z0-9])/g;
const MOBILE_IN_ACCOUNT =
  /(?:微信|QQ|支付宝|钉钉|企业微信|飞书|登录名|用户名|[账帐]号|昵称|邮箱)号?码?[:：是为\s]{0,3}([A-Za-z][A-Za-z_.-]{0,30})(1[3-9]\d{9})(?![\w@.-]*\d)/g;
const SPOKEN =
  /(?:(?<![\p{Script=Han}\d])|(?<=手机|电话|号码?|[拨致]打?|联系))[零〇一二三四五六七八九幺洞两拐勾\d](?:[ ，,、-]?[零〇一二三四五六七八九幺洞两拐勾\d]){10}(?!\d)/gu;
/** Digits that were called an identity or a card number: one written down wrongly is of that person all the same. */
const CALLED_IDENTITY = new RegExp(
  `(?:身份证?件?号?码?|证件号?码?|(?<!许可|资格|执法|工作|学生|军官|结婚|房产|上岗|合格|准考|登记)证号|一代证|二代证|[旧老]证|(?<![A-Za-z])(?:id\\s?card|sfz))(?:[^，。；;、\\n\\d]{0,4}1[58]\\s?位)?(?:[^，。；;、\\n\\d]{0,8})([1-9](?:${WIDE}\\d){14}(?:(?:${WIDE}\\d){2}${WIDE}[0-9Xx])?)${NOT_AFTER}`,
  'gi',
);
const CALLED_BEHIND = /^\s?[（(【]?(?:身份证|证件号)/;
const CALLED_CARD = new RegExp(
  `(?:(?:银行|储蓄|信用|工资|借记)卡(?:卡?号码?)?|卡号|(?:工|农|中|建|交|招|民生|兴业|光大|浦发|平安|广发|华夏|邮储|农商|信用社|银)行(?:卡号?|账户|账号|储蓄)?|邮储|(?:收款|付款|打款|汇款|开户|银行|对公|结算)[账帐][号户]号?)[:：\\s为是]{0,3}([3-6]\\d{3}(?:${WIDE}\\d){12}(?:(?:${WIDE}\\d){3})?)${NOT_AFTER}`,
  'g',
);
/** The same without gaps, or in the groups of a telephone, which say by themselves where it begins and ends. */
const MOBILE_NAMED = new RegExp(
  `${NAMED_BEFORE}(?:86[-_. ]?)?(1[3-9]\\d(?:\\d{8}|[-._ ]\\d{4}[-._ ]\\d{4}))${NAMED_AFTER}`,
  'giu',
);
const IDENTITY_NAMED = /(?<![0-9A-Za-z]|\d[-.])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z]|[-.]\d)/g;
const CARD_NAMED = new RegExp(`${NAMED_BEFORE}(62\\d{14}(?:\\d{3})?)${NAMED_AFTER}`, 'giu');
const IDENTITY = new RegExp(`${NOT_BEFORE}[1-9](?:${WIDE}\\d){16}${WIDE}[0-9Xx]${NOT_AFTER}`, 'g');
const CARD = new RegExp(`${NOT_BEFORE}(?:6${GAP}2|4${GAP}\\d|5${GAP}[1-5])(?:${GAP}\\d){14,17}${NOT_AFTER}`, 'g');

/** A form that breaks a number over lines: of digits alone, behind the word that says what they are. */
const NEXT = '(?:[ \\t.·-]{0,4}|[ \\t]{0,4}\\r?\\n[ \\t]{0,8})';
const overLines = (words: string, first: string, more: string): RegExp =>
  new RegExp(
    `(?:${words})[^\\d，。；;\\n]{0,8}(?:\\r?\\n[ \\t]{0,8}){0,2}(?<![\\d.])(${first}(?:${NEXT}\\d)${more})(?![\\dA-Za-z]|[.-]\\d)`,
    'giu',
  );
const IDENTITY_OVER = overLines('身份证|证件号|(?<![A-Za-z])(?:id\\s?card|sfz)', '[1-9]', `{16}${NEXT}[\\dXx]`);
const MOBILE_OVER = overLines('手机|电话|联系方式|(?<![A-Za-z])(?:tel|phone|mobile)', `1${NEXT}[3-9]`, '{9}');
const CARD_OVER = overLines('卡号|银行卡|[账帐]号', '[3-6]', `{15}(?:(?:${NEXT}\\d){3})?`);
/** Of a column of figures hardly one has as many digits. */
const SHORTEST_GROUP = 3;

/** Lengths of the groups in which people write eleven digits. */
const GROUPS = new Set([
  '11',
  '3-4-4',
  '3-8',
  '3-3-5',
  '7-4',
  '1-2-8',
  '1-10',
  '1-2-4-4',
  '1-3-3-4',
  '3-4-2-2',
  '3-2-2-2-2',
  '4-4-3',
  '4-3-4',
  '5-6',
  '6-5',
  '1-1-1-1-1-1-1-1-1-1-1',
]);

/** Says that a number of a thing follows, or a quantity. */
const COUNTED =
  /单号|返回|字节|计数|哈希|散列|校验|雪花|\p{Script=Han}量|(?:行|条|笔|个|点|次|件|页|帧|样本|请求|连接|会话|线程|对象)数|订单|工单|运单|快递|单据|票号|票据|发票|凭证|编号|流水|序列|合同|条码|物料|料号|批次|批号|产量|位点|偏移|位置|编码|代码|门诊号|住院号|病历|病案|学号|考号|准考证|考生|学籍|工号|户号|表号|端口|大小|长度|共|总|累计|合计|传输|读取|写入|发送(?!给|到|至)|接收(?!人|者)|可用|剩余|已用|金额|时间戳|耗时|序号|任务|会议号|识别码|索引|版本|计数|记录数|行号|设备号|资产|桩号|读数|余额|流量|(?<=[\p{Script=Han}A-Za-z]\s?)(?<!机|话|信|Q|同|账|帐|拨|电|叫|线|小|大|新|旧|老|原|该|此|本|个|这|那|靓|副|主|系|短|册|定|家|人|私|录|绑|一|留|两|呼|备|姓名|际|整|证|尾)号(?!码)|(?<![A-Za-z])(?!\w*(?:phone|tel|mobile|sms|contact|sjh|call|user|name|card|sfz|cert))[a-z]{2,}(?:_[a-z]{2,})+(?![A-Za-z])|(?<![A-Za-z])(?:sequence(?:\s+number)?|checkpoint|offset|pos|position|inode|LSN|SCN|GTID|ID|SN|S\/N|IMEI|ICCID|serial|order|seq|bytes|size|count|total|txn|trx|ts|cursor|uid)(?![A-Za-z])/giu;
/** Says that a telephone number follows. */
const CALLED =
  /手机|电话|联系|座机|热线|拨|短信|微信|致电|来电|回访|通知|(?<![A-Za-z])(?:tel|phone|mobile|call|cell)/gi;
/** Says that the number of a card or an account follows. */
const PAID =
  /银行|(?:银行|储蓄|信用|工资|社保)?卡(?:号码?|片)?|账号|帐号|账户|帐户|户头|[收付打退汇转]款|(?<![A-Za-z])(?:card|account)/gi;
/** Says that an identity number follows. */
const CALLED_BY = /(?:公民身份|身份|证件)证?件?号?码?|证号|一代证|二代证|(?<![A-Za-z])id\s?card/gi;
const QUANTITY =
  /^\s*(?:字节|bytes?\b|packets?\b|frames?\b|rows?\b|lines?\b|records?\b|items?\b|B\b|[KMGTP]i?B\b|条|台次?|户|辆|家|次|行|元|块|毫秒|微秒|纳秒|秒|ms\b|ns\b|us\b|个|笔|件|kWh|度|包|页|帧|位|人次|万|亿|吨|公里|步|升|立方|千瓦|公斤|平方|克|美元|号(?![码机线])|转(?![\u4e00-\u9fff])|帧)/;
const CLAUSE = 24;

/** Those of which some digits stand on another line than the others. */
function findOverLines(text: string): Found[] {
  if (!/\d[ \t.·-]*\r?\n[ \t]*\d/.test(text)) return [];
  const isBroken = ({ value }: { value: string }): boolean =>
    value.includes('\n') && value.split(/[^0-9Xx]+/).every((group) => group.length >= SHORTEST_GROUP);
  return [
    ...matches(IDENTITY_OVER, text)
      .filter((one) => isBroken(one) && namesSomebody(digitsOf(one.value)))
      .map(named('identity-number')),
    ...matches(MOBILE_OVER, text).filter(isBroken).map(named('mobile')),
    ...matches(CARD_OVER, text)
      .filter((one) => isBroken(one) && (one.value.startsWith('62') || isBankCard(digitsOf(one.value))))
      .map(named('bank-card')),
  ];
}

/** Everything in `text` that is such a number, in no order. */
export function findNumbers(text: string): Found[] {
  return [
    ...findOverLines(text),
    ...matches(IDENTITY_NAMED, text)
      .filter(({ value }) => isIdentityNumber(value))
      .map(named('identity-number')),
    ...matches(CARD_NAMED, text)
      .filter((one) => isBankCard(one.value) && !isCounted(text, one, PAID))
      .map(named('bank-card')),
    ...matches(MOBILE_NAMED, text)
      .filter((one) => !isCounted(text, one, CALLED))
      .map(named('mobile')),
    ...matches(IDENTITY, text)
      .filter(({ value, at }) => {
        const digits = digitsOf(value);
        if (isDecimal(value)) return false;
        return (
          isIdentityNumber(digits) ||
          (isOfLiving(digits) &&
            PERSON.test(text.slice(Math.max(0, at - 12), at)) &&
            !isCounted(text, { value, at }, CALLED_BY)) ||
          (namesSomebody(digits) && CALLED_BEHIND.test(text.slice(at + value.length)))
        );
      })
      .map(named('identity-number')),
    ...matches(CALLED_IDENTITY, text)
      .filter((one) => namesSomebody(digitsOf(one.value)) && !isCounted(text, one, CALLED_BY))
      .map(named('identity-number')),
    ...matches(CALLED_CARD, text).map(named('bank-card')),
    ...matches(CARD, text)
      .filter(
        (one) =>
          !isDecimal(one.value) &&
          (isBankCard(digitsOf(one.value)) || isCalledCard(text, one)) &&
          !isCounted(text, one, PAID),
      )
      .map(named('bank-card')),
    ...matchesIn(text, MOBILE_IN_ADDRESS).flatMap(behindLetters),
    ...matchesIn(text, MOBILE_IN_ACCOUNT).flatMap(behindLetters),
    ...[...matches(MOBILE, text).filter((one) => isGrouped(text, one)), ...spoken(text)]
      .filter((one) => !isCounted(text, one, CALLED) && !(isDecimal(one.value) && !isCalledMobile(text, one)))
      .map(named('mobile')),
  ];
}

type Match = Pick<Found, 'value' | 'at'>;

/** order138…@ and msg138…@ tell of something that a machine counts. */
const behindLetters = (m: RegExpExecArray): Found[] => {
  const [whole, letters = '', value = ''] = m;
  return isCounter(letters) ? [] : [{ rule: 'mobile', value, at: m.index + whole.length - value.length }];
};

/** In groups as people write them; in columns of figures three, four and four digits are three figures, unless a word calls them. */
const isGrouped = (text: string, one: Match): boolean =>
  GROUPS.has(groupsOf(one.value)) && (!/\t|[^\d]{3}/.test(one.value) || isCalledMobile(text, one));

const named =
  (rule: Found['rule']) =>
  (one: Match): Found => ({ rule, ...one });

/** The group of the pattern, if it has one. */
const matches = (pattern: RegExp, text: string): Match[] =>
  matchesIn(text, pattern).map((m) => {
    const value = m[1] ?? m[0];
    return { value, at: m.index + m[0].length - value.length };
  });

/** A province and a date of birth, of eighteen digits or of fifteen as they were until 1999. */
function namesSomebody(value: string): boolean {
  const date = value.length === 15 ? `19${value.slice(6, 12)}` : value.slice(6, 14);
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  return PROVINCE.test(value) && year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Says that it is about somebody. */
const PERSON = /证|人|者|员|学生|考生|家属|户主|姓名|本人|尾号|完整|授权|访客|客户|同志|先生|女士/;
/**
 * Somebody who may be alive: a province and a date of birth say it, where one digit was written down wrongly, too. Of numbers that
 * machines draw, one in ten thousand looks like it; those of orders and cases hold the date of these years.
 */
const isOfLiving = (value: string): boolean =>
  namesSomebody(value) && Number(value.slice(6, 10)) >= 1930 && Number(value.slice(6, 10)) <= 2015;

/** Three, four and four, as people say it. */
const SAID_GROUPS = /^x{3}.x{4}.x{4}$|^x{3}.x{8}$|^x{3}.x{3}.x{5}$/;
const SPOKEN_DIGITS = '零一二三四五六七八九';
const OTHER_DIGITS: Readonly<Record<string, string>> = { 〇: '零', 洞: '零', 幺: '一', 两: '二', 拐: '七', 勾: '九' };

/** 一三八零零…: as it is said on the telephone. */
function spoken(text: string): Match[] {
  return matches(SPOKEN, text).filter(({ value }) => {
    if (!/\p{Script=Han}/u.test(value)) return false;
    // 一、三、五 is a list.
    if (/[，,、]/.test(value) && !SAID_GROUPS.test(value.replaceAll(/[^，,、 -]/g, 'x'))) return false;
    const number = [...value.replaceAll(/[ ，,、-]/g, '')]
      .map((c) => (/\d/.test(c) ? c : SPOKEN_DIGITS.indexOf(OTHER_DIGITS[c] ?? c)))
      .join('');
    return /^1[3-9]/.test(number);
  });
}

/** What stands before it in its own clause. */
const clauseBefore = (text: string, at: number): string =>
  /[^，。；;、\n]*$/.exec(text.slice(Math.max(0, at - CLAUSE), at))?.[0] ?? '';

/** The nearest word before it says that it counts or names something, or a unit follows. */
function isCounted(text: string, { at, value }: Match, meant: RegExp): boolean {
  if (QUANTITY.test(text.slice(at + value.length, at + value.length + 8))) return true;
  const before = clauseBefore(text, at);
  const last = (pattern: RegExp) => {
    const word = matchesIn(before, pattern).at(-1);
    return word === undefined ? -1 : word.index + word[0].length;
  };
  return last(COUNTED) > last(meant);
}

/**
 * A measured value as programs write it, such as 4.666447639465332: up to three digits, a point and nothing but digits. Nobody groups a
 * card or an identity number like that, and one in ten of such values has a card's checksum.
 */
const isDecimal = (value: string): boolean => /^\d{1,3}\.\d{8,}$/.test(value);

/** What stands before it in its clause says that somebody is called by it. */
const isCalledMobile = (text: string, { at }: Match): boolean => clauseBefore(text, at).search(CALLED) >= 0;

/** One of UnionPay that the words around it call so counts with a wrong check digit, too. */
function isCalledCard(text: string, { at, value }: Match): boolean {
  const digits = digitsOf(value);
  if (!digits.startsWith('62') || (digits.length !== 16 && digits.length !== 19)) return false;
  const around = `${text.slice(Math.max(0, at - CLAUSE), at)} ${text.slice(at + value.length, at + value.length + 8)}`;
  return /卡|户|[收付打退汇转]款|转(?:账|帐|给|到|入|个人)|银行|[工农中建交招]行/.test(
    around.split(/[。\n]/).join(' '),
  );
}

const digitsOf = (value: string): string => value.replace(/[^0-9Xx]/g, '');

const groupsOf = (value: string): string =>
  value
    .split(/[^0-9]+/)
    .map((group) => group.length)
    .join('-');

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';
/** First digits of the codes of provinces, GB/T 2260. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** GB 11643: a province, a real date inside and the right check character. */
export function isIdentityNumber(value: string): boolean {
  if (!namesSomebody(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  return CHECK[sum % 11] === value[17]?.toUpperCase();
}

/** ISO/IEC 7812: the Luhn checksum; sixteen or nineteen digits, as cards issued here have. */
export function isBankCard(value: string): boolean {
  if (value.length !== 16 && value.length !== 19) return false;
  const sum = [...value].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}
