/** A text signed by one or more keys: C2SP signed-note (Go's `sumdb/note`). Pure; Ed25519 and SHA-256 are parameters. */
import { concat, fromBase64, sameBytes, toBase64, toHex, utf8 } from './bytes.ts';
import type { Hash } from './tree.ts';

/** Ed25519 of RFC 8032. @param key 32 bytes @param signature 64 bytes */
export type Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
/** @returns 64 bytes */
export type Sign = (message: Uint8Array) => Uint8Array;

/** The types of signatures that are known here, as the standard numbers them. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

/** A public key with a name; name and id tell it from others. */
export interface NoteKey {
  /** No spaces, no `+`. */
  name: string;
  /** `ED25519` or `COSIGNATURE`. */
  type: number;
  /** 32 bytes. */
  key: Uint8Array;
  /** 4 bytes as hex. */
  id: string;
}

export interface NoteSignature {
  name: string;
  id: string;
  /** Behind the key's id. */
  bytes: Uint8Array;
}

export interface Note {
  /** With its final newline. */
  text: string;
  signatures: NoteSignature[];
}

/** Judges the signatures of one key. */
export interface NoteVerifier {
  name: string;
  id: string;
  verify(text: string, signature: Uint8Array): boolean;
}

const ID_BYTES = 4;
const KEY_BYTES = 32;
/** More of them than anybody signs with. */
const MAX_SIGNATURES = 100;
const NAME = /^[^\s+\p{Z}]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a note may not contain
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** true for a name that a key may bear. */
export const isKeyName = (name: string): boolean => NAME.test(name) && !CONTROL.test(name);

/** A key with its id: SHA-256(name ‖ newline ‖ type ‖ key), the first four bytes. */
export function noteKey(hash: Hash, name: string, key: Uint8Array, type = ED25519): NoteKey {
  const id = toHex(hash(concat(utf8(`${name}\n`), Uint8Array.of(type), key)).subarray(0, ID_BYTES));
  return { name, type, key, id };
}

/** A key as one word: `name+id+base64`. */
export const keyText = ({ name, id, type, key }: NoteKey): string =>
  `${name}+${id}+${toBase64(concat(Uint8Array.of(type), key))}`;

/** @returns undefined for what is no key of a known type, or whose id is not its own */
export function parseKey(hash: Hash, text: string): NoteKey | undefined {
  const [, name = '', id = '', rest = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  const bytes = fromBase64(rest);
  const type = bytes?.[0];
  if (bytes === undefined || !isKeyName(name) || bytes.length !== KEY_BYTES + 1) return undefined;
  if (type !== ED25519 && type !== COSIGNATURE) return undefined;
  const key = noteKey(hash, name, bytes.slice(1), type);
  return key.id === id ? key : undefined;
}

/** Judges plain Ed25519 signatures of the text. */
export function noteVerifier({ name, id, key }: NoteKey, verify: Verify): NoteVerifier {
  return { name, id, verify: (text, signature) => signature.length === 64 && verify(key, utf8(text), signature) };
}

/** @returns undefined for what is no signed note */
export function parseNote(note: string): Note | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 1 || CONTROL.test(note) || !note.endsWith('\n')) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = '', text = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
    const bytes = fromBase64(text);
    if (!isKeyName(name) || bytes === undefined || bytes.length <= ID_BYTES) return undefined;
    signatures.push({ name, id: toHex(bytes.subarray(0, ID_BYTES)), bytes: bytes.slice(ID_BYTES) });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** @throws RangeError for a text that can be no note */
export function formatNote({ text, signatures }: Note): string {
  if (!text.endsWith('\n') || CONTROL.test(text)) throw new RangeError('no text of a note');
  const lines = signatures.map(({ name, id, bytes }) => `\u2014 ${name} ${toBase64(concat(idBytes(id), bytes))}\n`);
  return `${text}\n${lines.join('')}`;
}

const idBytes = (id: string): Uint8Array => Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** A signature of the text by a plain Ed25519 key. */
export const signature = ({ name, id }: NoteKey, text: string, sign: Sign): NoteSignature => ({
  name,
  id,
  bytes: sign(utf8(text)),
});

/** What the known keys say of a note. */
export type Opened =
  | { state: 'verified'; text: string; by: NoteSignature[]; others: NoteSignature[] }
  /** Not a note, no signature of a known key, or one of them is wrong: its text is to be ignored. */
  | { state: 'malformed' | 'unsigned' | 'forged' };

/** Signatures of unknown keys are ignored, those of known ones must all be right; a repeated one counts once. */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): Opened {
  const parsed = parseNote(note);
  if (parsed === undefined) return { state: 'malformed' };
  const [by, others]: [NoteSignature[], NoteSignature[]] = [[], []];
  for (const one of parsed.signatures) {
    const known = verifiers.find(({ name, id }) => name === one.name && id === one.id);
    const list = known === undefined ? others : by;
    const isRepeated = list.some(({ name, id, bytes }) => {
      const isSameKey = name === one.name && id === one.id;
      return isSameKey && (known !== undefined || sameBytes(bytes, one.bytes));
    });
    if (isRepeated) continue;
    if (known !== undefined && !known.verify(parsed.text, one.bytes)) return { state: 'forged' };
    list.push(one);
  }
  return by.length === 0 ? { state: 'unsigned' } : { state: 'verified', text: parsed.text, by, others };
}
