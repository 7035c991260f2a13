/** How one asks: with a word for what one wants to know, or by telling what happened. Pure. */

/** What stands for that which one wants to know: a person, a place, a time, a number, a way, a reason. */
const ASKED_FOR = /[谁哪几啥咋怎何]|什么|多[久少长大高远宽重]/;

/** A clause after another, which mostly says what one's case is. */
const ANOTHER_CLAUSE = /\p{Script=Han}\s*[,;。!?]\s*\S/u;

/** A clause that ends with 了 says what happened. */
const HAPPENED = /了(?:[\s,;。!?]|$)/;

/** Who speaks of oneself, or of what one wants, speaks of a case. */
const ONESELF = /[我咱俺想]|自己/;

export interface Manner {
  /** Whether a case is told: 我妈卧床，钱停了. */
  tells: boolean;
  /** Whether it asks with a word for what is wanted: 谁、哪里、几点、怎么. */
  asks: boolean;
}

/** @param query normalised, with its marks and the words that only ask */
export const mannerOf = (query: string): Manner => ({
  tells: [ANOTHER_CLAUSE, HAPPENED, ONESELF].some((mark) => mark.test(query)),
  asks: ASKED_FOR.test(query),
});
