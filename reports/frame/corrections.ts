/** 更正与作废: what was corrected in the records of a document, row by row, and which were taken back. Pure. */
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Section } from '../../src/report/document.ts';

/** A record with the 中文名 of its kind. */
export interface NamedRecord {
  record: AnyRecord;
  label: string;
}

/** Every revision counts as of the cut of the first: what is withdrawn later is taken back by the period that learns of it. */
const TAKEN_BACK_LATER = '作废晚于本期截止，本期计数不变，由得知的一期以“更正以前各期”−1 扣除';

/** Lines that are printed; what is more is counted. */
const LISTED = 30;

/**
 * @param records those that the document rests on; of one that was withdrawn after its cut a later document takes the count back
 * @param withdrawn those that it would have rested on
 * @param since ISO time of the revision before, of which the reader knows all that was corrected by then; null: the first one
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
  const changed = records.flatMap(({ record: { id, corrections = [] }, label }) =>
    corrections
      .filter(({ at }) => isNews(at))
      .map((one) => `更正　${label} ${id}：${one.what}；原因：${one.reason}（${one.by}，${formatDateTime(one.at)}）`),
  );
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
