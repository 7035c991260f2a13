/** What is abnormal in an issued document, in its own words, for whoever signs for it without reading each page. Pure. */
import type { ReportDocument } from '../../report/document.ts';

/** What a document itself counts as abnormal: its headline figures of that tone, else that something in it is marked so. */
export function abnormalIn({ sections }: Pick<ReportDocument, 'sections'>): string[] {
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
