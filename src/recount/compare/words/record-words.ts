/** States that follow from one record: what was entered, how near it is to running out, whether its deadline was kept. */
import { ofPeriod, upToPeriod } from '../../belongs.ts';
import { type Data, daysFrom, ms, plusDays, plusMonths } from '../../data.ts';
import { ownUnit } from '../../units.ts';
import { serviceRecords, type World } from '../../world.ts';
import { renewalState } from '../clauses/renewals.ts';
import { once } from '../once.ts';
import { type PrintedRow, type PrintedTable, tablesWith, type WrongWord } from './printed.ts';
import { FIELDS, MEASURES, RENEWALS, type Words, wordOf } from './vocabulary.ts';

export function* recordWords(world: World, document: Data): Generator<WrongWord> {
  yield* enteredWords(world, document);
  for (const { rows } of tablesWith(document, 'item', 'expires', 'left', 'state')) {
    for (const row of rows) yield* renewalWord(world, row);
    yield* renewalsListed(world, rows);
  }
  for (const { rows } of tablesWith(document, 'item', 'expiresOn', 'status')) yield* namedRenewals(world, rows);
  for (const { rows } of tablesWith(document, 'measure', 'due', 'state'))
    for (const row of rows) yield* measureWord(world, row);
  for (const table of tablesWith(document, 'id', 'severity', 'decision', 'incident')) yield* openAlerts(world, table);
  if (ownUnit(world) === 'operation-log-analysis')
    for (const { rows } of tablesWith(document, 'at', 'type', 'detail', 'judged')) yield* anomalyWords(world, rows);
  for (const { rows } of tablesWith(document, 'system', 'earliest', 'months', 'state'))
    for (const row of rows) yield* retentionWord(world, row);
}

/** Those that still wait and those that became faults, each once. */
function* openAlerts(world: World, { rows, title }: PrintedTable): Generator<WrongWord> {
  if (!title.startsWith('待处置')) return;
  const owed = ofPeriod(world, 'alert-proposal').filter((one) => ['pending', 'incident'].includes(one.decision));
  yield* differs('alerts.open', String(rows.length), String(owed.length));
}

function* differs(id: string, printed: string, ...counted: readonly string[]): Generator<WrongWord> {
  if (!counted.includes(printed)) yield { id: `word.${id}`, printed, counted: counted.join('或') };
}

/** Without what is said behind a value of how it came about: `已续期（值改过 2 次：…）`. */
const enteredIn = (text: string): string => text.replace(/（值改过.*$/s, '');

const fieldsOf = Map.groupBy(Object.keys(FIELDS), (path) => path.split('.')[0] as string);

const recordsOnce = once((world) => {
  const all = [...fieldsOf.keys()].flatMap((kind) => serviceRecords(world, kind).map((record) => ({ kind, record })));
  return new Map<string, { kind: string; record: Data }>(all.map((one) => [one.record.id, one]));
});

/** What is printed as somebody entered it, in whatever table that names the record. */
function* enteredWords(world: World, document: Data): Generator<WrongWord> {
  for (const { rows, labels } of tablesWith(document, 'id'))
    for (const row of rows) {
      const { kind, record } = recordsOnce(world).get(row.text('id')) ?? {};
      for (const path of fieldsOf.get(kind ?? '') ?? []) {
        const field = path.slice(path.indexOf('.') + 1);
        const words = FIELDS[path];
        if (!labels.has(field) || !row.has(field) || words === undefined || record[field] === undefined) continue;
        yield* differs(`${kind}.${record.id}.${field}`, enteredIn(row.text(field)), wordOf(words, record[field]));
      }
    }
}

/** 状态 of what runs out in a register that names no record: one of that name stands so. */
function* namedRenewals(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  const words = FIELDS['renewal.status'] as Words;
  for (const row of rows) {
    const own = serviceRecords(world, 'renewal').filter(({ item }) => item === row.text('item'));
    if (own.length > 0)
      yield* differs(
        `renewals.${row.text('item')}.status`,
        enteredIn(row.text('status')),
        ...own.map(({ status }) => wordOf(words, status)),
      );
  }
}

/** 情况 of what runs out; the day of expiry itself is still in time. Several may bear one name: one of them has to stand so. */
function* renewalWord(world: World, row: PrintedRow): Generator<WrongWord> {
  const own = serviceRecords(world, 'renewal').filter(({ item }) => item === row.text('item'));
  if (own.length === 0) return;
  const states = own.map((one) => renewalState(world, one));
  const printed = Object.entries(RENEWALS).find(([, word]) => row.text('state').startsWith(String(word)));
  yield* differs(
    `renewals.${row.text('item')}`,
    printed === undefined ? row.text('state') : wordOf(RENEWALS, printed[0]),
    ...states.map((state) => wordOf(RENEWALS, state)),
  );
}

/** What has to be seen to stands in the list, and nothing that is neither near nor was seen to in the period. */
const NEAR_DAYS = 90;
function* renewalsListed(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  const listed = new Set(rows.map((row) => row.text('item')));
  const all = serviceRecords(world, 'renewal').map((one) => ({ one, state: renewalState(world, one) }));
  const owed = all.filter(({ state }) => state === 'expired' || state === 'due').map(({ one }) => one.item as string);
  for (const item of owed)
    if (!listed.has(item)) yield { id: `word.renewals.${item}.listed`, printed: '未列出', counted: '列出' };
  const last = plusDays(world.clock.day(world.asOf), NEAR_DAYS);
  for (const row of rows) {
    const isFar = String(row.value('expires') ?? '') > last && row.text('state') === wordOf(RENEWALS, 'upcoming');
    if (isFar && !owed.includes(row.text('item')))
      yield { id: `word.renewals.${row.text('item')}.listed`, printed: '列出', counted: '未列出' };
  }
}

/** 整改措施 of faults and 改进措施 of drills; the deadline's own day is still in time. */
function* measureWord(world: World, row: PrintedRow): Generator<WrongWord> {
  const today = world.clock.day(world.asOf);
  const faults = serviceRecords(world, 'incident').flatMap(({ measures = [] }) => measures as Data[]);
  const drills = serviceRecords(world, 'drill').flatMap(({ problems = [] }) =>
    (problems as Data[]).map((one) => ({ ...one, status: one.status === 'done' ? 'done' : 'unfinished' })),
  );
  const own = [...faults, ...drills].filter(({ measure }) => measure === row.text('measure'));
  if (own.length === 0) return;
  const words = own.map(({ status, dueOn, doneOn }): string => {
    if (status === 'done')
      return wordOf(MEASURES, doneOn !== undefined && dueOn !== undefined && doneOn > dueOn ? 'done-late' : 'done');
    if (dueOn === undefined || today <= dueOn) return wordOf(MEASURES, status);
    return `${wordOf(MEASURES, 'overdue')} ${daysFrom(dueOn, today) - 1} 天`;
  });
  const short = words.map((word) => word.replace(/ \d+ 天$/, ''));
  yield* differs(`measures.${row.text('measure')}`, row.text('state'), ...words, ...short);
}

const JUDGED: Readonly<Record<string, string>> = { normal: '核实为正常业务', abnormal: '确认异常', pending: '待核查' };

/** 核查结果: each as often as the logs of the period have it. */
function* anomalyWords(world: World, rows: readonly PrintedRow[]): Generator<WrongWord> {
  const all = ofPeriod(world, 'operation-log').flatMap(({ anomalies }) => anomalies as Data[]);
  for (const [code, word] of Object.entries(JUDGED)) {
    const printed = rows.filter((row) => row.text('judged') === word).length;
    yield* differs(
      `logs.anomalies.${code}`,
      String(printed),
      String(all.filter(({ judged }) => judged === code).length),
    );
  }
}

const NUMBERS = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Whether the oldest log that a system keeps is old enough, by the newest record that names it. */
function* retentionWord(world: World, row: PrintedRow): Generator<WrongWord> {
  const asset = world.assets.find(({ name }) => name === row.text('system'));
  const asked = (world.contract.requirements?.retention ?? []).find((one: Data) => one.of === 'logs')?.months;
  if (asset === undefined || asked === undefined) return;
  const own = upToPeriod(world, 'operation-log')
    .filter((one) => one.asset === asset.id)
    .toSorted((a, b) => ms(a.to) - ms(b.to));
  const last = own.at(-1);
  if (last === undefined) return;
  const { clock, contract } = world;
  const oldest = own.findLast(({ earliest }) => earliest !== undefined)?.earliest;
  const length = `${NUMBERS[asked] ?? ` ${asked} `}个月`;
  const needed = plusMonths(clock.day(last.to), -asked);
  const begun = contract.servicePeriod.from;
  const isYoung = begun > needed;
  const word =
    oldest === undefined
      ? '未登记'
      : clock.day(oldest) <= needed
        ? `不少于${length}`
        : isYoung && clock.day(oldest) <= begun
          ? `自服务期起留存，未满${length}`
          : `不足${length}`;
  yield* differs(`logs.retention.${asset.id}`, row.text('state'), word);
}
