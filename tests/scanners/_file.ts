/** Scanner reports for tests: from a text at hand, or from a file as the pipeline opens it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openScanFile } from '../../src/pipeline/scan/file.ts';
import type { ScanFile } from '../../src/scanners/_scanner.ts';

const HEAD = 64 * 1024;

/** A report that is a text; pieces are what `text()` hands over, so that cuts can be put anywhere. */
export function textFile(name: string, ...pieces: string[]): ScanFile {
  const bytes = new TextEncoder().encode(pieces.join(''));
  return {
    name,
    size: bytes.length,
    headBytes: bytes.subarray(0, HEAD),
    head: new TextDecoder().decode(bytes.subarray(0, HEAD)),
    async *bytes() {
      yield bytes;
    },
    async *text() {
      yield* pieces;
    },
  };
}

/** A report that is a value. */
export const jsonFile = (value: unknown, name = 'report.json'): ScanFile => textFile(name, JSON.stringify(value));

/** A file of the shared samples, undefined where they are not: they are no part of the repository. */
export async function sampleFile(path: string): Promise<ScanFile | undefined> {
  const found = resolve(import.meta.dirname, '../../../shared/samples', path);
  return existsSync(found) ? openScanFile(found, path) : undefined;
}
