/** What of a draft differs from a plain one: whoever confirms many at once is shown that first. Pure. */

import { countBlanks } from '../../contract/terms/blanks.ts';
import type { Block } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { newsIn } from '../../report/opening.ts';
import { outcomeWords } from '../../states/outcome.ts';
import { emptyParts } from './to-confirm.ts';

/** What else is known of the document beside its text. */
export interface Around {
  /** What the command tells before it confirms that is open: rows without 处理措施, manual checks without a result. */
  open: readonly string[];
  /** Parts that hold nothing in most of the documents before (`usuallyEmpty`). */
  usuallyEmpty: ReadonlySet<string>;
  late: boolean;
  /** The purchaser's reason, of a document that was sent back. */
  back: string | null;
  /** Why an earlier confirmation counts no more. */
  voided: string | null;
  problems: readonly { path: string }[];
}

/** Lines of one kind that are shown. */
const SHOWN = 4;

/**
 * @param document the draft; what its composer marked as abnormal, and what holds nothing though it mostly does, is what differs
 * @returns lines in Chinese, the weightiest first; empty: a plain document
 */
export function unusualIn(document: Pick<ReportDocument, 'marks' | 'sections'>, around: Around): string[] {
  const { open, usuallyEmpty: usual, late, back, voided, problems } = around;
  const empty = emptyParts(document).filter((part) => !usual.has(part));
  const abnormal = abnormalIn(document);
  return [
    ...(problems.length > 0 ? [`证据不可读 ${problems.length} 个文件，不能签发`] : []),
    ...open,
    ...(back === null ? [] : [back]),
    ...(voided === null ? [] : [voided]),
    ...(late ? ['已过期限，须写明补报原因'] : []),
    ...(abnormal.length > 0 ? [`${outcomeWords.abnormal}：${some(abnormal)}`] : []),
    ...(empty.length > 0 ? [`平常有内容、这次没有的部分：${some(empty)}`] : []),
  ];
}

/**
 * Parts that hold nothing in at least half of the documents before: in a plain month nothing stands there. Of the first
 * document of an obligation nothing is usual.
 */
export function usuallyEmpty(before: readonly Pick<ReportDocument, 'sections'>[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const part of before.flatMap(emptyParts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 >= before.length).map(([part]) => part));
}

const some = (lines: readonly string[]): string =>
  lines.length > SHOWN ? `${lines.slice(0, SHOWN).join('；')}；等 ${lines.length} 项` : lines.join('；');

/** Marks, conclusions and headline figures in the tone of something abnormal, in the order of the page. */
function abnormalIn({ marks, sections }: Pick<ReportDocument, 'marks' | 'sections'>): string[] {
  // A mark that only counts blanks is told with them.
  const own = marks.filter(({ tone, text }) => tone === 'abnormal' && countBlanks(text) === 0).map(({ text }) => text);
  const told = sections.flatMap((section) =>
    section.opening === true
      ? newsIn(section, 'abnormal').map(brief)
      : section.blocks.flatMap((block) => abnormalOf(section.title, block)),
  );
  return [...new Set([...own, ...told])];
}

function abnormalOf(title: string, block: Block): string[] {
  if (block.type === 'key-figures') {
    return block.items.filter(({ tone }) => tone === 'abnormal').map(({ label, value }) => `${label} ${value}`);
  }
  if (block.type === 'note') return block.tone === 'abnormal' ? [brief(block.text.replace(/。$/, ''))] : [];
  if (block.type !== 'table') return [];
  const rows = block.rows.filter(({ tone }) => tone === 'abnormal').length;
  return rows === 0 ? [] : [`“${block.title ?? title}”表中 ${rows} 行`];
}

/** Signs of a conclusion that a line of a list holds. */
const BRIEF = 60;

const brief = (text: string): string => ([...text].length > BRIEF ? `${[...text].slice(0, BRIEF).join('')}…` : text);
