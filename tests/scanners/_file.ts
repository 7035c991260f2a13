/** Scanner reports for tests, from a text at hand. */
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
