/**
 * The words of a contract for its parties and kinds of duty, and the numbers that its clauses have on paper. What the program says names
 * them in marks, `⟦采购人⟧`, `⟦条款:9.1⟧`, because another contract says 甲方 or 业主, and because the ids of data are the program's own:
 * the paper says 第九条（一）. Where a text leaves the program for a reader (document, page, terminal) the marks are replaced. Texts of
 * data bear no marks, so that nothing that a person wrote is ever altered. Pure.
 */
import { clausesOnPaper } from './paper-numbers.ts';
import type { Clause, Contract } from './terms/contract.ts';

/** Every word that is marked, with how it reads where no contract says otherwise: as it stands between the marks. */
export const markedWords = ['采购人', '供应商', '监理', '现场', '值班', '后备支持'] as const;
export type MarkedWord = (typeof markedWords)[number];
export type ContractWords = Readonly<Record<MarkedWord, string>> & {
  /** What the paper calls each clause. */
  readonly clauses: readonly Pick<Clause, 'id' | 'paper'>[];
};

const MARKED = new RegExp(`⟦(${markedWords.join('|')})⟧`, 'g');

/** The words of no contract: what help, manual and messages say before one is open. */
export const plainWords = {
  ...Object.fromEntries(markedWords.map((word) => [word, word])),
  clauses: [],
} as unknown as ContractWords;

/** The words of this contract: `parties.called`, `requirements.duties` and `clauses`, the plain ones where it names none. */
export function wordsOf({
  parties,
  requirements,
  clauses = [],
}: Pick<Contract, 'parties' | 'requirements'> & Partial<Pick<Contract, 'clauses'>>): ContractWords {
  const { purchaser, supplier, supervisor } = parties.called ?? {};
  const { resident, oncall, backup } = requirements?.duties ?? {};
  return {
    采购人: purchaser ?? plainWords.采购人,
    供应商: supplier ?? plainWords.供应商,
    监理: supervisor ?? plainWords.监理,
    现场: resident ?? plainWords.现场,
    值班: oncall ?? plainWords.值班,
    后备支持: backup ?? plainWords.后备支持,
    clauses: clauses.map(({ id, paper }) => ({ id, paper })),
  };
}

/** The text with the words in place of their marks. */
export const sayIn = (words: ContractWords, text: string): string =>
  text.includes('⟦')
    ? clausesOnPaper(
        text.replace(MARKED, (_, word: MarkedWord) => words[word]),
        words.clauses,
      )
    : text;

/**
 * The same of every text in a value of plain data (lists, objects); maps and sets stay as they are, and so does a part
 * without marks, the same object.
 */
export function sayAllIn<T>(words: ContractWords, value: T): T {
  if (typeof value === 'string') return sayIn(words, value) as T;
  if (Array.isArray(value)) {
    const said = value.map((one: unknown) => sayAllIn(words, one));
    return said.some((one, n) => one !== value[n]) ? (said as T) : value;
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const said = entries.map(([key, one]): [string, unknown] => [key, sayAllIn(words, one)]);
  return said.some(([, one], n) => one !== entries[n]?.[1]) ? (Object.fromEntries(said) as T) : value;
}

/** How the examples of records, which speak of the first contract, name what `markedWords` mark. */
const IN_EXAMPLES: Readonly<Record<string, MarkedWord>> = { 采购人: '采购人', 供应商: '供应商', 驻点: '现场' };
const EXAMPLE_WORD = new RegExp(Object.keys(IN_EXAMPLES).join('|'), 'g');

/** A text of an example with its marks, so that it reads in the words of whoever fills in a record. */
export const markedExample = (text: string): string =>
  text.replace(EXAMPLE_WORD, (word) => `⟦${IN_EXAMPLES[word] ?? word}⟧`);

/** A text of an example in the words of a contract. */
export const sayExample = (words: ContractWords, text: string): string => sayIn(words, markedExample(text));
