/**
 * The signature of a witness, who saw at a time that the tree continues the one it saw before: C2SP tlog-cosignature, the Ed25519
 * form (`cosignature/v1`). Pure.
 */
import { concat, utf8 } from './bytes.ts';
import type { NoteKey, NoteSignature, NoteVerifier, Sign, Verify } from './note.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const HALF = 2 ** 32;

/** What is signed: a header, the time, and the whole text of the checkpoint. @param time seconds since 1970 */
const message = (text: string, time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** @param key of the type `COSIGNATURE` @param time seconds since 1970 @throws RangeError for a time that is none */
export function cosign({ name, id }: NoteKey, text: string, time: number, sign: Sign): NoteSignature {
  if (!Number.isSafeInteger(time) || time < 0) throw new RangeError(`no time: ${time}`);
  const stamp = new Uint8Array(TIME_BYTES);
  const view = new DataView(stamp.buffer);
  view.setUint32(0, Math.floor(time / HALF));
  view.setUint32(TIME_BYTES / 2, time % HALF);
  return { name, id, bytes: concat(stamp, sign(message(text, time))) };
}

/** Seconds since 1970 that a cosignature states; undefined for what is none. */
export function cosignedAt(signature: Uint8Array): number | undefined {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const view = new DataView(signature.buffer, signature.byteOffset, TIME_BYTES);
  const time = view.getUint32(0) * HALF + view.getUint32(TIME_BYTES / 2);
  return Number.isSafeInteger(time) ? time : undefined;
}

/** Judges the cosignatures of a witness. */
export function cosignatureVerifier({ name, id, key }: NoteKey, verify: Verify): NoteVerifier {
  return {
    name,
    id,
    verify(text, signature) {
      const time = cosignedAt(signature);
      return time !== undefined && verify(key, message(text, time), signature.subarray(TIME_BYTES));
    },
  };
}
