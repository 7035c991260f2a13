/** What the rendering tests share: where the browser is kept, a picture, and hashes of rendered files. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ReportDocument } from '../../src/report/document.ts';

export const REPO = join(import.meta.dirname, '..', '..');
/** The tool's own cache, so that the browser is unpacked once per checkout. */
export const CACHE = join(REPO, '.cache');

/** A 1×1 PNG with an alpha channel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const picture = async (): Promise<Uint8Array> => PNG;
export const noPicture = async (sha256: string): Promise<Uint8Array> => {
  throw new Error(`no picture expected: ${sha256}`);
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A copy with changes, for documents that differ in one point. */
export function changed(doc: ReportDocument, changes: Partial<ReportDocument>): ReportDocument {
  return { ...structuredClone(doc), ...changes };
}
