/** How the terminal looks: aligned by display width, colour only on a terminal, a bar where a person would wait. */
import { createRequire } from 'node:module';
import { nowDoing } from './quiet-lines.ts';
import { said } from './said.ts';

const colours = { red: 31, green: 32, yellow: 33, blue: 34, grey: 90, bold: 1 } as const;
export type Colour = keyof typeof colours;

/** Tells our colours from those in data, which cannot know it; of the form that widths leave out. */
const OURS = `${someNumber()};${someNumber()}`;
const OUR_COLOUR = new RegExp(`\\u001b\\[${OURS};(\\d+)m`, 'g');
/**
 * What a terminal obeys, and what shows a line in another order than it has: titles, file names and answers of machines come
 * from anywhere. Line feed and tab are text.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** Colours `text` when stdout is a terminal that wants colour; to be written through `harmless`. */
export function paint(colour: Colour, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  if (!stream.isTTY || process.env.NO_COLOR !== undefined) return text;
  const turn = (code: number) => `\u001b[${OURS};${code}m`;
  return `${turn(colours[colour])}${text}${turn(0)}`;
}

/**
 * What may be written to a terminal, in the words of the contract: of all that it would obey only the colours of `paint`, the
 * rest as `<U+001B>`.
 */
export function harmless(text: string): string {
  const parts = said(text).split(OUR_COLOUR);
  // Split by a pattern with one group: every second part is the code of a colour.
  return parts
    .map((part, i) => (i % 2 === 1 ? `\u001b[${part}m` : part.replace(OBEYED, (c) => `<U+${codeOf(c)}>`)))
    .join('');
}

/** A JSON document of the same value, of which a terminal obeys nothing. @param json as `JSON.stringify` gives it */
export const harmlessJson = (json: string): string => json.replace(OBEYED, (c) => `\\u${codeOf(c).toLowerCase()}`);

/** Four digits, from what the process has of chance without loading all of `node:crypto`. */
function someNumber(): number {
  return 1000 + ((Number(process.hrtime.bigint() % 9000n) + Math.floor(Math.random() * 9000)) % 9000);
}

/** Of what nearly every cell holds: printable ASCII, dashes, quotes and arrows, one column each, and Chinese with its punctuation, two each. */
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_OR_CHINESE =
  /^[\x20-\x7e\u00b7\u00d7\u2013\u2014\u2018-\u201d\u2026\u2190-\u2193\u2264\u2265\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*$/;
const NARROW = /[\x20-\u2fff]/g;

const require = createRequire(import.meta.url);
let measured: ((text: string) => number) | undefined;

/** Columns on a terminal. What measures everything else takes 30 ms to load, a third of a short command. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  if (PLAIN_OR_CHINESE.test(text)) return text.length * 2 - (text.match(NARROW)?.length ?? 0);
  measured ??= (require('string-width') as { default: (text: string) => number }).default;
  return measured(text);
}

/** Pads to a display width; wide characters count two. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Beyond this a cell widens no column: one sentence would push every other row off the screen. */
const WIDEST = 48;

/** Rows as columns, two spaces apart; the last column is not padded. */
export function columns(marked: readonly (readonly string[])[]): string[] {
  const rows = marked.map((row) => row.map(said));
  const widths = rows.reduce<number[]>(
    (best, row) => row.map((cell, i) => Math.max(best[i] ?? 0, fitting(widthOf(cell)))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

const fitting = (width: number): number => (width > WIDEST ? 0 : width);

/** Who reads may stop at any line (`| head`): what is written after that is for nobody, and no error. */
export function allowClosing(stream: Pick<NodeJS.WriteStream, 'on'>): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const BAR = 24;
/** No bar for what is done before a person would wonder. */
const QUIET_MS = 1500;
/** Between redraws. */
const FRAME_MS = 100;

export interface Progress {
  update(done: number, total: number, what: string): void;
  end(): void;
}

/** A bar on stderr, only on a terminal, and only when the work lasts; elsewhere a line now and then (`quiet-lines.ts`). @param label what is being done */
export function progressBar(label: string): Progress {
  const started = performance.now();
  let drawn = 0;
  return {
    update(done, total, what) {
      nowDoing(() => `${label} ${done}/${total} ${what}`);
      const now = performance.now();
      if (!process.stderr.isTTY || now - started < QUIET_MS || (now - drawn < FRAME_MS && done < total)) return;
      drawn = now;
      const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
      process.stderr.write(`\r\u001b[K${label} ${bar} ${done}/${total} ${harmless(what)}`);
    },
    end() {
      nowDoing(null);
      if (drawn > 0) process.stderr.write('\r\u001b[K');
    },
  };
}

/**
 * Says on stderr that something is going on that cannot be counted, with the seconds; off a terminal by a line now and then
 * (`quiet-lines.ts`).
 * @param label what is being done; asked again each time where it changes on the way
 */
export async function busy<T>(label: string | (() => string), work: Promise<T>): Promise<T> {
  const text = (): string => (typeof label === 'string' ? label : label());
  nowDoing(text);
  if (!process.stderr.isTTY) return work.finally(() => nowDoing(null));
  const started = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`\r\u001b[K${text()}… ${seconds} 秒`);
  }, QUIET_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    process.stderr.write('\r\u001b[K');
  }
}
