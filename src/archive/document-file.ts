/**
 * The data beside an issued document. `document.json.gz`: what it says, from which every format was drawn. Packed, since it is a seventh of
 * its size then; an older archive has it as plain `document.json`. `statement.json.gz`: what others need of it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../contract/error.ts';
import { DOCUMENT, PLAIN_DOCUMENT, STATEMENT } from './layout.ts';
import type { ArchivedDocument } from './store.ts';

/** The text: without blanks, which were two fifths of it. */
const textOf = (data: unknown): string => `${JSON.stringify(data)}\n`;

/** The same data in every way in which such texts were ever written: an older one is no other document. */
const formsOf = (data: unknown): string[] => [textOf(data), `${JSON.stringify(data, null, 1)}\n`];

/** A file of data as it is written; the same data give the same bytes. @param data a document that was composed, or its statement */
export const dataBytes = (data: unknown): Uint8Array => gzipSync(textOf(data), { level: 9 });

/** The file in every way in which it was ever written. */
export const dataForms = (data: unknown): Uint8Array[] => [
  dataBytes(data),
  ...formsOf(data).map((text) => new TextEncoder().encode(text)),
];

/** Name of the file in the folder of a revision. */
export const documentName = ({ manifest }: Pick<ArchivedDocument, 'manifest'>): string =>
  manifest.outputs.some(({ path }) => path === PLAIN_DOCUMENT) ? PLAIN_DOCUMENT : DOCUMENT;

/** Whether a statement was issued with the document; an older one has none. */
export const hasStatement = ({ manifest }: Pick<ArchivedDocument, 'manifest'>): boolean =>
  manifest.outputs.some(({ path }) => path === STATEMENT);

/** Longest text that is unpacked: that of a year in one document is a hundredth of it. */
const LONGEST = 256 * 1024 * 1024;

/** The text of an issued document. @param root of the workspace @throws as `issuedText` does */
export const documentText = (root: string, document: ArchivedDocument): Promise<string> =>
  issuedText(root, document, documentName(document));

/**
 * The text of a file of an issued document's data. @param root of the workspace @param name `documentName`, or `STATEMENT`
 * @throws what reading throws, and UserError when it cannot be unpacked
 */
export async function issuedText(root: string, { folder }: ArchivedDocument, name: string): Promise<string> {
  const bytes = await readFile(join(root, folder, name));
  try {
    return dataText(name, bytes);
  } catch (error) {
    if (!isNotPacked(error)) throw error;
    throw new UserError('归档的文档数据不能解压', {
      file: `${folder}/${name}`,
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

/** Whether a text is that of these data. */
export const isTextOf = (text: string, data: unknown): boolean => formsOf(data).includes(text);
