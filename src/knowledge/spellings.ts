/** How what stands in an index sounds, for who types the sounds: `yuebao`, `kaoqinji`, `kqj`. Where an index is made alone; a browser needs none of it. */
import { pinyin } from 'pinyin-pro';
import type { SearchIndex, Sounds } from '../search/index/types.ts';
import { normalise, runs } from '../search/text/normalise.ts';

/** Words of titles are three or four characters long; who types more types on to the end. Two letters are an abbreviation (`ip`, `ca`). */
const INITIALS = [3, 4];
const FEWEST = 3;

const syllablesOf = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array', v: true });

/** Of each pair of characters that stands anywhere its syllables, and of the words of titles their first letters. */
export function soundsOf({ postings, documents }: Pick<SearchIndex, 'postings' | 'documents'>): Sounds {
  const found = new Map<string, Map<string, number>>();
  const add = (sound: string, text: string, times: number): void => {
    const own = found.get(sound) ?? new Map<string, number>();
    found.set(sound, own.set(text, (own.get(text) ?? 0) + times));
  };
  for (const [term, { length }] of postings)
    if (/^\p{Script=Han}{2}$/u.test(term)) add(syllablesOf(term).join(' '), term, length / 2);
  for (const title of new Set(documents.map((one) => normalise(one.title))))
    for (const { text, han } of runs(title))
      if (han) for (const [letters, word] of initialsIn(text)) add(letters, word, 1);
  return new Map(
    [...found].map(([sound, texts]) => {
      // Of first letters the commonest is meant.
      const own = [...texts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      return [sound, (sound.includes(' ') ? own : own.slice(0, 1)).flat()];
    }),
  );
}

/** First letters of each three or four characters in a row, and from each on to the end, with what they stand for. */
function initialsIn(text: string): [string, string][] {
  const letters = syllablesOf(text).map(([first]) => first);
  const characters = [...text];
  return characters.flatMap((_, from) =>
    [...new Set([...INITIALS, characters.length - from])]
      .filter((size) => size >= FEWEST && from + size <= characters.length)
      .map((size): [string, string] => [
        letters.slice(from, from + size).join(''),
        characters.slice(from, from + size).join(''),
      ]),
  );
}
