/** The pictures of a document. */
import type { ImageBlock } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';

/** Gives the bytes of a picture by its SHA-256; rejects when the evidence store does not hold it. */
export type ImageLoader = (sha256: string) => Promise<Uint8Array>;

/** Every picture once, in order of appearance. */
export function imagesOf(doc: ReportDocument): ImageBlock[] {
  const found = new Map<string, ImageBlock>();
  for (const section of doc.sections)
    for (const block of section.blocks)
      if (block.type === 'image' && !found.has(block.sha256)) found.set(block.sha256, block);
  return [...found.values()];
}
