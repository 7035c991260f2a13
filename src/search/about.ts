/**
 * Whether what was found is about what was asked at all. BM25 has no zero of its own: how much must be found grows with what was
 * asked, and what of the question the document lacks decides, above all the things that it names.
 */
import type { ParsedQuery } from './ask/query.ts';
import type { Rankable } from './index/types.ts';
import { type Signs, signsFor } from './signs.ts';
import { BASE, WEIGHTS } from './weights.ts';

interface Judged {
  /** Log of the odds that it is about what was asked. */
  about: number;
  /** Names of things in the question of which it holds nothing, normalised. */
  lacks: readonly string[];
}

/**
 * Judges the documents that were found for a question, by the odds of a logistic regression over seventeen knowledge bases of different
 * fields and voices. Leaving each out in turn, 43.5 of 48 questions without an answer are told and 2.9 in 100 of the others denied: in
 * fifteen 42 to 48 and 0 to 7; in the hall of civil affairs, whose neighbouring offices' matters are asked for in its own words, 36 and 6,
 * and at the desk of library and museum, whose own things are asked about, 39 and 4. Fourteen of the seventeen have 40 told and at most
 * one in twenty denied; with a zero of its own for each it were fifteen. The fourth lowest of a base's 72 lies no further from another's
 * than among draws from all of them (a deviation of 0.59, and 0.65), the fortieth of its 48 a little (0.82 and 0.59): nothing that was
 * counted in a base's own texts foretold its zero (its size, and what is thought of titles and clauses with their article and without it).
 * Tried so and little better: nearness in the text and all signs of its best passage, whether that bears what was asked for (a time, a
 * sum, a reason), how often it is said, the margin to the next result, whether the question's words meet in any document, what other
 * documents or titles hold of what this one lacks, where in the question that stands, products of the signs and boosted trees, near
 * questions weighed more, how many fields hold a pair, the words and their commonness by a dictionary of 350,000 and their likeness by its
 * English glosses, questions of other bases as further ones without an answer, the names of things by their fields, questions whose
 * article was taken out as further ones without an answer, signs as ranks among those of the base's own clauses, all products of the signs
 * at once, a verb after 怎么 that stands nowhere, and 1,800 further things. Which everyday characters stand in a question tells more within
 * a base, but moves its zero, by who asks there. What is weak: of the bases' questions without an answer 10 in 816 tell a case, so that
 * who tells one is believed too soon; with a 我 before each, which makes cases of them, 32.6 of 48 are told.
 * @returns for a document and its score what is to be thought of it
 */
export function aboutness(index: Rankable, parsed: ParsedQuery): (document: number, score: number) => Judged {
  const signsOf = signsFor(index, parsed);
  return (document, score) => {
    const { signs, lacks } = signsOf(document, score);
    const about = (Object.keys(WEIGHTS) as (keyof Signs)[]).reduce(
      (sum, sign) => sum + WEIGHTS[sign] * signs[sign],
      BASE,
    );
    return { about, lacks };
  };
}

/**
 * true: the results share odd words with the query and no more, so that a reader should rather ask another way.
 * @param results what `search` found; of nothing there is nothing to say
 */
export function isFarOff(results: readonly { about: number }[]): boolean {
  return results.length > 0 && results.every(({ about }) => about < 0);
}

/** What was named and no result holds, as it is told after “没有直接说到…的内容”; empty where there is no such thing. */
export function lackingText(results: readonly { lacks: readonly string[] }[]): string {
  const [first, ...others] = results;
  const words = (first?.lacks ?? []).filter((word) => others.every(({ lacks }) => lacks.includes(word)));
  return words.length === 0 ? '' : `，找到的都没有提到${words.map((word) => `“${word}”`).join('、')}`;
}
