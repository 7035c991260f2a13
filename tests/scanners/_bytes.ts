/** Scanner reports for tests that are no text: archives, workbooks, other encodings; and the fixtures of these formats. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { UserError } from '../../src/contract/error.ts';
import type { ScanFile, Scanner } from '../../src/scanners/_scanner.ts';

const HEAD = 64 * 1024;
const fixtures = join(import.meta.dirname, '../fixtures/scans');

/** As the pipeline opens it, but for the encoding, which is UTF-8. */
export function bytesFile(name: string, bytes: Uint8Array): ScanFile {
  const headBytes = bytes.subarray(0, HEAD);
  return {
    name,
    size: bytes.length,
    headBytes,
    head: new TextDecoder().decode(headBytes),
    async *bytes() {
      yield bytes;
    },
    async *text() {
      // In small pieces, so that every value is cut somewhere.
      const text = new TextDecoder().decode(bytes);
      for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000);
    },
  };
}

export const fixtureBytes = (name: string): Promise<Buffer> => readFile(join(fixtures, name));
export const fixture = async (name: string): Promise<ScanFile> => bytesFile(name, await fixtureBytes(name));
export const fixtureText = async (name: string): Promise<string> => (await fixtureBytes(name)).toString();

/** A zip of files, texts as UTF-8. */
export function zipOf(files: Record<string, string | Uint8Array>): Uint8Array {
  const encoder = new TextEncoder();
  const entries = Object.entries(files).map(([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? encoder.encode(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries));
}

/** A workbook with one sheet a key; `change` may set formats of cells. */
export function workbookOf(
  sheets: Record<string, unknown[][]>,
  bookType: 'xlsx' | 'biff8' = 'xlsx',
  change: (sheet: WorkSheet, name: string) => void = () => undefined,
): Uint8Array {
  const book: WorkBook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows);
    change(sheet, name);
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(write(book, { type: 'buffer', bookType, compression: true }));
}

/** The message with which a report is refused. */
export async function refusal(scanner: Scanner, file: ScanFile): Promise<string> {
  try {
    const report = await scanner.read(file);
    return `读取了：${report.findings.length} 条`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
