/** What of a document is drawn where. Pure. */
import type { Block, Medium, Section } from './block.ts';
import type { ReportDocument } from './document.ts';

const isOn = (block: Block, medium: Medium): boolean => block.on?.includes(medium) ?? true;

/**
 * The document as it is drawn on paper, screen or in a workbook. A section all of whose blocks are drawn elsewhere is left
 * out; one that is a heading alone stays.
 * @returns the document itself when nothing is left out
 */
export function drawnOn(doc: ReportDocument, medium: Medium): ReportDocument {
  if (doc.sections.every(({ blocks }) => blocks.every((block) => isOn(block, medium)))) return doc;
  const sections = doc.sections.flatMap((section): Section[] => {
    const blocks = section.blocks.filter((block) => isOn(block, medium));
    return blocks.length === 0 && section.blocks.length > 0 ? [] : [{ ...section, blocks }];
  });
  return { ...doc, sections };
}
