/** SM3 (GB/T 32905-2016) for where no system library has it: a browser. Pure; works on pieces, so that a file is never held whole. */

const BLOCK = 64;
const LENGTH_AT = 56;
const ROUNDS = 64;
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const;

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex; nothing is added after it. */
  hex(): string;
}

const turn = (word: number, by: number): number => (word << by) | (word >>> ((32 - by) & 31));
const p0 = (x: number): number => x ^ turn(x, 9) ^ turn(x, 17);
const p1 = (x: number): number => x ^ turn(x, 15) ^ turn(x, 23);

/** Opens an SM3 digest. */
export function sm3(): Hasher {
  const state = Int32Array.from(START);
  const block = new Uint8Array(BLOCK);
  const view = new DataView(block.buffer);
  const words = new Int32Array(ROUNDS + 4);
  let held = 0;
  let length = 0;

  const compress = (): void => {
    for (let n = 0; n < 16; n += 1) words[n] = view.getInt32(n * 4);
    expand(words);
    mix(state, words);
  };
  const update = (bytes: Uint8Array): void => {
    length += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + BLOCK - held);
      block.set(part, held);
      held += part.length;
      at += part.length;
      if (held < BLOCK) continue;
      compress();
      held = 0;
    }
  };
  return {
    update,
    hex() {
      const bits = length * 8;
      update(Uint8Array.of(0x80));
      while (held !== LENGTH_AT) update(Uint8Array.of(0));
      view.setUint32(LENGTH_AT, Math.floor(bits / 2 ** 32));
      view.setUint32(LENGTH_AT + 4, bits % 2 ** 32);
      compress();
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/** The words of a block, as many as there are rounds and four more. */
function expand(words: Int32Array): void {
  const at = (n: number): number => words[n] as number;
  for (let n = 16; n < words.length; n += 1)
    words[n] = p1(at(n - 16) ^ at(n - 9) ^ turn(at(n - 3), 15)) ^ turn(at(n - 13), 7) ^ at(n - 6);
}

function mix(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let n = 0; n < ROUNDS; n += 1) {
    const early = n < 16;
    const word = words[n] as number;
    const shifted = turn(a, 12);
    const first = turn((shifted + e + turn(early ? 0x79cc4519 : 0x7a879d8a, n % 32)) | 0, 7);
    const second = first ^ shifted;
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const one = (ff + d + second + (word ^ (words[n + 4] as number))) | 0;
    const two = (gg + h + first + word) | 0;
    [d, c, b, a] = [c, turn(b, 9), a, one];
    [h, g, f, e] = [g, turn(f, 19), e, p0(two)];
  }
  for (const [n, word] of [a, b, c, d, e, f, g, h].entries()) state[n] = (state[n] as number) ^ word;
}
