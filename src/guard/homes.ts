/** Where somebody lives, and numbers of passports: personal data that have no checksum. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';

/** Says that an address is where somebody lives. */
const HOME =
  /家住|住址|家庭(?:住)?地址|居住(?:地址?|于|在)|现住|户籍(?:地址?|所在地)?|户口(?:所在地|地址)|家在|住在|(?:他|她|本人|其)家|家里|家中|寄(?:到|往|至)?[\p{Script=Han}]{1,6}家|身份证地址|常住地|暂住地/u;
/** How a flat or a house is numbered. */
const HOUSE =
  /[\p{Script=Han}\d\s-]{0,30}?\d{1,5}\s*(?:号|弄|幢|栋|座|组|单元|室|户)(?![\p{Script=Han}]{0,2}(?:机|柜|楼宇|工单|线|令|文))[\p{Script=Han}\d\s（）()-]{0,24}/u;
/** A flat: building, and a staircase or a room; of places where people live it needs no further word. */
const FLAT =
  /[\p{Script=Han}]{2,12}(?:小区|新村|花园|公寓|家园|家属院|宿舍|苑|里|村|坊|庭|府|城|湾|园)\s?(?:[\p{Script=Han}\d]{1,3}\s?[区期]\s?)?\d{1,4}\s?(?:号楼|幢|栋|座|号)\s?(?:\d{1,2}\s?(?:单元|门|梯)\s?)?\d{1,2}-?\d{2,4}(?:\s?[室户])?(?!\d|\s?(?:端口|柜|U))/gu;
/** Of an office or of equipment. */
const WORK = /机房|机柜|办公|弱电|配电|会议室|数据中心|公司|单位|门诊|病区|值班室|服务器|交换机|摄像/;
const REACH = 40;

const PASSPORT =
  /(?:护照|passport)(?:号码?|\s?no\.?)?\s*[:：为是]?\s*([A-Z]{1,2}\d{7,8})(?!\d)|(?:港澳|台胞|往来)[\p{Script=Han}]{0,8}(?:通行证|居住证|证)(?:号码?)?\s*[:：为是]?\s*([A-Z]\d{8,10})(?!\d)|军官证(?:号码?)?\s*[:：为是]?\s*([\p{Script=Han}]?字?第?\d{6,8})号?/giu;

/** Everything of that kind, in no order. */
export function findHomes(text: string): Found[] {
  return [...addressed(text), ...flats(text), ...passports(text)];
}

const HOME_ALL = new RegExp(HOME.source, 'gu');

const addressed = (text: string): Found[] =>
  matchesIn(text, HOME_ALL).flatMap((m): Found[] => {
    const from = m.index + m[0].length;
    const clause = text.slice(from, from + REACH).split(/[，。；;、\n]/, 1)[0] ?? '';
    const house = HOUSE.exec(clause);
    if (house === null || WORK.test(clause) || /\*{2,}|×|某|XX/i.test(clause)) return [];
    return [{ rule: 'home-address', value: house[0].trim(), at: from + house.index + house[0].search(/\S/) }];
  });

const flats = (text: string): Found[] =>
  matchesIn(text, FLAT).flatMap((m): Found[] => {
    const around = text.slice(Math.max(0, m.index - 10), m.index + m[0].length + 10);
    return WORK.test(around) ? [] : [{ rule: 'home-address', value: m[0], at: m.index }];
  });

const passports = (text: string): Found[] =>
  matchesIn(text, PASSPORT).map((m) => {
    const value = m[1] ?? m[2] ?? m[3] ?? '';
    return { rule: 'identity-number', what: '证件号码', value, at: m.index + m[0].lastIndexOf(value) };
  });
