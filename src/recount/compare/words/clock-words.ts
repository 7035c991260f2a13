/** 判定 of the clocks of incidents: one by one in the report of a period, and with every other reading in that of an incident. */
import { balanceOf } from '../../balance.ts';
import { type Data, seconds, upTo } from '../../data.ts';
import { type Judged, judge } from '../../incidents.ts';
import { openBefore } from '../../levels/options.ts';
import { submissionsOf } from '../../period-incidents.ts';
import { counts, ownUnit } from '../../units.ts';
import type { World } from '../../world.ts';
import { type DeviceClock, deviceClocks } from '../clauses/device-clocks.ts';
import { incidentOf } from '../figures.ts';
import { once } from '../once.ts';
import { agreedOn } from '../options.ts';
import { type PrintedRow, type PrintedTable, tablesWith, type WrongWord } from './printed.ts';
import { CLOCKS, says, wordOf } from './vocabulary.ts';

/** What each is called at the head of a column and in a row. */
const LABELS: Readonly<Record<string, string>> = {
  ...{ 响应: 'response', 远程启动: 'remote-start', 到场: 'arrival', 诊断启动: 'diagnosis', 恢复: 'restoration' },
  分析处理记录: 'record',
  进展通报: 'notice',
};

const ELSEWHERE = '不在本期判定';

export function* clockWords(world: World, document: Data): Generator<WrongWord> {
  if (counts(world, 'incidents')) {
    for (const table of tablesWith(document, 'id', 'title', 'level')) yield* eachClock(world, table);
    for (const table of tablesWith(document, 'id', 'clock', 'state')) yield* missedClocks(world, table);
  }
  for (const table of tablesWith(document, 'item', 'used', 'limit', 'state')) {
    yield* againstLimit(table);
    yield* ownUnit(world) === 'device-repair' ? deviceRows(world, table) : ownClocks(world, table);
  }
  for (const table of tablesWith(document, 'clauses', 'option')) yield* optionsOf(world, table);
}

const judgedOnce = once(
  (world) => new Map<string, Judged>(balanceOf(world).incidents.map((one) => [one.record.id, one])),
);

const wrong = (id: string, printed: string, ...counted: string[]): WrongWord[] =>
  counted.includes(printed) ? [] : [{ id: `word.clocks.${id}`, printed, counted: counted.join('或') }];

/** 逐项达成. */
function* eachClock(world: World, { labels, rows }: PrintedTable): Generator<WrongWord> {
  const columns = [...labels].flatMap(([key, label]) => (LABELS[label] === key ? [key] : []));
  if (columns.length === 0) return;
  for (const row of rows) {
    const judged = judgedOnce(world).get(row.text('id'));
    for (const key of columns) {
      const words = judged === undefined || !row.has(key) ? [] : wordsHere(world, judged, key);
      if (words.length > 0) yield* wrong(`${row.text('id')}.${key}`, row.text(key), ...words);
    }
  }
}

/** What belongs to another document is not judged here; of what may yet apply both may be said. */
function wordsHere(world: World, { record, clocks, closed }: Judged, key: string): string[] {
  const clock = clocks[key];
  if (clock === undefined) return [];
  const { state, decides } = clock;
  const word = wordOf(CLOCKS, state);
  const said = decides === false && state !== 'not-applicable' ? `（${word}）` : word;
  const told = state === 'running' || state === 'to-be-agreed' || balanceOf(world).counts(`${record.id} ${key}`);
  const mayApply = (state === 'not-applicable' || state === 'undecided') && closed === null;
  return [...(told || mayApply ? [said] : []), ...(told ? [] : [ELSEWHERE])];
}

/** 例外及原因. */
function* missedClocks(world: World, { rows }: PrintedTable): Generator<WrongWord> {
  for (const row of rows) {
    const key = LABELS[row.text('clock')];
    const clock = key === undefined ? undefined : judgedOnce(world).get(row.text('id'))?.clocks[key];
    if (clock !== undefined) yield* wrong(`${row.text('id')}.${key}`, row.text('state'), wordOf(CLOCKS, clock.state));
  }
}

/** What took longer than a length of time is never called 达标, and what did not is never 未达标, by whatever reading. */
function* againstLimit({ rows }: PrintedTable): Generator<WrongWord> {
  for (const row of rows) {
    const [used, limit, state] = [row.value('used'), minutesIn(row.text('limit')), row.text('state')];
    // What has its time is registered, whatever it came to.
    if (typeof row.value('end') === 'string')
      yield* wrong(`end.${row.text('item')}`, state === wordOf(CLOCKS, 'unrecorded') ? state : '', '');
    if (typeof used !== 'number' || limit === undefined) continue;
    const isOver = used > limit;
    const decided = ['met', 'missed', 'running', 'overrun'].find((code) => says(CLOCKS, code, state));
    if (decided === undefined) continue;
    const isEnded = decided === 'met' || decided === 'missed';
    const code = isEnded ? (isOver ? 'missed' : 'met') : isOver ? 'overrun' : 'running';
    yield* wrong(`limit.${row.text('item')}`, state, wordOf(CLOCKS, code));
  }
}

/** `1 小时`; undefined of what is no plain length of time. */
function minutesIn(text: string): number | undefined {
  const [, hours, minutes] = /^(?:(\d+) 小时)?\s*(?:(\d+) 分钟)?$/.exec(text) ?? [];
  return hours === undefined && minutes === undefined ? undefined : Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

const DEVICE: readonly (readonly [label: string, DeviceClock['id']])[] = [
  ['响应', 'response'],
  ['到场', 'arrival'],
  ['原因及方案', 'solution'],
  ['书面报告先于', 'before-decision'],
  ['书面报告', 'written-report'],
];

/** 响应与时限 of the repair of a device: each time that the contract or both sides set, and no other. */
function* deviceRows(world: World, { rows }: PrintedTable): Generator<WrongWord> {
  const { event, period, obligation, revision } = world.manifest;
  const record = world.records('device-repair').find(({ id }) => id === event);
  if (record === undefined) return;
  const own = world.obligations.find(({ id }) => id === obligation);
  const hours = (suffix: string): number | undefined =>
    own?.parts?.find((part: Data) => part.suffix === suffix)?.due?.hours;
  const isReport = period.endsWith('-z') && revision === 1;
  const clocks = deviceClocks(world, record, {
    ...{ report: isReport ? world.asOf : undefined, solutionHours: hours('y'), reportHours: hours('z') },
  });
  const printed = new Map(
    rows.map((row): [string, string] => {
      const found = DEVICE.find(([label]) => row.text('item').startsWith(label));
      return [found?.[1] ?? row.text('item'), row.text('state')];
    }),
  );
  const counted = new Map<string, string>(clocks.map(({ id, state }) => [id, wordOf(CLOCKS, state)]));
  for (const id of new Set([...printed.keys(), ...counted.keys()]))
    if (printed.get(id) !== counted.get(id))
      yield { id: `word.device.${id}`, printed: printed.get(id) ?? '未列出', counted: counted.get(id) ?? '不应列出' };
}

const OTHER = '　另列：';

/** 响应与恢复达成表: each clock, and below it as many other readings as there are. */
function* ownClocks(world: World, { rows }: PrintedTable): Generator<WrongWord> {
  const judged = incidentOf(world);
  if (judged === undefined) return;
  const others = othersOf(rows);
  for (const row of rows) {
    const key = clockOf(row);
    const clock = key === undefined ? undefined : judged.clocks[key];
    if (key === undefined || clock === undefined) continue;
    yield* wrong(`own.${key}`, row.text('state'), wordOf(CLOCKS, clock.state));
    const owed = othersOwed(world, judged, key);
    const listed = (others.get(key) ?? []).filter((one) => owed?.isOf(one) === true);
    if (owed !== undefined && listed.length !== owed.count)
      yield { id: `word.clocks.own.${key}.others`, printed: String(listed.length), counted: String(owed.count) };
  }
}

/** The clock that a row is about: its name, with or without a note behind it. */
const clockOf = (row: PrintedRow): string | undefined => LABELS[row.text('item').split(/[（，；]/)[0] ?? ''];

function othersOf(rows: readonly PrintedRow[]): Map<string, PrintedRow[]> {
  const found = new Map<string, PrintedRow[]>();
  let key = '';
  for (const row of rows) {
    key = clockOf(row) ?? key;
    if (row.text('item').startsWith(OTHER)) found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

/**
 * Whether another reading is one of another limit: behind it stand the clauses that set it, by their number on paper, or by that under
 * which several stand: `30 分钟（五（一）1（2），重大故障）`.
 */
export function namesClause(text: string, clauses: readonly Data[]): boolean {
  const numbers = clauses.flatMap(({ id, paper }) => [String(id), String(paper)]);
  return [...text.matchAll(/（/g)].some(({ index }) => {
    const [first = ''] = text.slice(index + 1).split(/[、，]/);
    const whole = first.replace(/）$/, '');
    return whole !== '' && numbers.some((one) => one === first || one === whole || isUnder(one, whole));
  });
}

/** `五（三）1` under `五（三）`; 第十条 is under no 第十. */
const isUnder = (number: string, above: string): boolean =>
  number.startsWith(above) && (/[）)条款章节项]$/.test(above) || /^[.．]/.test(number.slice(above.length)));

interface OthersOwed {
  isOf(row: PrintedRow): boolean;
  count: number;
}

/** Other readings that stand below a clock whatever its start is taken for: other limits, the time that the supplier named, open questions. */
function othersOwed(world: World, judged: Judged, key: string): OthersOwed | undefined {
  const read = judged.others.readings[key] ?? [];
  const isRead = (row: PrintedRow): boolean => read.includes(row.text('item').slice(OTHER.length));
  if (key === 'response')
    return {
      isOf: (row) => isRead(row) || namesClause(row.text('item'), world.contract.clauses),
      count: Object.keys(judged.others.response).length + read.length,
    };
  if (key !== 'restoration' || judged.requirement) return { isOf: isRead, count: read.length };
  const { restoredAt, confirmedRestoredAt } = judged.record;
  const known = (one: string | undefined): boolean => upTo(one, world.asOf);
  const named =
    known(confirmedRestoredAt) && known(restoredAt) && seconds(restoredAt, confirmedRestoredAt) !== 0 ? 1 : 0;
  const isNamed = (row: PrintedRow): boolean => row.text('item').endsWith('恢复时间计') || isRead(row);
  return { isOf: isNamed, count: named + read.length };
}

/** Kinds of questions whose options judge an incident. */
const JUDGING = ['response-limit', 'class', 'clock-start', 'arrival', 'pauses', 'working-time'];
const VARIED = ['response', 'arrival', 'diagnosis', 'restoration'];

/** 未确认口径的各选项结果: a row an option of each question that is open, judged as if both sides had agreed on it. */
function* optionsOf(world: World, { rows }: PrintedTable): Generator<WrongWord> {
  const record = incidentOf(world)?.record;
  if (record === undefined) return;
  const day = world.clock.day(record.at);
  const open = openBefore(world.interpretations, day).filter(
    (one) => JUDGING.includes(one.binds) && !(one.confirmed === true && one.chosen != null),
  );
  const options = open.flatMap((question) => question.options.map((option: Data) => ({ question, option })));
  if (options.length !== rows.length)
    yield { id: 'word.clocks.options', printed: String(rows.length), counted: String(options.length) };
  const issued =
    submissionsOf(world).get(record.id) ?? (ownUnit(world) === 'incident-analysis' ? world.cut : undefined);
  for (const [n, { question, option }] of options.entries()) {
    const row = rows[n];
    if (row === undefined) return;
    const { clocks } = judge(agreedOn(world, question.id, option.id), record, issued);
    for (const key of VARIED.filter((one) => row.has(one))) {
      const clock = clocks[key];
      if (clock !== undefined) yield* wrong(`options.${option.id}.${key}`, row.text(key), wordOf(CLOCKS, clock.state));
    }
  }
}
