/** What a pack gives to each request of an auditor's list, and why it does not give the rest. Pure. */
import { nearest } from '../../contract/nearest.ts';
import { type DateText, toDate } from '../../contract/time.ts';
import type { PackRequest } from '../format.ts';
import { readDays } from './asked-days.ts';
import { type AskableKind, type KindFinder, openKinds } from './asked-kinds.ts';
import type { Span } from './chosen.ts';
import type { RequestRow } from './request-list.ts';

/** An issued document, as far as a request can name it. */
export interface AskableDocument {
  number: string;
  obligation: string;
  from: DateText;
  to: DateText;
}

/** What is or was due. */
export interface AskableItem {
  obligation: string;
  /** As people read it. */
  period: string;
  from: DateText;
  to: DateText;
  isIssued: boolean;
  /** 未到期, 逾期未交, 已豁免 and the like. */
  state: string;
}

export interface AskableRecord {
  id: string;
  kind: string;
  path: string;
  day: DateText;
}

export interface Askable {
  kinds: readonly (AskableKind & {
    /** Kinds of records that its documents are made of. */ evidence: readonly string[];
  })[];
  recordKinds: readonly AskableKind[];
  documents: readonly AskableDocument[];
  items: readonly AskableItem[];
  records: readonly AskableRecord[];
  service: Span;
}

export interface Answers {
  requests: PackRequest[];
  /** Numbers of the documents that were found. */
  documents: ReadonlySet<string>;
  /** Paths of records in the workspace that were asked for as such. */
  records: ReadonlySet<string>;
}

/** @param within days of the pack, for rows that name none; without it the whole service */
export function answersTo(rows: readonly RequestRow[], askable: Askable, within?: Span): Answers {
  const answer = openAnswer(askable, within ?? askable.service);
  const sheets = new Set(rows.map(({ sheet }) => sheet));
  const documents = new Set<string>();
  const records = new Set<string>();
  const requests = rows.map((row): PackRequest => {
    const { found, told } = answer(row);
    for (const one of found.documents) documents.add(one);
    for (const one of found.records) records.add(one);
    const words = [row.name, row.period, row.note].filter(Boolean).join('　');
    const asked = sheets.size > 1 ? `${row.sheet}：${words}` : words;
    return { row: row.row, asked, found: [...found.documents, ...found.records], told };
  });
  return { requests, documents, records };
}

interface Answer {
  found: { documents: string[]; records: string[] };
  told: string;
}

const nothing = (told: string): Answer => ({ found: { documents: [], records: [] }, told });

/** Everything by which one row is answered. */
interface Desk {
  askable: Askable;
  within: Span;
  kinds: KindFinder;
  recordKinds: KindFinder;
  /** Of documents, and of records: their ids are of two lists. */
  nameOf: ReadonlyMap<string, string>;
  recordNameOf: ReadonlyMap<string, string>;
}

function openAnswer(askable: Askable, within: Span): (row: RequestRow) => Answer {
  const desk: Desk = {
    ...{ askable, within, kinds: openKinds(askable.kinds), recordKinds: openKinds(askable.recordKinds) },
    nameOf: new Map(askable.kinds.map(({ id, name }) => [id, name])),
    recordNameOf: new Map(askable.recordKinds.map(({ id, name }) => [id, name])),
  };
  return (row) => {
    if (row.unread)
      return nothing('单元格是公式而文件中没有它的结果，没有读出：在 Excel 或 WPS 中打开并保存，再制作一次');
    return byNumber(`${row.name} ${row.note}`, askable) ?? byName(row, desk);
  };
}

/** What a row asks for, by its name and its days. */
function byName(row: RequestRow, desk: Desk): Answer {
  const { askable, within } = desk;
  const { service } = askable;
  const own = readDays(row.period, service);
  const inName = readDays(row.name, service);
  const said = [own, inName, readDays(row.note, service)].find((one) => one.spans.length > 0);
  const spans = said?.spans ?? [within];
  const meant = kindsOf(inName.rest === '' ? row.name : inName.rest, desk);
  if (meant.ids.length + meant.recordIds.length === 0) return nothing(unknown(row.name, meant.near));
  if (spans.every((one) => one.to < service.from || one.from > service.to))
    return nothing(`没有：所要的期间在服务期（${spanText(service)}）以外`);
  // What is not understood is not narrowed by it.
  const isUnclear = row.period !== '' && own.spans.length === 0;
  const unclear = isUnclear ? `期间“${row.period}”没有读懂，按${spans.map(spanText).join('、')}提供；` : '';
  const { found, told } = given(meant, spans, desk);
  return { found, told: `${unclear}${told}` };
}

/** Kinds that a name means. */
interface Meant {
  /** Of documents. */
  ids: string[];
  /** Of records, where the name is that of none of the documents. */
  recordIds: string[];
  /** Names that are a little like it. */
  near: string[];
}

function kindsOf(name: string, { askable, kinds, recordKinds }: Desk): Meant {
  const madeOf = (id: string): string[] =>
    askable.kinds.filter(({ evidence }) => evidence.includes(id)).map((one) => one.id);
  // 故障记录 is what records are called, and all that is made of them is meant.
  const called = kinds.named(name) === undefined ? recordKinds.named(name) : undefined;
  const made = called === undefined ? [] : madeOf(called);
  const ids = made.length > 0 ? made : kinds.find(name);
  if (ids.length > 0) return { ids, recordIds: [], near: [] };
  const recordIds = recordKinds.find(name);
  return { ids: recordIds.flatMap(madeOf), recordIds, near: [...kinds.near(name), ...recordKinds.near(name)] };
}

function given({ ids, recordIds }: Meant, spans: readonly Span[], { askable, nameOf, recordNameOf }: Desk): Answer {
  const documents = askable.documents.filter((one) => ids.includes(one.obligation) && isOf(one, spans));
  const records = askable.records.filter(
    ({ kind, day }) => recordIds.includes(kind) && spans.some(({ from, to }) => day >= from && day <= to),
  );
  const items = askable.items.filter((one) => ids.includes(one.obligation) && !one.isIssued && isOf(one, spans));
  const found = { documents: documents.map(({ number }) => number), records: records.map(({ path }) => path) };
  const lacking = lackText(items, nameOf);
  if (documents.length + records.length === 0) {
    const none = [
      ...namedList(ids, nameOf, '在所要的期间没有签发，也没有应交'),
      ...namedList(recordIds, recordNameOf, '在所要的期间没有登记'),
    ];
    return { found, told: `没有：${lacking === '' ? none.join('；') : lacking}` };
  }
  const parts = [
    ...countText(documents, nameOf),
    ...recordIds.map((id) => `${recordNameOf.get(id)} ${records.filter(({ kind }) => kind === id).length} 条`),
  ];
  const several = ids.length > 1 ? '名称相近的有几种，均已提供：' : '提供 ';
  return { found, told: `${several}${parts.join('、')}${lacking === '' ? '' : `；另有${lacking}`}` };
}

/** One sentence for several; none for none. */
const namedList = (ids: readonly string[], nameOf: ReadonlyMap<string, string>, words: string): string[] =>
  ids.length === 0 ? [] : [`${ids.map((id) => nameOf.get(id)).join('、')}${words}`];

/**
 * A document of one of the stretches of days: it ends in it, or is of as many days and touches it. So the plan of a whole service is one of
 * each month, and what is of a month from the 25th on is not lost to either.
 */
const isOf = (one: Span, spans: readonly Span[]): boolean =>
  spans.some((span) => {
    const touches = one.from <= span.to && one.to >= span.from;
    return touches && (one.to <= span.to || daysIn(one) >= daysIn(span));
  });

const daysIn = ({ from, to }: Span): number => toDate(from).until(toDate(to)).days;

const NUMBERS = /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+/g;

/** undefined: the row names no number. */
function byNumber(text: string, { documents, records }: Askable): Answer | undefined {
  const numbers = text.match(NUMBERS) ?? [];
  if (numbers.length === 0) return undefined;
  const wanted = numbers.map((one) => one.toUpperCase());
  const found = documents.filter(({ number }) => {
    const own = number.toUpperCase();
    // Without its revision all of them are meant.
    return wanted.some((one) => own === one || own.replace(/-R\d+$/, '') === one);
  });
  const held = records.filter(({ id }) => wanted.includes(id));
  if (found.length + held.length > 0)
    return {
      found: { documents: found.map(({ number }) => number), records: held.map(({ path }) => path) },
      told: `按编号提供 ${found.length + held.length} 件`,
    };
  // A word with a hyphen that is like no number of ours is a name (CI-CD).
  const [asked = ''] = numbers;
  const close = nearest(asked, documents, ({ number }) => number, 2).map(({ number }) => number);
  if (close.length === 0 && !/\d{4}/.test(asked)) return undefined;
  return nothing(`归档中没有编号 ${asked}${close.length === 0 ? '' : `；相近的有 ${close.join('、')}`}`);
}

const unknown = (name: string, near: readonly string[]): string =>
  `没有：本合同的交付物和记录中没有与“${name}”相近的一种${near.length === 0 ? '' : `；略有相同字词的有 ${[...new Set(near)].slice(0, 3).join('、')}`}`;

function countText(documents: readonly AskableDocument[], nameOf: ReadonlyMap<string, string>): string[] {
  const counts = Map.groupBy(documents, ({ obligation }) => obligation);
  return [...counts].map(([id, own]) => `${nameOf.get(id) ?? id} ${own.length} 份`);
}

/** Periods that a message names of each state. */
const NAMED = 3;

/** What is not issued, by how it stands: `未到期 2 期（2026 年 12 月 …）`. */
function lackText(items: readonly AskableItem[], nameOf: ReadonlyMap<string, string>): string {
  const groups = Map.groupBy(items, ({ obligation, state }) => `${nameOf.get(obligation) ?? obligation}${state}`);
  return [...groups]
    .map(([words, own]) => {
      const named = own.slice(0, NAMED).map(({ period }) => period);
      return `${words} ${own.length} 期（${named.join('、')}${own.length > NAMED ? ' 等' : ''}）`;
    })
    .join('、');
}

const spanText = ({ from, to }: Span): string => (from === to ? from : `${from} 至 ${to}`);
