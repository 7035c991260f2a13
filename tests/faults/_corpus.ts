/** What readers are fed: good files of every kind, kept inputs that once did harm, and changes of both that one seed repeats. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const REPO = join(import.meta.dirname, '..', '..');
/** Kept inputs, by reader: `tests/faults/corpus/<reader>-<what>`. */
const KEPT = join(import.meta.dirname, 'corpus');

export const fileOf = (...parts: string[]): Buffer => readFileSync(join(REPO, ...parts));

/** Files of a folder whose names end so. */
export const filesOf = (folder: string, end: RegExp): Buffer[] =>
  readdirSync(join(REPO, folder))
    .filter((name) => end.test(name))
    .sort()
    .map((name) => fileOf(folder, name));

/** Inputs that are kept, each with its reader's name. */
export const keptInputs = (): [string, Buffer][] =>
  readdirSync(KEPT)
    .sort()
    .map((name) => [name.replace(/-.*/, ''), readFileSync(join(KEPT, name))]);

/** What files of people and machines were found to hold, and what a parser stumbles over. */
const TOKENS = [
  ...'__proto__ constructor toString hasOwnProperty null ~ { } [ ] " \' : &a *a !!js/function # | > -1 0 1e999 0x1f T Z'.split(
    ' ',
  ),
  ...'99999999999999999999 +99:99 2026-02-30 24:00 < </ <!DOCTYPE <![CDATA[ &lt; &#0; &#x110000; %00 %2e%2e%2f ../'.split(
    ' ',
  ),
  ...'\\ $ \u0024{X} {{ }} {{{ =1+1 @ ; , ９ \0 \uFEFF \u202E \u2028 \uD800'.split(' '),
  ...[': ', '- ', '&a ', '<<: *a', '---\n', '...\n', '\n', '\r\n', '\t', '　'],
];

/** One change of the bytes; places and lengths are shares of what there is. */
type Edit =
  | { do: 'token'; at: number; text: string }
  | { do: 'bytes'; at: number; bytes: Uint8Array }
  | { do: 'flip'; at: number; by: number }
  | { do: 'cut'; at: number; length: number }
  | { do: 'repeat'; at: number; length: number; times: number }
  | { do: 'swap'; at: number; with: number; length: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const small = fc.double({ min: 0, max: 0.2, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('token' as const), at: share, text: fc.constantFrom(...TOKENS) }),
  fc.record({ do: fc.constant('bytes' as const), at: share, bytes: fc.uint8Array({ maxLength: 8 }) }),
  fc.record({ do: fc.constant('flip' as const), at: share, by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ do: fc.constant('cut' as const), at: share, length: small }),
  fc.record({ do: fc.constant('repeat' as const), at: share, length: small, times: fc.integer({ min: 2, max: 40 }) }),
  fc.record({ do: fc.constant('swap' as const), at: share, with: share, length: small }),
);

/** The most that one input may grow to: bounds of size have tests of their own. */
const MOST = 256 * 1024;

function changed(bytes: Buffer, one: Edit): Buffer {
  const at = Math.floor(one.at * bytes.length);
  const put = (text: Uint8Array) => Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)]);
  if (one.do === 'token') return put(Buffer.from(one.text, 'utf8'));
  if (one.do === 'bytes') return put(one.bytes);
  if (one.do === 'flip') {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[Math.min(at, copy.length - 1)] = (copy[at] ?? 0) ^ one.by;
    return copy;
  }
  const end = Math.min(bytes.length, at + Math.ceil(one.length * bytes.length));
  if (one.do === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  const part = bytes.subarray(at, end);
  if (one.do === 'repeat')
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: one.times }, () => part),
      bytes.subarray(end),
    ]);
  const other = Math.floor(one.with * bytes.length);
  const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  return Buffer.concat([without.subarray(0, other), part, without.subarray(other)]);
}

export interface Input {
  /** Number of the good file that it began as. */
  seed: number;
  bytes: Buffer;
}

/** Inputs made of good files. Smaller ones are tried when one fails. */
export function inputs(good: readonly Buffer[]): fc.Arbitrary<Input> {
  return fc
    .record({ seed: fc.nat({ max: good.length - 1 }), edits: fc.array(edit, { maxLength: 6 }) })
    .map(({ seed, edits }) => ({
      seed,
      bytes: edits.reduce((bytes, one) => (bytes.length > MOST ? bytes : changed(bytes, one)), good[seed] as Buffer),
    }));
}
