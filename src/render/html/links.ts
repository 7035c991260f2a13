/** Where a cell's `link` leads inside an archived file, if it leads anywhere a reader can follow. */
import type { ReportDocument } from '../../report/document.ts';

/** A path relative to the document's own folder, without scheme, host or root: nothing that could leave the archive. */
const RELATIVE_FILE = /^(?:\.\.?\/)*[\p{L}\p{N}_-][\p{L}\p{N}_./-]*\.[a-z0-9]{2,5}$/u;

/** Anchor of an evidence row. */
export function evidenceAnchor(record: string): string {
  return `evidence-${record}`;
}

/**
 * Resolver of link targets: a record that the evidence list names leads there, a relative file to the file, a section of
 * the same document to that section. Numbers of other documents have no fixed path and stay text.
 */
export function linkResolver(doc: ReportDocument): (target: string | undefined) => string | undefined {
  const records = new Set<string>();
  for (const section of doc.sections)
    for (const block of section.blocks)
      if (block.type === 'evidence') for (const item of block.items) records.add(item.record);
  const sections = new Set(doc.sections.map(({ id }) => `#${id}`));
  return (target) => {
    if (target === undefined) return undefined;
    if (sections.has(target)) return target;
    if (records.has(target)) return `#${evidenceAnchor(target)}`;
    return RELATIVE_FILE.test(target) ? target : undefined;
  };
}
