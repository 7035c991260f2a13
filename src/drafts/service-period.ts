/** The service period that a text names from day to day. Pure. */
import { numberOf } from './marker.ts';

const CN = '[〇○零一二三四五六七八九十]';
const DAY = '(\\d{4})\\s*(?:年|[-./])\\s*(\\d{1,2})\\s*(?:月|[-./])\\s*(\\d{1,2})\\s*(?:日|号)?(?![\\d./年])';
const SPAN = new RegExp(
  `${DAY}\\s*(?:（[^）]{0,6}）)?\\s*(?:零时|0时)?\\s*(?:起|开始)?\\s*[，,]?\\s*(?:至|到|-|–|—|~|～)+\\s*${DAY}`,
  'g',
);
/** Words near a span that make it the service's own. */
const OF_SERVICE = /(?:服务|合同|协议|维保|运维|维护|维修|有效|履行|托管|委托|承包)(?:期|有效期)|期限|合同期/;
/** How far in front of a span its words may stand; a heading above it, too. */
const NEAR = 40;

/**
 * From the first day to the last; undefined when the text names none, or several of which none is said to be the service's.
 * Days in Chinese numbers (二〇二六年三月一日) are read, too.
 */
export function servicePeriodIn(text: string): { from: string; to: string } | undefined {
  const plain = withDigits(text);
  const spans = [...plain.matchAll(SPAN)].flatMap((found) => {
    const [from, to] = [found.slice(1, 4), found.slice(4, 7)].map(dayOf);
    const before = plain.slice(Math.max(0, found.index - NEAR), found.index);
    return from !== undefined && to !== undefined && from <= to ? [{ from, to, isOwn: OF_SERVICE.test(before) }] : [];
  });
  const own = spans.filter(({ isOwn }) => isOwn);
  const [first, ...others] = own.length > 0 ? own : spans;
  if (first === undefined || others.some(({ from, to }) => from !== first.from || to !== first.to)) return undefined;
  return { from: first.from, to: first.to };
}

/** 二〇二六年三月一日 → 2026年3月1日; nothing else changes. */
const withDigits = (text: string): string =>
  text.replace(new RegExp(`(${CN}{4})年(${CN}{1,3})月(${CN}{1,3})日`, 'g'), (whole, year, month, day) => {
    const numbers = [month, day].map((one: string) => numberOf(one));
    const digits = [...String(year)].map((one) => numberOf(one.replace('○', '〇')));
    return [...numbers, ...digits].includes(undefined) ? whole : `${digits.join('')}年${numbers[0]}月${numbers[1]}日`;
  });

function dayOf([year = '', month = '', date = '']: readonly string[]): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
