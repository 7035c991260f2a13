/** 判定 of checks, of a day and of the newest of a period, and what became of each shift. */

import { ofDays } from '../../belongs.ts';
import { type Data, ms } from '../../data.ts';
import type { CheckRow } from '../../inspection.ts';
import { ownUnit } from '../../units.ts';
import { serviceRecords, type World } from '../../world.ts';
import { checksOf } from '../figures.ts';
import { checksByDay } from '../months.ts';
import { type PrintedRow, tablesWith, type WrongWord } from './printed.ts';
import { OUTCOMES, wordOf } from './vocabulary.ts';

const UNCHECKED = '未检查';
const DUTIES: Readonly<Record<string, string>> = {
  ...{
    planned: '已排班',
    present: '在岗',
    late: '迟到',
    'left-early': '早退',
    leave: '请假（已顶岗）',
    absent: '缺勤',
  },
};

export function* dayWords(world: World, document: Data): Generator<WrongWord> {
  if (ownUnit(world) === 'inspection-log')
    for (const { rows } of tablesWith(document, 'no', 'asset', 'check', 'standard', 'outcome').filter(
      ({ section }) => section === 'details',
    ))
      yield* everyCheck(world, rows);
  for (const { rows } of tablesWith(document, 'asset', 'check', 'days', 'now'))
    yield* namedChecks(world, newestChecks(world), rows, 'now');
  for (const { rows, section } of tablesWith(document, 'asset', 'check', 'outcome', 'action'))
    if (section === 'follow-up' || section === 'progress') yield* namedChecks(world, checksOf(world), rows, 'outcome');
  for (const { rows } of tablesWith(document, 'person', 'plannedFrom', 'state')) yield* shifts(world, rows);
}

const countOf = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)]
    .map(([word, own]) => `${word} ${own.length}`)
    .sort()
    .join('、');

/** Each check by its name has every outcome as often as it was counted. */
function* everyCheck(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  const counted = Map.groupBy(checksOf(world) ?? [], ({ check }) => check.label as string);
  const labels = [...counted.keys()].sort((a, b) => b.length - a.length);
  // Where a machine has several of a thing, which one stands behind the name.
  const labelOf = (name: string): string => labels.find((one) => name === one || name.startsWith(`${one} `)) ?? name;
  for (const [name, own] of Map.groupBy(rows, (row) => labelOf(row.text('check')))) {
    const was = countOf(own.map((row) => row.text('outcome')));
    const is = countOf((counted.get(name) ?? []).map(({ outcome }) => wordOf(OUTCOMES, outcome)));
    if (was !== is) yield { id: `word.checks.${name}`, printed: was, counted: is };
  }
}

/** Those of the last day that was inspected. */
function newestChecks(world: World): readonly CheckRow[] | null {
  const days = ofDays(world, 'inspection').map(({ date }) => date as string);
  const day = days.sort().at(-1);
  return day === undefined ? null : checksByDay(world)(day);
}

/** How one check of one thing stands: where several things are joined, as one of them does. */
function* namedChecks(
  world: World,
  all: readonly CheckRow[] | null,
  rows: readonly PrintedRow[],
  column: string,
): Generator<WrongWord> {
  if (all === null) return;
  const names = new Map<string, string>(world.assets.map(({ id, name }) => [id, name]));
  for (const row of rows) {
    const [asset, check] = [row.text('asset'), row.text('check')];
    const named = all.filter((one) => check === one.check.label || check.startsWith(`${one.check.label} `));
    const isOwn = (one: CheckRow): boolean => asset.startsWith(names.get(one.target) ?? '?');
    const own = named.some(isOwn) ? named.filter(isOwn) : named;
    const words = own.length === 0 ? [UNCHECKED] : own.map(({ outcome }) => wordOf(OUTCOMES, outcome));
    if (!words.includes(row.text(column)))
      yield {
        id: `word.checks.${column}.${check}`,
        printed: row.text(column),
        counted: [...new Set(words)].join('或'),
      };
  }
}

/** 情况 of each shift, by who was to be there and since when. */
function* shifts(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  const all = serviceRecords(world, 'duty');
  for (const row of rows) {
    const from = row.value('plannedFrom');
    if (typeof from !== 'string') continue;
    const own = all.filter((one) => one.person === row.text('person') && ms(one.plannedFrom) === ms(from));
    const words = own.map(({ state }) => DUTIES[state] ?? String(state));
    if (words.length > 0 && !words.includes(row.text('state')))
      yield { id: `word.duties.${from}`, printed: row.text('state'), counted: words.join('或') };
  }
}
