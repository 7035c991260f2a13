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
    const { found, told, grade } = answer(row);
    for (const one of found.documents) documents.add(one);
    for (const one of found.records) records.add(one);
    const words = [row.name, row.period, row.note].filter(Boolean).join('　');
    const asked = sheets.size > 1 ? `${row.sheet}：${words}` : words;
    return { row: row.row, asked, found: [...found.documents, ...found.records], told, grade };
  });
  return { requests, documents, records };
}

interface Answer {
  found: { documents: string[]; records: string[] };
  told: string;
  grade: NonNullable<PackRequest['grade']>;
}

const nothing = (told: string, grade: Answer['grade']): Answer => ({
  found: { documents: [], records: [] },
  told,
  grade,
});

/** A kind of documents or of records: their ids are of two lists. */
type Kind = { of: 'documents' | 'records'; id: string; name: string; every?: AskableKind['every'] };

/** Everything by which one row is answered. */
interface Desk {
  askable: Askable;
  within: Span;
  meant: KindFinder;
  kinds: ReadonlyMap<string, Kind>;
}

function openAnswer(askable: Askable, within: Span): (row: RequestRow) => Answer {
  const all = [
    ...askable.kinds.map((one): Kind => ({ of: 'documents', id: one.id, name: one.name, every: one.every })),
    ...askable.recordKinds.map((one): Kind => ({ of: 'records', id: one.id, name: one.name })),
  ];
  const kinds = new Map(all.map((one) => [`${one.of} ${one.id}`, one]));
  const meant = openKinds([...kinds].map(([id, { name, every }]) => ({ id, name, every })));
  const desk: Desk = { askable, within, meant, kinds };
  return (row) => {
    if (row.unread)
      return nothing(
        '未认出：单元格是公式而文件中没有它的结果，没有读出：在 Excel 或 WPS 中打开并保存，再制作一次',
        'unknown',
      );
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
  // What is not understood is not narrowed by it.
  const isUnclear = row.period !== '' && own.spans.length === 0;
  const unclear = isUnclear ? `期间“${row.period}”没有读懂，按${spans.map(spanText).join('、')}提供；` : '';
  const { sure, perhaps } = desk.meant(inName.rest === '' ? row.name : inName.rest);
  const kindsOf = (ids: readonly string[]): Kind[] => ids.flatMap((id) => desk.kinds.get(id) ?? []);
  const outside = spans.every((one) => one.to < service.from || one.from > service.to)
    ? `所要的期间在服务期（${spanText(service)}）以外；`
    : '';
  const answer =
    sure.length > 0
      ? given(withMade(kindsOf(sure), askable), kindsOf(perhaps), { spans, outside }, askable)
      : perhapsGiven(row.name, kindsOf(perhaps), { spans, outside }, askable);
  return { ...answer, told: `${unclear}${answer.told}` };
}

/** 故障记录 is what records are called, and all that is made of them is meant, too. */
function withMade(kinds: readonly Kind[], { kinds: all }: Askable): Kind[] {
  const made = kinds.flatMap(({ of, id }) =>
    of === 'documents' ? [] : all.filter(({ evidence }) => evidence.includes(id)),
  );
  const known = new Set(kinds.map(({ of, id }) => `${of} ${id}`));
  return [
    ...kinds,
    ...made
      .filter(({ id }) => !known.has(`documents ${id}`))
      .map(({ id, name }): Kind => ({ of: 'documents', id, name })),
  ];
}

interface Asked {
  spans: readonly Span[];
  /** What is said of days that are not of the service; empty: they are. */
  outside: string;
}

/** What is there of one kind in these days. */
interface There {
  kind: Kind;
  documents: string[];
  records: string[];
  /** `巡检日志 3 份`. */
  text: string;
  /** What is or was due and is not issued. */
  lacking: string;
}

function thereOf(kind: Kind, spans: readonly Span[], { documents, records, items }: Askable): There {
  const numbers =
    kind.of === 'documents'
      ? documents.filter((one) => one.obligation === kind.id && isOf(one, spans)).map(({ number }) => number)
      : [];
  const paths =
    kind.of === 'records'
      ? records
          .filter((one) => one.kind === kind.id && spans.some(({ from, to }) => one.day >= from && one.day <= to))
          .map(({ path }) => path)
      : [];
  const open = items.filter((one) => kind.of === 'documents' && one.obligation === kind.id && !one.isIssued);
  const count = numbers.length + paths.length;
  return {
    ...{ kind, documents: numbers, records: paths },
    text: `${kind.name} ${count} ${kind.of === 'documents' ? '份' : '条'}`,
    lacking: lackText(
      open.filter((one) => isOf(one, spans)),
      kind.name,
    ),
  };
}

const isHeld = ({ documents, records }: There): boolean => documents.length + records.length > 0;
const foundIn = (all: readonly There[]): Answer['found'] => ({
  documents: all.flatMap(({ documents }) => documents),
  records: all.flatMap(({ records }) => records),
});

/** Of what was surely asked for. */
function given(kinds: readonly Kind[], near: readonly Kind[], { spans, outside }: Asked, askable: Askable): Answer {
  const all = kinds.map((kind) => thereOf(kind, spans, askable));
  const held = all.filter(isHeld);
  const lacking = all
    .map((one) => one.lacking)
    .filter(Boolean)
    .join('、');
  if (held.length > 0) {
    const told = `提供 ${held.map(({ text }) => text).join('、')}${lacking === '' ? '' : `；另有${lacking}`}`;
    return { found: foundIn(held), told, grade: 'given' };
  }
  const none = all.map(({ kind }) =>
    kind.of === 'documents' ? `${kind.name}在所要的期间没有签发，也没有应交` : `${kind.name}在所要的期间没有登记`,
  );
  const others = near.map((kind) => thereOf(kind, spans, askable)).filter(isHeld);
  const also = others.length === 0 ? '' : `；名称相近而期内有的：${others.map(({ text }) => text).join('、')}`;
  return nothing(`没有：${outside}${lacking === '' ? none.join('；') : lacking}${also}`, 'none');
}

/** Of what may be meant: all of it is given, each by its own name, and nobody says that it is what was asked for. */
function perhapsGiven(name: string, kinds: readonly Kind[], { spans, outside }: Asked, askable: Askable): Answer {
  if (kinds.length === 0)
    return nothing(
      `未认出“${name}”：本合同的交付物和记录中没有与它名称相近的一种，不等于没有；请按合同所称的名称，或文档编号写明`,
      'unknown',
    );
  const all = kinds.map((kind) => thereOf(kind, spans, askable));
  const held = all.filter(isHeld);
  const ask = `清单写的是“${name}”，请核对`;
  if (held.length > 0) {
    const told = `可能是 ${held.map(({ text }) => text).join('，或 ')}：名称不同，均已列入；${ask}`;
    return { found: foundIn(held), told, grade: 'perhaps' };
  }
  const named = all.map(
    ({ kind, lacking }) => lacking || `${kind.name}（期内没有${kind.of === 'documents' ? '签发' : '登记'}）`,
  );
  return nothing(`未认准“${name}”：${outside}可能是 ${named.join('，或 ')}；${ask}`, 'unknown');
}

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

/** Of a document, or of a record: `HQSF-XJ-20261124-r1`, `XJ-20261124-001`. Whatever else has a hyphen is a name: ISO-27001. */
const NUMBERS = /(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9]{1,11}-(?:[A-Za-z]{2}-)?\d{4}[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/g;

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
      grade: 'given',
    };
  const [asked = ''] = numbers;
  const close = nearest(asked, documents, ({ number }) => number, 2).map(({ number }) => number);
  // It may be the number of another's list, and the rest of the row says what is wanted.
  if (close.length === 0) return undefined;
  return nothing(`归档中没有编号 ${asked}；相近的有 ${close.join('、')}`, 'unknown');
}

/** Periods that a message names of each state. */
const NAMED = 3;

/** What is not issued, by how it stands: `月报未到期 2 期（2026 年 12 月 …）`; empty: all of it is. */
function lackText(items: readonly AskableItem[], name: string): string {
  return [...Map.groupBy(items, ({ state }) => state)]
    .map(([state, own]) => {
      const named = own.slice(0, NAMED).map(({ period }) => period);
      return `${name}${state} ${own.length} 期（${named.join('、')}${own.length > NAMED ? ' 等' : ''}）`;
    })
    .join('、');
}

const spanText = ({ from, to }: Span): string => (from === to ? from : `${from} 至 ${to}`);
