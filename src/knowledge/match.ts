/** Which articles a record is about, by the odds that the search gives. Pure. */

import type { ContractBundle } from '../contract/bundle/bundle.ts';
import type { SiteArticle } from '../report/site-model.ts';
import { buildIndex, type SearchIndex, search } from '../search/search.ts';
import { numberText, percentOf } from '../wording/figures.ts';
import { fromArticle } from './search-documents.ts';

/** How sure it must be, as log odds: less where the article is for the very system. */
const ENOUGH = 2;
const ENOUGH_FOR_ITS_SYSTEM = 0;
/** What is found besides the best must come near it: a record is mostly about one thing. */
const NEAR_BEST = 0.6;
/** A record is about few things. */
const MOST_ARTICLES = 3;

/** The rule of {@link articleMatcher}, as readers are told. */
export const MATCH_RULE = `记录指明本文的；或用故障名称、所问问题在知识库中检索，本文在前 ${MOST_ARTICLES} 名，且检索判定说的是同一件事（对数几率不低于 ${ENOUGH}；记录的对象在本文的适用系统之内时，不低于 ${ENOUGH_FOR_ITS_SYSTEM}），并不低于第一名的 ${numberText(percentOf(NEAR_BEST), { unit: '%' })}`;

export interface Asked {
  /** Name of a fault, or a question. */
  text: string;
  /** Asset ids. */
  assets: readonly string[];
  /** Id of the article that the record itself names. */
  article?: string | undefined;
}

/** @returns for a record the ids of the articles that it is about, best first; empty when there is none */
export function articleMatcher(
  articles: readonly SiteArticle[],
  contract: Pick<ContractBundle, 'assets'>,
): (asked: Asked) => string[] {
  const systems = new Map(articles.map((article) => [article.id, new Set(article.systems)]));
  const words = new Map(contract.assets.map(({ id, name, kindName }) => [id, [name, kindName]]));
  // Made when something is asked: of a workspace without faults and questions nothing is.
  let asked: ((text: string) => Match[]) | undefined;
  const found = (text: string): Match[] => {
    asked ??= remembered(
      buildIndex(articles.map((article) => ({ ...fromArticle(article, 'article', ''), url: article.id }))),
    );
    return asked(text);
  };
  return ({ text, assets, article }) => {
    const named = article !== undefined && systems.has(article) ? [article] : [];
    const own = assets.flatMap((id) => words.get(id) ?? []);
    const hits = found(text);
    const near = (hits[0]?.score ?? 0) * NEAR_BEST;
    const matches = hits
      .filter(({ id, score, about }) => {
        const isItsSystem = own.some((word) => systems.get(id)?.has(word));
        return score >= near && about >= (isItsSystem ? ENOUGH_FOR_ITS_SYSTEM : ENOUGH);
      })
      .map(({ id }) => id);
    return [...new Set([...named, ...matches])];
  };
}

interface Match {
  id: string;
  score: number;
  about: number;
}

/** The same question is asked many times a year. */
function remembered(index: SearchIndex): (text: string) => Match[] {
  const known = new Map<string, Match[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const hits = search(index, text, MOST_ARTICLES).map(({ url, score, about }) => ({ id: url, score, about }));
    known.set(text, hits);
    return hits;
  };
}
