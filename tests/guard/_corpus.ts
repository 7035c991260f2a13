/** Reads the sets of sentences on which the leak gate is measured: `corpus/*.txt`, one sentence a line below its kind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One sentence with the stretches of it that are secret; none for a look-alike. */
export interface Sentence {
  /** File and line, for a message. */
  place: string;
  kind: string;
  text: string;
  secrets: { from: number; to: number }[];
}

/** Every third sentence was kept back while the rules were written: figures of both parts are held to the same goal. */
export type Part = 'developed' | 'kept-back' | 'whole';

/** The sentences of one file. `¦` only keeps a token apart in the file; `⏎` is a line break; « and » stand around a secret. */
export function sentences(name: string, part: Part = 'whole'): Sentence[] {
  let kind = '';
  const all = readFileSync(join(import.meta.dirname, 'corpus', `${name}.txt`), 'utf8')
    .split('\n')
    .flatMap((line, i): Sentence[] => {
      const heading = /^\[(\p{Script=Han}+)\]$/u.exec(line);
      if (heading !== null) kind = heading[1] as string;
      if (heading !== null || line === '' || line.startsWith('# ')) return [];
      return [{ place: `${name}.txt:${i + 1}`, kind, ...marked(line) }];
    });
  return all.filter((_, i) => part === 'whole' || (i % 3 === 2) === (part === 'kept-back'));
}

function marked(line: string): Pick<Sentence, 'text' | 'secrets'> {
  const secrets: Sentence['secrets'] = [];
  let text = '';
  for (const piece of line
    .replaceAll('¦', '')
    .replaceAll('⏎', '\n')
    .split(/([«»])/)) {
    if (piece === '«') secrets.push({ from: text.length, to: text.length });
    else if (piece === '»') (secrets.at(-1) as { to: number }).to = text.length;
    else text += piece;
  }
  return { text, secrets };
}
