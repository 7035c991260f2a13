/** Text as the search compares it. Nothing here depends on the platform's language data, so index and query agree. */
import { toSimplified } from './traditional.ts';

/** Full-width to half-width, compatibility forms unified, lower case, simplified characters. */
export function normalise(text: string): string {
  return toSimplified(text.normalize('NFKC').toLowerCase());
}

const HAN = /\p{Script=Han}/u;
const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+(?:[-_.+#@/:][\p{L}\p{N}]+)*[+#]*/gu;

/** A stretch of one script: Chinese characters, or a Latin word or number with its inner punctuation. */
export interface Run {
  text: string;
  han: boolean;
  /** UTF-16 offset in the text that was split. */
  start: number;
}

/** Splits normalised text into runs; punctuation and white space only separate. */
export function runs(text: string): Run[] {
  const found: Run[] = [];
  for (const match of text.matchAll(RUN)) {
    for (const piece of splitScripts(match[0])) {
      found.push({ text: piece.text, han: piece.han, start: match.index + piece.offset });
    }
  }
  return found;
}

/** `mysql主从` is one match of letters: cut it where Chinese begins or ends. */
function splitScripts(text: string): { text: string; han: boolean; offset: number }[] {
  const pieces: { text: string; han: boolean; offset: number }[] = [];
  let from = 0;
  let han = HAN.test(text[0] ?? '');
  const flush = (to: number): void => {
    const piece = text.slice(from, to);
    const core = han ? piece : piece.replace(/^[-_.@/:]+|[-_.@/:]+$/g, '');
    if (core !== '') pieces.push({ text: core, han, offset: from + piece.indexOf(core) });
    from = to;
  };
  let at = 0;
  for (const character of text) {
    const isHan = HAN.test(character);
    if (isHan !== han) {
      flush(at);
      han = isHan;
    }
    at += character.length;
  }
  flush(at);
  return pieces;
}
