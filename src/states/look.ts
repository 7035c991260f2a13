/** How a state is shown: its word, its mark and how pressing it is, together, so that none of them is seen alone. Imports nothing. */

/** How pressing; drawn as a colour, and never as a colour alone. */
export type Tone = 'normal' | 'attention' | 'abnormal' | 'muted';

export interface Look {
  readonly word: string;
  readonly tone: Tone;
  /** In front of the word, so that a black-and-white copy still tells; empty for what needs no attention. */
  readonly mark: string;
  /** Words that it had before: documents bear them that were issued without a statement. */
  readonly formerly?: readonly string[];
}

/** What each state says, beside how it is shown; for the manual and the lists that explain their words. */
export interface Meaning extends Look {
  readonly meaning: string;
}

/** The mark beside a tone, where no state gives another. */
export const toneMarks: Readonly<Record<Tone, string>> = { normal: '●', attention: '△', abnormal: '▲', muted: '–' };

/** The words of the states of a family, by their codes. */
export function wordsOf<const K extends string, const W extends string>(
  looks: Readonly<Record<K, { readonly word: W }>>,
): Readonly<Record<K, W>> {
  return each(looks, ({ word }) => word);
}

/** The state that a text names, by its word or by one that it had. */
export const codeOf = <K extends string>(looks: Readonly<Record<K, Look>>, text: string): K | undefined =>
  (Object.keys(looks) as K[]).find((code) => {
    const { word, formerly = [] } = looks[code];
    return word === text || formerly.includes(text);
  });

/** What the states of a family say, by their codes. */
export const meaningsOf = <K extends string>(looks: Readonly<Record<K, Pick<Meaning, 'meaning'>>>): Record<K, string> =>
  each(looks, ({ meaning }) => meaning);

function each<K extends string, T, V>(looks: Readonly<Record<K, T>>, of: (look: T) => V): Record<K, V> {
  return Object.fromEntries(Object.entries<T>(looks).map(([code, look]) => [code, of(look)])) as Record<K, V>;
}

/** As a cell of a document; `mark` is not there where the state has none. */
export const lookCell = ({ word, tone, mark }: Look): { text: string; tone: Tone; mark?: string } => ({
  text: word,
  tone,
  ...(mark === '' ? {} : { mark }),
});

/** The same where what is as it should be needs no mark: its word alone. */
export const flaggedCell = (look: Look): string | { text: string; tone: Tone; mark?: string } =>
  look.tone === 'normal' ? look.word : lookCell(look);

/** The same for a column of a page in which every state bears a mark: that of its tone where it has none of its own. */
export const markedCell = (look: Look): { text: string; tone: Tone; mark: string } => ({
  text: look.word,
  tone: look.tone,
  mark: look.mark === '' ? toneMarks[look.tone] : look.mark,
});
