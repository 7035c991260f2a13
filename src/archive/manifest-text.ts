/**
 * Reads a manifest without building its list of inputs, nine tenths of it: a year's manifests list a hundred thousand files,
 * and a plan asks for none of them. Every row is checked all the same; its object is made when somebody asks.
 */
import { frozen } from '../workspace/file-memo.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** Where the list begins in a manifest as `manifestBytes` writes it: no other key stands this far to the left. */
const BEGIN = '\n "inputs": [';
const END = '\n ]';
const HEX = '"[0-9a-f]{64}"';
/** One row of the list, to the letter. */
const ROW = new RegExp(
  String.raw`\n {2}\{\n {3}"path": "[^"\\\x00-\x1f]+",\n {3}"sha256": ${HEX},\n {3}"sm3": ${HEX},\n {3}"size": (?:0|[1-9]\d{0,14})\n {2}\}`,
  'y',
);

/**
 * The manifest that `bytes` hold; it cannot be changed.
 * @returns what is wrong with it, as a key path, when it is none
 * @throws SyntaxError when it is no JSON
 */
export function readManifestBytes(bytes: Buffer): Manifest | { wrong: string } {
  const begin = bytes.indexOf(BEGIN);
  const end = begin === -1 ? -1 : endOfRows(bytes, begin + BEGIN.length);
  if (end === -1) return checked(JSON.parse(bytes.toString('utf8')));
  const from = begin + BEGIN.length;
  const rest = checked(JSON.parse(bytes.toString('utf8', 0, from) + bytes.toString('utf8', end)), false);
  if ('wrong' in rest) return rest;
  const rows = bytes.subarray(from, end);
  const inputs = (): Manifest['inputs'] => frozen(JSON.parse(`[${rows.toString('utf8')}]`));
  return Object.freeze(Object.defineProperty(rest, 'inputs', { get: inputs, enumerable: true }));
}

function checked(value: unknown, freeze = true): Manifest | { wrong: string } {
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.path.join('.') ?? '' };
  return freeze ? frozen(parsed.data) : unfrozenTop(parsed.data);
}

/** Its parts cannot be changed; one of them is still to be put in. */
function unfrozenTop(manifest: Manifest): Manifest {
  for (const part of Object.values(manifest)) frozen(part);
  return manifest;
}

/** Place behind the last row; -1 when the rows are not as we write them. */
function endOfRows(bytes: Buffer, from: number): number {
  // One character a byte, so that places in the text are places in the bytes.
  const text = bytes.toString('latin1', from);
  ROW.lastIndex = 0;
  let end = -1;
  while (ROW.test(text)) {
    end = ROW.lastIndex;
    if (text[end] !== ',') break;
    ROW.lastIndex = end + 1;
  }
  return end !== -1 && text.startsWith(END, end) ? from + end : -1;
}
