/** 更正与作废: what was corrected in the records of a document, row by row, and which were taken back. Pure. */
import type { PeriodCut } from '../../src/contract/calendar/cut.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Section } from '../../src/report/document.ts';
import { correctionText } from '../../src/wording/corrections.ts';
import type { ComposeInput } from '../_deliverable.ts';

/** A record with the 中文名 of its kind. */
export interface NamedRecord {
  record: AnyRecord;
  label: string;
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

/**
 * Until when what was corrected has been told: by the revision before, else by the document of the period before, which
 * rested on many of the same records.
 */
export function knownSince(cuts: readonly PeriodCut[], previousIssuedAt: InstantText | undefined): InstantText | null {
  return previousIssuedAt ?? cuts.slice(0, -1).findLast(({ cut }) => cut !== null)?.cut ?? null;
}

/** Lines that are printed; what is more is counted. */
const LISTED = 30;
/** A document of one case tells each change; one that rests on a month of records names the first of each correction. */
const WHOLE = 3;
const NAMED = 4;

/**
 * @param records those that the document rests on; of one that was withdrawn after its cut a later document takes the count back
 * @param withdrawn those that it would have rested on
 * @param since ISO time until which the reader knows what was corrected (`knownSince`); null: nothing was issued before
 */
export function correctionSection(
  records: readonly NamedRecord[],
  withdrawn: readonly NamedRecord[],
  since: InstantText | null,
): Section[] {
  const isNews = (at: InstantText): boolean => since === null || compareInstants(at, since) > 0;
  const taken = [
    ...withdrawn.map((one) => ({ ...one, effect: '不再计入' })),
    ...records.map((one) => ({ ...one, effect: TAKEN_BACK_LATER })),
  ].flatMap(({ record: { id, withdrawn: one }, label, effect }) =>
    one === undefined || !isNews(one.at)
      ? []
      : [`作废　${label} ${id}：${one.reason}（${one.by}，${formatDateTime(one.at)}），${effect}`],
  );
  const news = records.flatMap(({ record: { id, corrections = [] }, label }) =>
    corrections.filter(({ at }) => isNews(at)).map((one) => ({ ...one, id, label })),
  );
  const most = news.length > WHOLE ? NAMED : Number.POSITIVE_INFINITY;
  const changed = news.map((one) => {
    const { id, label, reason, by, at } = one;
    return `更正　${label} ${id}：${correctionText(one, most)}；原因：${reason}（${by}，${formatDateTime(at)}）`;
  });
  const all = [...taken, ...changed];
  if (all.length === 0) return [];
  const more = all.length > LISTED ? [{ text: `另有 ${all.length - LISTED} 处，见各记录` }] : [];
  return [
    {
      id: 'corrections',
      title: '更正与作废',
      blocks: [{ type: 'list', items: [...all.slice(0, LISTED).map((text) => ({ text })), ...more], empty: '' }],
    },
  ];
}
