/** How titles are typed by who types their sounds: `yuebao`, `kaoqinji`, `kqjlx`. Where an index is made alone; a browser needs none of it. */
import { pinyin } from 'pinyin-pro';
import { normalise, runs } from '../search/text/normalise.ts';

/** Words are two to four characters; who types more types on to the end. */
const LONGEST = 4;
/** Two letters alone are an abbreviation of something else (`ip`, `ca`). */
const FEWEST_INITIALS = 3;

/** Of every two to four characters in a row, and from each on to the end: their syllables as one word, and their first letters. */
export function spellings(title: string): string[] {
  const found = new Set<string>();
  for (const { text, han } of runs(normalise(title))) {
    if (!han) continue;
    const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true });
    for (let from = 0; from < syllables.length; from++) {
      const rest = syllables.length - from;
      for (let size = 2; size <= rest; size++) {
        if (size > LONGEST && size < rest) continue;
        const word = syllables.slice(from, from + size);
        found.add(word.join(''));
        if (size >= FEWEST_INITIALS) found.add(word.map((syllable) => syllable[0]).join(''));
      }
    }
  }
  return [...found];
}
