/**
 * 事后改动, in the head of a document: a value that was changed after the fact, or is claimed otherwise than it was vouched for, stands in
 * the row that is judged by it; where no row shows it, the verdict rests on it all the same, and the head says it in the same words. What
 * was withdrawn since stands in no row at all. Pure.
 */
import type { ReportDocument } from '../../src/report/document.ts';
import { toldLook, toldLooks } from '../../src/states/told.ts';
import { withdrawnText } from '../../src/wording/corrections.ts';
import type { Composed } from '../_deliverable.ts';
import { type IsNews, type IsOwn, isToldInHead, type NamedRecord } from './corrections.ts';

/** Records that are named one by one; of more the list of corrections has each. */
const NAMED = 6;

/**
 * @param records those that the document rests on @param withdrawn those that it would have rested on
 * @param isNews of what was withdrawn, which is told once (`newsOf`)
 * @param isOwn of records of earlier periods the head says what is news; a claim that is open yet stands among the corrections
 */
export function toldMarks(
  {
    records,
    withdrawn,
    isNews,
    isOwn = () => true,
  }: { records: readonly NamedRecord[]; withdrawn: readonly NamedRecord[]; isNews: IsNews; isOwn?: IsOwn },
  { sections, marks = [] }: Pick<Composed, 'sections' | 'marks'>,
): ReportDocument['marks'] {
  const shown = JSON.stringify([sections, marks]);
  const all = records.flatMap(({ told = [] }) => told.map(({ text }) => text));
  const asked = new Map([...Map.groupBy(all, (text) => text)].map(([text, own]) => [text, own.length]));
  // Of two records whose values were changed alike one row shows one.
  const isShown = (text: string): boolean => timesIn(shown, text) >= (asked.get(text) ?? 1);
  const unshown = records.flatMap(({ record, label, told = [] }) => {
    if (!isToldInHead(record, isNews, isOwn)) return [];
    const left = told.filter(({ text }) => !isShown(text));
    return left.length === 0
      ? []
      : [
          {
            text: `${label} ${record.id}：${left.map((one) => `${one.label}${one.text}`).join('；')}`,
            claims: left.filter(({ claimed }) => claimed).length,
          },
        ];
  });
  const gone = withdrawn.flatMap(({ record, label }) =>
    record.withdrawn === undefined || !isNews(record, record.withdrawn.at)
      ? []
      : [{ text: `${label} ${record.id}：${withdrawnText(record.withdrawn)}`, claims: 0 }],
  );
  const lines = [...unshown, ...gone];
  const more = lines.slice(NAMED);
  const rest = {
    text: `另有 ${more.length} 条记录，见“更正与作废”`,
    claims: more.reduce((sum, one) => sum + one.claims, 0),
  };
  return [...lines.slice(0, NAMED), ...(more.length > 0 ? [rest] : [])].map((one) => ({
    text: `${toldLooks.changed.word}　${one.text}`,
    tone: toldLook(one).tone,
  }));
}

/** As JSON has it. */
function timesIn(whole: string, text: string): number {
  const wanted = JSON.stringify(text).slice(1, -1);
  return wanted === '' ? 0 : whole.split(wanted).length - 1;
}
