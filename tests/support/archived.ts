/** The data of issued documents, as the archive keeps them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DOCUMENT } from '../../src/archive/layout.ts';
import type { ReportDocument } from '../../src/report/document.ts';

/** Text of the document in a folder of the archive. @param path of the folder, or of a file in it */
export function archivedText(path: string): string {
  const folder = /\.[a-z]+$/.test(path) ? dirname(path) : path;
  return gunzipSync(readFileSync(join(folder, DOCUMENT))).toString('utf8');
}

export const archivedDocument = (path: string): ReportDocument => JSON.parse(archivedText(path)) as ReportDocument;
