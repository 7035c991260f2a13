/** Bytes as text and back, without what a browser of 2020 lacks. Pure. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
const BITS_OF_DIGIT = 6;
const BITS_OF_BYTE = 8;
const BYTE = 256;

/** Standard Base 64 (RFC 4648, section 4), padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = held * BYTE + byte;
    for (bits += BITS_OF_BYTE; bits >= BITS_OF_DIGIT; bits -= BITS_OF_DIGIT) {
      const unit = 2 ** (bits - BITS_OF_DIGIT);
      text += DIGITS.charAt(Math.floor(held / unit));
      held %= unit;
    }
  }
  if (bits > 0) text += DIGITS.charAt(held * 2 ** (BITS_OF_DIGIT - bits));
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** @returns undefined for what `toBase64` would not have written, unused bits that are not zero included */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={0,2}$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * BITS_OF_DIGIT) / BITS_OF_BYTE));
  let held = 0;
  let bits = 0;
  let n = 0;
  for (const digit of digits) {
    const value = VALUES.get(digit);
    if (value === undefined) return undefined;
    held = held * 2 ** BITS_OF_DIGIT + value;
    bits += BITS_OF_DIGIT;
    if (bits < BITS_OF_BYTE) continue;
    bits -= BITS_OF_BYTE;
    bytes[n] = Math.floor(held / 2 ** bits);
    n += 1;
    held %= 2 ** bits;
  }
  return toBase64(bytes) === text ? bytes : undefined;
}

const HEX_DIGITS = '0123456789abcdef';
/** Of each byte. */
const PAIRS = Array.from({ length: BYTE }, (_, byte) => HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15));
/** Value of each digit by its code. */
const HEX_VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, HEX_DIGITS.indexOf(String.fromCharCode(code))),
);

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let n = 0; n < bytes.length; n += 1) text += PAIRS[bytes[n] as number] as string;
  return text;
}

/** @returns undefined for what is no lower-case hex of whole bytes */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  const value = (at: number) => HEX_VALUES[text.charCodeAt(at)] as number;
  for (let n = 0; n < bytes.length; n += 1) bytes[n] = value(2 * n) * 16 + value(2 * n + 1);
  return bytes;
}

/** UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** @returns undefined for bytes that are no UTF-8 */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const { length } of parts) size += length;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (a[n] !== b[n]) return false;
  return true;
}
