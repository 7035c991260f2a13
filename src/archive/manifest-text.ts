/**
 * Reads a manifest without building its list of inputs, nine tenths of it: a year's manifests list a hundred thousand files,
 * and a plan asks for none of them. Every row is checked all the same; its object is made when somebody asks.
 */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { frozen } from '../workspace/disk/file-memo.ts';
import { type InputLists, namedFiles } from './input-lists.ts';
import { type Known, NOTHING_KNOWN, statementOf } from './known.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** Where the list begins in a manifest as `manifestBytes` writes it: no other key stands this far to the left. */
const BEGIN = '\n "inputs": [';
const END = Buffer.from('\n ]');
/** What stands around the path, the two digests and the size of a row. */
const [BEFORE_PATH, BEFORE_SHA256, BEFORE_SM3, BEFORE_SIZE, AFTER_ROW] = [
  '\n  {\n   "path": "',
  '",\n   "sha256": "',
  '",\n   "sm3": "',
  '",\n   "size": ',
  '\n  }',
].map((part) => Buffer.from(part)) as [Buffer, Buffer, Buffer, Buffer, Buffer];
const HEX_LENGTH = 64;
/** More figures than any size has could not be held as a number. */
const MOST_FIGURES = 15;
const [QUOTE, BACKSLASH, SPACE, COMMA] = [0x22, 0x5c, 0x20, 0x2c];

/**
 * The manifest that `bytes` hold; it cannot be changed. Who asks it for its inputs gets a UserError when a list that it names cannot be
 * read.
 * @param known says of the same bytes that they are one
 * @param lists in which the inputs of a manifest of schema 3 stand; they are read when somebody asks for them
 * @returns what is wrong with it, as a key path, when it is none
 * @throws SyntaxError when it is no JSON
 */
export function readManifestBytes(
  bytes: Buffer,
  lists: InputLists,
  known: Known = NOTHING_KNOWN.bytes,
): Manifest | { wrong: string } {
  const begin = bytes.indexOf(BEGIN);
  const end = begin === -1 ? -1 : endOfRows(bytes, begin + BEGIN.length);
  if (end === -1) return checked(() => checkedOnce(bytes, known), lists);
  const from = begin + BEGIN.length;
  const head = bytes.toString('utf8', 0, from) + bytes.toString('utf8', end);
  const rest = checked(() => manifestSchema.safeParse(JSON.parse(head)), lists, false);
  if ('wrong' in rest) return rest;
  const rows = bytes.subarray(from, end);
  const inputs = (): Manifest['inputs'] => frozen(JSON.parse(`[${rows.toString('utf8')}]`));
  unread.set(rest, rows);
  return Object.freeze(Object.defineProperty(rest, 'inputs', { get: inputs, enumerable: true }));
}

/** Rows of manifests of which nobody has asked for the inputs. */
const unread = new WeakMap<Pick<Manifest, 'inputs'>, Buffer>();

/** Paths of a manifest's inputs, for who asks for nothing else of ten years of documents. */
export function inputPaths(manifest: Pick<Manifest, 'inputs'>): string[] {
  const rows = unread.get(manifest);
  if (rows === undefined) return manifest.inputs.map(({ path }) => path);
  // Paths hold no escapes: the rows were checked.
  return [...rows.toString('utf8').matchAll(/"path": "([^"]+)"/g)].map(([, path = '']) => path);
}

/** Whether it is a manifest at all, which follows from its bytes. */
function checkedOnce(bytes: Buffer, known: Known): ReturnType<typeof manifestSchema.safeParse> {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  const statement = known === NOTHING_KNOWN.bytes ? undefined : statementOf('manifest', bytes);
  if (statement !== undefined && known.of(statement) !== undefined)
    return { success: true, data: value as z.infer<typeof manifestSchema> };
  const parsed = manifestSchema.safeParse(value);
  // One that is read otherwise than it is written is read anew each time.
  if (statement !== undefined && parsed.success && isDeepStrictEqual(parsed.data, value)) known.keep(statement);
  return parsed;
}

function checked(
  parse: () => ReturnType<typeof manifestSchema.safeParse>,
  lists: InputLists,
  freeze = true,
): Manifest | { wrong: string } {
  const parsed = parse();
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.path.join('.') ?? '' };
  const { data } = parsed;
  if (data.schema === 2) return freeze ? frozen(data) : unfrozenTop(data);
  const { inputs: named, ...rest } = data;
  const manifest = unfrozenTop({ ...rest, named, inputs: [] });
  return Object.freeze(
    Object.defineProperty(manifest, 'inputs', { get: () => namedFiles(named, lists), enumerable: true }),
  );
}

/** Its parts cannot be changed; one of them is still to be put in. */
function unfrozenTop(manifest: Manifest): Manifest {
  for (const part of Object.values(manifest)) frozen(part);
  return manifest;
}

/** Place behind the last row; -1 when the rows are not as we write them. Byte by byte: a pattern takes four times as long. */
function endOfRows(bytes: Buffer, from: number): number {
  let end = endOfRow(bytes, from);
  while (end !== -1 && bytes[end] === COMMA) end = endOfRow(bytes, end + 1);
  return after(bytes, end, END) === -1 ? -1 : end;
}

function endOfRow(bytes: Buffer, from: number): number {
  const path = after(bytes, from, BEFORE_PATH);
  const sha256 = after(bytes, endOfText(bytes, path), BEFORE_SHA256);
  const sm3 = after(bytes, endOfHex(bytes, sha256), BEFORE_SM3);
  const size = after(bytes, endOfHex(bytes, sm3), BEFORE_SIZE);
  return after(bytes, endOfNumber(bytes, size), AFTER_ROW);
}

/** Place behind `part`, which must begin at `from`; -1 when it does not, or `from` is already none. */
function after(bytes: Buffer, from: number, part: Buffer): number {
  if (from === -1) return -1;
  for (let n = 0; n < part.length; n += 1) if (bytes[from + n] !== part[n]) return -1;
  return from + part.length;
}

/** Place of the quotation mark behind a text without escapes; -1 when it is empty or none. */
function endOfText(bytes: Buffer, from: number): number {
  if (from === -1) return -1;
  let at = from;
  for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[++at]) {
    if (byte === undefined || byte < SPACE || byte === BACKSLASH) return -1;
  }
  return at === from ? -1 : at;
}

/** 1 for the figures of a digest; a look-up and no branch, for a hundred million of them in ten years. */
const IS_HEX = new Uint8Array(256).map((_, byte) => (/[0-9a-f]/.test(String.fromCharCode(byte)) ? 1 : 0));

function endOfHex(bytes: Buffer, from: number): number {
  if (from === -1 || from + HEX_LENGTH > bytes.length) return -1;
  let all = 1;
  for (let at = from; at < from + HEX_LENGTH; at += 1) all &= IS_HEX[bytes[at] as number] as number;
  return all === 1 ? from + HEX_LENGTH : -1;
}

/** Place behind a whole number as JSON writes it; -1 when there is none. */
function endOfNumber(bytes: Buffer, from: number): number {
  if (from === -1) return -1;
  let at = from;
  while (isFigure(bytes[at] ?? 0)) at += 1;
  const figures = at - from;
  return figures === 0 || figures > MOST_FIGURES || (figures > 1 && bytes[from] === 0x30) ? -1 : at;
}

const isFigure = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
