/** What is abnormal in an issued document, in its own words, for whoever signs for it without reading each page. Pure. */
import type { ReportDocument } from '../../report/document.ts';
import { newsIn } from '../../report/opening.ts';

/**
 * What a document itself counts as abnormal: what its first page tells of that tone, worst first, else its headline figures, else that
 * something in it is marked so.
 */
export function abnormalIn({ sections }: Pick<ReportDocument, 'sections'>): string[] {
  const opening = sections.find((section) => section.opening === true);
  if (opening !== undefined) return newsIn(opening, 'abnormal');
  const blocks = sections.flatMap((section) => section.blocks);
  const figures = blocks.flatMap((block) =>
    block.type === 'key-figures' ? block.items.filter(({ tone }) => tone === 'abnormal') : [],
  );
  if (figures.length > 0) return figures.map(({ label, value }) => `${label} ${value}`);
  return isMarked(sections) ? ['有标为异常的内容'] : [];
}

function isMarked(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (value as { tone?: unknown }).tone === 'abnormal' || Object.values(value).some(isMarked);
}
