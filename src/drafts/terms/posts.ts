/** Who has to be there, how many and when, as clauses say it: a head count with its days. What has a condition is left to a person. Pure. */
import type { Source } from './levels.ts';
import { clockOf, countOf, type DraftRow, freeId, N, sentencesOf, TIME } from './rows.ts';

const TOPICS = ['attendance', 'duty', 'staffing'];
const HERE = /驻[点场厂]|常驻|派驻|现场值[班守]/;
const PLACE = /在(?:采购人|甲方|客户)?((?!工作|服务|合同|期)[\u4e00-\u9fff]{2,8}?)(?:实行|进行|安排|设)/;
/** Times and cases of their own, other services of the same people, or what follows from a breach: no row of every day. */
const OTHERWISE =
  /扣|违约|更换|请假|替班|缺岗|期间|汛期|重大|节假日|学期|寒暑假|超过|增[加派至]|另|远程|热线|服务台|电话|监控|响应|受理|技术支持|巡检|备勤|待命|周六|共计?|总计|合计|分驻|分别|各(?!班)|提前|通知|其中|中至少|持|具有|证|经验|学历/;
const HEADS = new RegExp(`(${N})(?:名|人|位)(?![次员民])`, 'g');
const RANGE = new RegExp(`${TIME}(?:至|到|-|—|–|~)(次日)?${TIME}`, 'g');
const SHIFT = new RegExp(
  `([日夜白早中晚]班|[一二三]班):?（?${TIME}(?:至|到|-|—|–|~)(?:次日)?${TIME}）?[^，、\\d一二两三四五六七八九十]{0,6}(?:(${N})[名人位])?`,
  'g',
);
const NOUN = '(?:工程师|技术员|运维员|值[班守]员|人员|专员)';
const NAMES = [
  new RegExp(`${N}(?:名|位)?([\\u4e00-\\u9fff]{0,4}?${NOUN})`),
  new RegExp(`((?:驻[点场厂]|值[班守]|运维|现场|技术)+${NOUN})`),
];

interface Shift {
  name: string;
  from: string;
  to: string;
  headcount: number;
}

/** @returns a row for each post that is asked for in so many words; shifts of different strength are posts of their own */
export function postsIn(clauses: readonly Source[]): DraftRow[] {
  const taken = new Set<string>();
  return clauses
    .filter(({ topics }) => TOPICS.some((one) => topics.includes(one)))
    .flatMap((clause) => {
      const read = sentencesOf(clause.text).map((one) => postIn(one, clause.text));
      const rows = read.filter((one) => one.length > 0);
      // Two sentences about people of one clause qualify each other.
      return rows.length === 1 ? (rows[0] ?? []).map((data) => rowOf(data, clause, taken)) : [];
    });
}

type Post = Record<string, unknown> & { id: string };

function rowOf({ id: wanted, ...data }: Post, { id: clause, paper }: Source, taken: Set<string>): DraftRow {
  const id = freeId(wanted, taken);
  return { id, data: { id, ...data, clauses: [clause] }, paper, missing: [] };
}

function postIn(sentence: string, text: string): Post[] {
  const place = HERE.test(sentence) ? undefined : PLACE.exec(sentence)?.[1];
  const isHere = HERE.test(sentence) || (place !== undefined && /值[班守]/.test(sentence));
  if (!isHere || OTHERWISE.test(sentence)) return [];
  const days = daysIn(sentence) ?? daysBeside(text);
  const heads = [...sentence.matchAll(HEADS)].map(([, n]) => countOf(n));
  if (days === undefined || heads.length === 0 || heads.includes(0)) return [];
  const name = NAMES.map((one) => one.exec(sentence)?.[1]).find((one) => one !== undefined) ?? '值守人员';
  const base = { post: 'resident', ...(place === undefined ? {} : { place }) };
  const shifts = shiftsIn(sentence, heads);
  if (shifts === undefined) return [];
  if (shifts.length === 0) return onePost({ name, base, heads, days }, sentence);
  return strengths(shifts).map((same) => ({
    id: 'crew',
    name: same.length === shifts.length ? name : `${name}（${same.map((one) => one.name).join('、')}）`,
    ...{ ...base, headcount: same[0]?.headcount, days },
    shifts: same.map(({ name: own, from, to }) => ({ name: own, from, to })),
  }));
}

function onePost(
  { name, base, heads, days }: { name: string; base: object; heads: readonly number[]; days: string },
  sentence: string,
): Post[] {
  const ranges = [...sentence.matchAll(RANGE)];
  if (heads.length > 1 || ranges.length > 1) return [];
  const [, from, , to] = ranges[0] ?? [];
  const hours = from === undefined || to === undefined ? {} : { hours: { from: clockOf(from), to: clockOf(to) } };
  const written = /7[×xX*]24|5[×xX*]8/.exec(sentence)?.[0].replace(/[xX*]/, '×');
  const text = ranges.length > 0 || written === undefined ? {} : { hoursText: written };
  return [{ id: 'resident', name, ...base, headcount: heads[0], days, ...hours, ...text }];
}

/** @returns undefined where shifts are spoken of whose times or strengths are not all said */
function shiftsIn(sentence: string, heads: readonly number[]): Shift[] | undefined {
  const found = [...sentence.matchAll(SHIFT)];
  const named = sentence.match(/[日夜白早中晚]班(?![次长])/g) ?? [];
  if (found.length === 0) return named.length > 0 || /[两二三四]班/.test(sentence) ? undefined : [];
  const own = found.filter(({ 4: n }) => n !== undefined).length;
  const isEach = own === 0 && heads.length === 1 && /[每各]班/.test(sentence);
  if (named.length !== found.length || !(isEach || (own === found.length && heads.length === own))) return undefined;
  return found.map(([, name = '', from = '', to = '', n]) => ({
    ...{ name, from: clockOf(from), to: clockOf(to), headcount: isEach ? (heads[0] ?? 0) : countOf(n) },
  }));
}

/** Shifts of one strength together, in their order. */
const strengths = (shifts: readonly Shift[]): Shift[][] =>
  [...new Set(shifts.map((one) => one.headcount))].map((n) => shifts.filter((one) => one.headcount === n));

/** 每日 only of who is there; five 工作日 are a length of time. */
function daysIn(text: string): string | undefined {
  const all = /7[×xX*]24|全天候|全年|昼夜|每[日天](?:均?(?:安排|派驻?|至少|不少于|有|驻|在岗|值)|[\d一二两三])/.test(
    text,
  );
  const worked = /5[×xX*]8|(?<![\d一二三四五六七八九十]个?)(?<!个)工作日/.test(text);
  const weekdays = /周一至周五/.test(text);
  if ([all, worked, weekdays].filter(Boolean).length !== 1) return undefined;
  if (all) return 'all';
  return worked ? 'working-days' : 'weekdays';
}

/** The days that another sentence of the clause says of being there. */
const daysBeside = (text: string): string | undefined =>
  daysIn(
    sentencesOf(text)
      .filter((one) => /驻|在岗|到岗|上下?班|工作时间/.test(one) && !OTHERWISE.test(one))
      .join('。'),
  );
