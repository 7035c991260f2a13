/** 更正与作废: what was corrected in the records of a document, row by row, and which were taken back. Pure. */
import { belongsTo } from '../../src/contract/calendar/belongs.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import { correctionTimes, factOf, withdrawalOf } from '../../src/records/counted.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Block, ListBlock, NoteBlock, Section } from '../../src/report/block.ts';
import { correctionText } from '../../src/wording/corrections.ts';
import type { ToldPart } from '../../src/wording/told-values.ts';
import type { ComposeInput } from '../_deliverable.ts';

/** A record with the 中文名 of its kind. */
export interface NamedRecord {
  record: AnyRecord;
  label: string;
  /** What stands beside whatever is judged by it (`toldValues`), value by value; absent: nothing does. */
  told?: readonly ToldPart[] | undefined;
}

/**
 * The records of which a document about one event tells the corrections: not those of other events of its kind, with which it only
 * counts, as with the quota of the year. What was corrected in them is told by their own documents.
 */
export function aboutEvent<T extends NamedRecord>(
  records: readonly T[],
  { occurrence: { event }, obligation: { eventKind } }: Pick<ComposeInput, 'occurrence' | 'obligation'>,
): T[] {
  return event === undefined
    ? [...records]
    : records.filter(({ record: { id, kind } }) => kind !== eventKind || id === event);
}

/** Every revision counts as of the cut of the first: what is withdrawn later is taken back by the period that learns of it. */
const TAKEN_BACK_LATER = '作废晚于本期截止，本期计数不变，由得知的一期以“更正以前各期”−1 扣除';

/** true of a record of the document's own period; of what is told of another only the news and what is open yet concerns it. */
export type IsOwn = (record: AnyRecord) => boolean;

/** @param counts it is held to a cut; any other document tells of all that it rests on */
export const ownOf =
  ({ cuts, occurrence }: Pick<ComposeInput, 'cuts' | 'occurrence'>, counts: boolean): IsOwn =>
  (record) =>
    !counts || belongsTo(factOf(record, occurrence), cuts) === cuts.at(-1);

/** true when the document is the first of its kind to know of a change that was made to the record at this time. */
export type IsNews = (record: AnyRecord, at: InstantText) => boolean;

/**
 * A revision tells what came since the one before; a document of statistics what belongs to it by the cut, so that each change
 * is told by one of them, whatever was waived or missed between; any other document all that there is.
 * @param previousIssuedAt ISO time of the revision before; without it the document is the first. @param counts it is held to a cut
 */
export function newsOf(
  { cuts, occurrence }: Pick<ComposeInput, 'cuts' | 'occurrence'>,
  { previousIssuedAt, counts }: { previousIssuedAt?: InstantText | undefined; counts: boolean },
): IsNews {
  if (previousIssuedAt !== undefined) return (_, at) => compareInstants(at, previousIssuedAt) > 0;
  if (!counts) return () => true;
  return (record, entered) => belongsTo({ ...factOf(record, occurrence), entered }, cuts) === cuts.at(-1);
}

/** Of a revision: since when it tells what is new, and what it and those before it tell together. */
export interface Since {
  /** ISO time at which the revision before was issued. */
  previousIssuedAt: InstantText;
  isTold: IsNews;
}

/**
 * What the revisions of a document tell together, which of a document of statistics is what no earlier period told.
 * @returns undefined for a first revision, which tells it all
 */
export function sinceOf(
  { cuts, occurrence }: Pick<ComposeInput, 'cuts' | 'occurrence'>,
  { previousIssuedAt, counts }: { previousIssuedAt?: InstantText | undefined; counts: boolean },
): Since | undefined {
  if (previousIssuedAt === undefined) return undefined;
  const own = cuts.at(-1) ?? null;
  const isTold: IsNews = (record, entered) => {
    if (!counts || compareInstants(entered, previousIssuedAt) > 0) return true;
    const told = belongsTo({ ...factOf(record, occurrence), entered }, cuts);
    return told === null || told === own;
  };
  return { previousIssuedAt, isTold };
}

/** When what `correctionSection` lists was written down: data that the document tells, however old the records are. */
export const toldTimes = (
  records: readonly NamedRecord[],
  withdrawn: readonly NamedRecord[],
  isNews: IsNews,
): InstantText[] => [
  ...[...records, ...withdrawn].flatMap(({ record }) => {
    const at = withdrawalOf(record)?.at;
    return at !== undefined && isNews(record, at) ? [at] : [];
  }),
  ...records.flatMap(({ record }) => correctionTimes(record).filter((at) => isNews(record, at))),
];

/** Lines that are printed; what is more is counted. */
const LISTED = 30;
/** A document of one case tells each change; one that rests on a month of records names the first of each correction. */
const WHOLE = 3;
const NAMED = 4;

/**
 * @param records those that the document rests on; of one that was withdrawn after its cut a later document takes the count back
 * @param withdrawn those that it would have rested on
 * @param isNews what the reader does not know yet (`newsOf`) @param since of a revision: it says what it counts from, and the sum
 */
export function correctionSection(
  records: readonly NamedRecord[],
  withdrawn: readonly NamedRecord[],
  isNews: IsNews,
  { since, isOwn = () => true }: { since?: Since | undefined; isOwn?: IsOwn } = {},
): Section[] {
  const taken = [
    ...withdrawn.map((one) => ({ ...one, effect: '不再计入' })),
    ...records.map((one) => ({ ...one, effect: TAKEN_BACK_LATER })),
  ].flatMap(({ record, label, effect }) => {
    const { id, withdrawn: one } = record;
    return one === undefined || !isNews(record, one.at)
      ? []
      : [`作废　${label} ${id}：${one.reason}（${one.by}，${formatDateTime(one.at)}），${effect}`];
  });
  const news = records.flatMap(({ record, label }) =>
    (record.corrections ?? []).filter(({ at }) => isNews(record, at)).map((one) => ({ ...one, id: record.id, label })),
  );
  const most = news.length > WHOLE ? NAMED : Number.POSITIVE_INFINITY;
  const changed = news.map((one) => {
    const { id, label, reason, by, at } = one;
    return `更正　${label} ${id}：${correctionText(one, most)}；原因：${reason}（${by}，${formatDateTime(at)}）`;
  });
  const open = openClaims(records, isNews, isOwn);
  const all = [...taken, ...changed, ...open];
  if (all.length === 0) return [];
  const more = all.length > LISTED ? [{ text: `另有 ${all.length - LISTED} 处，见各记录` }] : [];
  const list = (items: { text: string }[]): ListBlock => ({ type: 'list', items, empty: '' });
  const whole = list([...all.slice(0, LISTED).map((text) => ({ text })), ...more]);
  const told =
    since === undefined ? [] : [sinceNote(since, records, withdrawn, { changed: changed.length, taken: taken.length })];
  const blocks: Block[] =
    changed.length <= PRINTED
      ? [...told, whole]
      : [
          ...told,
          ...(taken.length + open.length === 0
            ? []
            : [{ ...list([...taken, ...open].map((text) => ({ text }))), on: ['paper' as const] }]),
          { type: 'note', text: countedText(news), tone: 'muted', on: ['paper'] },
          { ...whole, on: ['screen', 'workbook'] },
        ];
  return [{ id: 'corrections', title: '更正与作废', blocks }];
}

/** true where a record heads the document: it is of its period, or the document is the first that knows what was made of it. */
export const isToldInHead = (record: AnyRecord, isNews: IsNews, isOwn: IsOwn): boolean =>
  isOwn(record) || (record.corrections ?? []).some(({ at }) => isNews(record, at));

/** Claims on records of earlier periods, which headed the documents of those and wait for the purchaser's word still. */
const openClaims = (records: readonly NamedRecord[], isNews: IsNews, isOwn: IsOwn): string[] =>
  records.flatMap(({ record, label, told = [] }) => {
    const open = told.filter(({ claimed }) => claimed);
    if (open.length === 0 || isToldInHead(record, isNews, isOwn)) return [];
    return [`以前各期仍待确认　${label} ${record.id}：${open.map((one) => `${one.label}：${one.text}`).join('；')}`];
  });

/** What is listed is what came since the revision before; beside it what all revisions tell. */
function sinceNote(
  { previousIssuedAt, isTold }: Since,
  records: readonly NamedRecord[],
  withdrawn: readonly NamedRecord[],
  own: { changed: number; taken: number },
): NoteBlock {
  const changed = records.flatMap(({ record }) => (record.corrections ?? []).filter(({ at }) => isTold(record, at)));
  const taken = [...withdrawn, ...records].filter(
    ({ record }) => record.withdrawn !== undefined && isTold(record, record.withdrawn.at),
  );
  const count = (corrections: number, gone: number): string => `更正 ${corrections} 次、作废 ${gone} 条`;
  return {
    type: 'note',
    text: `本节只列上一版（${formatDateTime(previousIssuedAt)} 签发）之后的：${count(own.changed, own.taken)}；连同以前各版所列，共${count(changed.length, taken.length)}。`,
    tone: 'muted',
  };
}

/** More corrections than these are counted on paper by record; what was taken back is always told in full. */
const PRINTED = 8;

/** Which records were corrected, and how often; of many how many of each kind: screen and workbook have each of them. */
function countedText(news: readonly { id: string; label: string }[]): string {
  const records = [...Map.groupBy(news, ({ id }) => id)];
  const times = (count: number): string => (count === 1 ? '' : `（${count} 次）`);
  const told =
    records.length <= PRINTED
      ? records.map(([id, own]) => `${own[0]?.label} ${id}${times(own.length)}`)
      : [...Map.groupBy(news, ({ label }) => label)].map(
          ([label, own]) => `${label} ${new Set(own.map(({ id }) => id)).size} 条${times(own.length)}`,
        );
  return `更正 ${news.length} 次：${told.join('、')}；逐次的内容、原因和人员见本文档的网页与工作簿。`;
}
