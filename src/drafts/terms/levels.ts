/** Fault levels and their limits, as clauses and tables of a paper say them. What says more than a level and a length of time is left out. Pure. */
import type { LimitClock as AnyClock } from '../../contract/terms/levels.ts';
import { numberOf } from '../marker.ts';

/** The clocks of which papers speak by these words. */
type LimitClock = Extract<AnyClock, 'response' | 'arrival' | 'restoration'>;

/** A clause from which terms may be drafted. */
export interface Source {
  id: string;
  paper: string;
  text: string;
  /** The topics that are proposed as sure. */
  topics: readonly string[];
}

export interface DraftLimit {
  clock: LimitClock;
  clause: string;
  amount: { minutes: number } | { workingDays: number };
  /** The words of the paper. */
  text: string;
}

export interface DraftLevel {
  id: string;
  name: string;
  scope?: string;
  /** The clauses, as the paper numbers them, from which it was taken. */
  papers: string[];
  limits: DraftLimit[];
  /** Words about its clocks that no row holds, with their clause's number: a person writes them. */
  unread: string[];
}

/** What a sentence or a row of a table says of one level; without an amount it says something that no row holds. */
interface Row {
  name: string;
  clock: LimitClock;
  amount?: DraftLimit['amount'];
  text: string;
}

const N = '\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]+';
const AMOUNT = `(${N})个?(分钟|小时|工作日|日|天)(?!前|后(?:的|，))`;
const VERBS: readonly [clock: LimitClock, word: string][] = [
  ['response', '响应|应答'],
  ['arrival', '到场|到达|抵达|赶到|到站'],
  ['restoration', '恢复|修复|排除|解决'],
];
const VERB = VERBS.map(([, word]) => word).join('|');
/** How papers call levels. */
export const LEVEL =
  '[一二三四五]级(?:故障|事件|响应)?|[一二三四五]类(?:故障|事件)?|[A-EＡ-Ｅ]级(?:故障|事件)?|P[0-9]|[ⅠⅡⅢⅣ]级(?:故障|事件)?|(?:特别|特)?(?:紧急|严重|重大|较大|一般|普通|轻微|特大|重要)(?:故障|事件)|[红橙黄蓝]色(?:故障|事件|告警)?';
const TOPICS = ['response', 'arrival', 'restoration'];

const clockOf = (word: string): LimitClock | undefined => VERBS.find(([, words]) => new RegExp(words).test(word))?.[0];

/** @returns the levels in the order in which the paper names them first; only those that bear a limit */
export function levelsIn(clauses: readonly Source[]): DraftLevel[] {
  const found = new Map<string, DraftLevel>();
  const levelOf = (name: string): DraftLevel => {
    const known = [...found.values()].find((one) => isSame(one.name, name));
    const level = known ?? { id: '', name, papers: [], limits: [], unread: [] };
    if (known === undefined) found.set(name, level);
    return level;
  };
  for (const clause of clauses) {
    if (!clause.topics.some((topic) => TOPICS.includes(topic))) continue;
    const rows = clause.text.includes('\t')
      ? tableLimits(clause)
      : clause.text.split(/[。；;\n]/).flatMap(sentenceLimits);
    for (const { name, clock, amount, text } of rows) {
      const level = levelOf(name);
      // A second limit of one clock holds under some condition that a row does not know.
      if (amount === undefined || level.limits.some((one) => one.clock === clock))
        level.unread.push(`${clause.paper}“${text}”`);
      else {
        level.limits.push({ clock, amount, text, clause: clause.id });
        if (!level.papers.includes(clause.paper)) level.papers.push(clause.paper);
      }
    }
  }
  const levels = [...found.values()].filter(({ limits }) => limits.length > 0);
  levels.forEach((level, n) => {
    const code = /^[A-Z][0-9]?(?=级|$)/.exec(level.name.normalize('NFKC'))?.[0];
    level.id = code !== undefined && /\d/.test(code) ? code : `level-${n + 1}`;
    const scope = scopeOf(level.name, clauses);
    if (scope !== undefined) level.scope = scope;
  });
  return levels;
}

/** 一级 is 一级故障. */
const isSame = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (name: string): string => name.normalize('NFKC').replace(/(?:故障|事件|告警|响应)$/, '');

/** What counts from another moment than the report: 到站后15分钟内恢复. */
const LATER = new RegExp(`(?:${VERB}|更换|批准|确认|定位)[^，,]{0,4}后$`);

/** An amount whose word is still to come. */
interface Open {
  name: string;
  amount: DraftLimit['amount'];
  from: number;
  text: string;
}

const TOKENS = new RegExp(`(${LEVEL})|${AMOUNT}|(${VERB})(?!后|的|前|时[起间限]|之日)`, 'g');

/** Of one sentence: `一级故障：3分钟内应答，15分钟内到达`; `一类故障10分钟、二类20分钟内到达`. */
function sentenceLimits(sentence: string): Row[] {
  const own = /^[ \u3000]*([^：:，,。\d（(]{2,10})(?:[（(][^）)]*[）)])?[：:]/.exec(sentence)?.[1]?.trim();
  const rows: Row[] = [];
  let name = own ?? '';
  let open: Open[] = [];
  for (const { 0: whole, 1: level, 2: count = '', 3: unit = '', 4: verb, index } of sentence.matchAll(TOKENS)) {
    if (level !== undefined) name = level;
    else if (verb === undefined) {
      const amount = amountOf(count, unit);
      const ahead = aheadOf(sentence.slice(0, index));
      if (amount === undefined) continue;
      if (ahead === undefined) open.push({ name, amount, from: index, text: whole });
      else rows.push({ name, clock: ahead.clock, amount, text: `${ahead.text}${whole}` });
    } else {
      const end = index + verb.length;
      // 当班应答: something is owed, and no length of time says what.
      const bare = own === undefined || open.length > 0 ? [] : [{ name, text: pieceAt(sentence, end) }];
      rows.push(...endedBy(verb, sentence.slice(0, end), open), ...bare.flatMap((one) => unreadOf(one, verb)));
      open = [];
    }
  }
  return rows.filter((one) => one.name !== '' && !/^(?:[甲乙]方|采购|供应|上述|其他要求)/.test(one.name));
}

/** 响应时间不超过5分钟: the word stands in front of the amount. */
function aheadOf(before: string): { clock: LimitClock; text: string } | undefined {
  const [text = '', word = ''] = new RegExp(`(${VERB})(?:时[间限])?(?:为|不超过|不得超过|≤|：|:)$`).exec(before) ?? [];
  const clock = clockOf(word);
  return clock === undefined ? undefined : { clock, text };
}

/** The amounts that a word ends; of several none holds it in its own words. What counts from another moment has no amount. */
const endedBy = (verb: string, upTo: string, open: readonly Open[]): Row[] =>
  open.flatMap(({ name, amount, from, text }) => {
    const clock = clockOf(verb);
    if (clock === undefined) return [];
    const isLater = LATER.test(upTo.slice(0, from));
    return [{ name, clock, text: open.length === 1 ? upTo.slice(from) : text, ...(isLater ? {} : { amount }) }];
  });

/** The words between the last stop and a place. */
const pieceAt = (sentence: string, end: number): string =>
  sentence
    .slice(0, end)
    .split(/[，,：:、]/)
    .at(-1)
    ?.trim() ?? '';

function unreadOf(one: { name: string; text: string }, verb: string): Row[] {
  const clock = clockOf(verb);
  return clock === undefined || one.text === verb ? [] : [{ ...one, clock }];
}

/** Of a table whose head names the clocks, or whose clause does where there is one column of amounts. */
function tableLimits({ text }: Pick<Source, 'text'>): Row[] {
  const lines = text.split('\n');
  const [title = ''] = lines;
  const table = lines.filter((line) => line.includes('\t')).map((line) => line.split('\t').map((cell) => cell.trim()));
  const [head = [], ...body] = table;
  const columns = head.map((cell) => clockOf(cell));
  const only = clockOf(title);
  const isOne = head.length === 2 && columns.every((one) => one === undefined) && only !== undefined;
  const clocks = isOne ? [undefined, only] : columns;
  const level = Math.max(
    head.findIndex((cell) => /级|类|故障|情形/.test(cell)),
    0,
  );
  return body.flatMap((cells) =>
    clocks.flatMap((clock, n): Row[] => {
      const text = cells[n] ?? '';
      const [, count = '', unit = ''] = new RegExp(`^≤?${AMOUNT}(?:内|以内|之内)?$`).exec(text) ?? [];
      const amount = amountOf(count, unit);
      const name = cells[level] ?? '';
      if (clock === undefined || name === '' || n === level || /^[-—/无]?$/.test(text)) return [];
      return [{ name, clock, text, ...(amount === undefined ? {} : { amount }) }];
    }),
  );
}

/** The clocks that the head of a table of limits names: proposed as topics of its clause. */
export const clocksInTable = (text: string): LimitClock[] =>
  text.includes('\t')
    ? [...new Set(tableLimits({ text }).flatMap(({ clock, amount }) => (amount === undefined ? [] : [clock])))]
    : [];

function amountOf(count: string, unit: string): DraftLimit['amount'] | undefined {
  const n = /^[\d.]+$/.test(count) ? Number(count) : numberOf(count.replace('两', '二'));
  if (n === undefined) return undefined;
  if (unit === '工作日') return Number.isInteger(n) ? { workingDays: n } : undefined;
  const minutes = n * ({ 分钟: 1, 小时: 60, 日: 1440, 天: 1440 }[unit] ?? Number.NaN);
  return Number.isInteger(minutes) ? { minutes } : undefined;
}

/** What the paper says of whom or what the level is: `一级故障：两台以上设备停用`, `P1（业务中断）：…`, a row of a table. */
function scopeOf(name: string, clauses: readonly Source[]): string | undefined {
  const isOwn = (one: string): boolean => isSame(one.trim(), name);
  for (const { text } of clauses) {
    for (const line of text.split('\n')) {
      const [first = '', second = ''] = line.split('\t');
      if (isOwn(first) && second.length >= 4 && !new RegExp(AMOUNT).test(second)) return second.trim();
      const [, own = '', inside = '', after = ''] =
        /^([^：:（(]{2,10})(?:[（(]([^）)]+)[）)])?[：:](.*)$/.exec(line) ?? [];
      if (!isOwn(own)) continue;
      if (inside !== '') return inside;
      if (after !== '' && !new RegExp(`${AMOUNT}|扣`).test(after)) return after.replace(/[。；;]$/, '').trim();
    }
  }
  return undefined;
}
