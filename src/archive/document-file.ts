/**
 * `document.json.gz`: what an issued document says, from which every format was drawn. Packed, since it is a seventh of its size then; an
 * older archive has it as plain `document.json`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../contract/error.ts';
import { DOCUMENT, PLAIN_DOCUMENT } from './layout.ts';
import type { ArchivedDocument } from './store.ts';

/** The text: without blanks, which were two fifths of it. */
const textOf = (document: unknown): string => `${JSON.stringify(document)}\n`;

/** The same document in every way in which such texts were ever written: an older one is no other document. */
const formsOf = (document: unknown): string[] => [textOf(document), `${JSON.stringify(document, null, 1)}\n`];

/** The file as it is written; the same document gives the same bytes. @param document that was composed */
export const documentBytes = (document: unknown): Uint8Array => gzipSync(textOf(document), { level: 9 });

/** The file in every way in which it was ever written. */
export const documentForms = (document: unknown): Uint8Array[] => [
  documentBytes(document),
  ...formsOf(document).map((text) => new TextEncoder().encode(text)),
];

/** Name of the file in the folder of a revision. */
export const documentName = ({ manifest }: Pick<ArchivedDocument, 'manifest'>): string =>
  manifest.outputs.some(({ path }) => path === PLAIN_DOCUMENT) ? PLAIN_DOCUMENT : DOCUMENT;

/** Longest text that is unpacked: that of a year in one document is a hundredth of it. */
const LONGEST = 256 * 1024 * 1024;

/**
 * The text of an issued document's data. @param root of the workspace
 * @throws what reading throws, and UserError when it cannot be unpacked
 */
export async function documentText(root: string, document: ArchivedDocument): Promise<string> {
  const name = documentName(document);
  const bytes = await readFile(join(root, document.folder, name));
  try {
    return dataText(name, bytes);
  } catch (error) {
    if (!isNotPacked(error)) throw error;
    throw new UserError('归档的文档数据不能解压', {
      file: `${document.folder}/${name}`,
      found: error.message,
      hint: '运行 opsledger verify 查看全部问题，并从备份恢复该文件',
    });
  }
}

/** The text in such a file. @throws what `isNotPacked` knows, when it cannot be unpacked */
export const dataText = (name: string, bytes: Uint8Array): string =>
  name === PLAIN_DOCUMENT
    ? Buffer.from(bytes).toString('utf8')
    : gunzipSync(bytes, { maxOutputLength: LONGEST }).toString('utf8');

/** Said of bytes that are not packed, or damaged. */
export const isNotPacked = (error: unknown): error is Error => error instanceof Error && 'code' in error;

/** Whether a text is that of a composed document. */
export const isTextOf = (text: string, document: unknown): boolean => formsOf(document).includes(text);
