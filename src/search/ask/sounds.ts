/** Latin words that stand nowhere, read as Chinese by their sounds or first letters: xunjianrizhi → 巡检日志, kqj → 考勤机. Pure. */
import type { Rankable, Sounds } from '../index/types.ts';
import { normalise } from '../text/normalise.ts';
import { isKnown } from './correct.ts';

const WORDS = /\b[a-z]+(?:[ '][a-z]+)*\b/g;
const SYLLABLE = 6;

/** The beginnings by which sounds are kept together, of all that a query may be read as. */
export const soundFilesOf = (query: string): string[] =>
  (normalise(query).match(WORDS) ?? [])
    .map((words) => words.replace(/[ ']/g, ''))
    .flatMap((word) => Array.from({ length: word.length - 1 }, (_, n) => word.slice(n, n + 2)));

/** @returns the query in Chinese; null where no word of it is read so */
export function heard(index: Rankable, query: string): string | null {
  const { sounds } = index;
  if (sounds === undefined) return null;
  const typed = normalise(query);
  const text = typed.replace(WORDS, (whole) => {
    const words = whole.split(/[ ']/);
    const together = words.some((word) => isKnown(index, word)) ? undefined : read(sounds, words.join(''));
    return together ?? words.map((word) => (isKnown(index, word) ? word : (read(sounds, word) ?? word))).join(' ');
  });
  return text === typed ? null : text;
}

interface Reading {
  text: string;
  likelihood: number;
}

/** The likeliest of all readings of which each pair of characters stands somewhere. */
function read(sounds: Sounds, word: string): string | undefined {
  const initials = sounds.get(word)?.[0];
  if (typeof initials === 'string') return initials;
  /** By where the last syllable begins, and the last character; those of the whole word. */
  const until = Array.from({ length: word.length }, () => new Map<string, Reading>());
  const whole = new Map<string, Reading>();
  for (const [at, before] of until.entries())
    for (const [first, second] of syllablesFrom(word, at))
      for (const reading of longer(sounds.get(`${first} ${second}`) ?? [], at === 0 ? undefined : before)) {
        keep(until[at + first.length] as Map<string, Reading>, reading);
        if (at + first.length + second.length === word.length) keep(whole, reading);
      }
  return [...whole.values()].sort((a, b) => b.likelihood - a.likelihood)[0]?.text;
}

/** More documents than there are: each further pair makes a reading less likely. */
const MOST = 1e6;

/** Readings one pair longer. @param before by their last character; undefined at the beginning */
function* longer(pairs: readonly (string | number)[], before: ReadonlyMap<string, Reading> | undefined) {
  for (let n = 0; n < pairs.length; n += 2) {
    const [from = '', to = ''] = pairs[n] as string;
    const known = before === undefined ? { text: from, likelihood: 0 } : before.get(from);
    const likelihood = Math.log((pairs[n + 1] as number) / MOST);
    if (known !== undefined) yield { text: known.text + to, likelihood: known.likelihood + likelihood };
  }
}

function keep(among: Map<string, Reading>, reading: Reading): void {
  const last = reading.text.slice(-1);
  if (reading.likelihood > (among.get(last)?.likelihood ?? Number.NEGATIVE_INFINITY)) among.set(last, reading);
}

/** What may be two syllables at a place of a word. */
function* syllablesFrom(word: string, at: number): Generator<[string, string]> {
  for (let one = at + 1; one <= at + SYLLABLE; one++)
    for (let two = one + 1; two <= Math.min(word.length, one + SYLLABLE); two++)
      yield [word.slice(at, one), word.slice(one, two)];
}
