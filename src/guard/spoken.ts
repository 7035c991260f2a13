/** Passwords that are told in words: 八个八, 六个 8, 1 到 8, 医院拼音加年份 2026; and codes written in groups: 993 157. Pure. */
import type { Found } from './found.ts';
import { subjectsOf } from './subjects.ts';

const DIGIT = '[零〇一二三四五六七八九两\\d]';
/** What plainly gives the value of the word in front of it. */
const GIVES = '^\\s*(?:[:：=]?|(?:还|就|都|仍|也|一直)?(?:是|为)|(?:改|换|设|重置|恢复)(?:成|为|到)了?)\\s*[“"「\']?';
/** 八个八, 6 个 0, 8 个 a: how many, and of what. */
const REPEATED = new RegExp(
  `${GIVES}((?:[二三四五六七八九十两]|[2-9]|1\\d)\\s*个\\s*(?:${DIGIT}|[A-Za-z*#@])(?:[、，, ]?\\s*(?:[一二三四五六七八九十两]|[1-9])\\s*个\\s*(?:${DIGIT}|[A-Za-z*#@]))*)(?!\\d|\\s*[位字数月天台次])`,
);
/** 1 到 8, 一到六, 1-8 顺着按. */
const RUN = new RegExp(`${GIVES}((?:1|一)\\s*(?:到|至|~)\\s*(?:[5-9]|[五六七八九]))(?!\\s*[位个天次月]|\\d)`);
/** 一二三四五六. */
const DIGITS = new RegExp(`${GIVES}(${'[零〇一二三四五六七八九幺]'}{4,12})(?!\\p{Script=Han}{0,2}[位个天次])`, 'u');
/** 993 157, 4829-13, 88 66 22: a code that is sent or shown, as it is read out. */
const GROUPED = /^[\s:：=是为“"「【]{0,3}(?!(?:19|20)\d\d-[01]\d)(\d{2,4}(?:[ -]\d{2,4}){1,3})(?![\d.:/-]|\s*[年月日])/;
/** Only words for codes, which are digits. */
const CODE =
  /^(?:验证码|动态码|邀请码|配对码|授权码|提取码|备用码|恢复码|开锁码|开门码|解锁码|开机码|通行码|访问码|PIN\s?码|动态口令)$/u;

/** Everything of that kind, in no order. */
export function findSpoken(text: string): Found[] {
  return subjectsOf(text).flatMap(({ word, at, end, form }): Found[] => {
    if (form === 'name') return [];
    const rest = text.slice(end, end + 40).split('\n', 1)[0] ?? '';
    const isCode = CODE.test(word) || /(?:动态|短信|一次性|临时)$/.test(text.slice(Math.max(0, at - 4), at));
    const patterns = isCode ? [GROUPED, REPEATED, RUN, DIGITS] : [REPEATED, RUN, DIGITS];
    for (const pattern of patterns) {
      const m = pattern.exec(rest);
      const value = m?.[1];
      if (m === null || value === undefined) continue;
      const at = end + m.index + m[0].lastIndexOf(value);
      return [{ rule: 'password', value, at }, ...(pattern === GROUPED ? more(text, at + value.length) : [])];
    }
    return [];
  });
}

/** Further codes of a list: 8372-1946, 5520-7731. */
function more(text: string, from: number): Found[] {
  const found: Found[] = [];
  for (let at = from; ; ) {
    const m = /^[\s，,、；;和”"]{1,4}(\d{2,4}(?:[ -]\d{2,4}){1,3})(?![\d.:/-]|\s*[年月日])/.exec(
      text.slice(at, at + 40),
    );
    if (m === null) return found;
    const [whole, value = ''] = m;
    found.push({ rule: 'password', value, at: at + whole.length - value.length });
    at += whole.length;
  }
}
