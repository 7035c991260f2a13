/**
 * What a question names that is not there, each by a count of zero: a word that stands nowhere, an id that nothing bears, a period for
 * which nothing was issued. Of what was owed and was not issued the state is told that the deliverables give it. Pure.
 */
import { FIT } from './ask/days.ts';
import { idsIn, vulnerabilitiesIn } from './ask/ids.ts';
import { parseQuery } from './ask/query.ts';
import { type Question, readQuestion, titlesOf } from './ask/question.ts';
import { heard } from './ask/sounds.ts';
import type { Rankable } from './index/types.ts';
import { placedIn } from './named.ts';
import { normalise, runs } from './text/normalise.ts';

/**
 * What is said of it before what was found, in Chinese; null when there is no such thing.
 * @param index holds the postings of the question's words
 * @param isPlaced whether a record of that id is shown somewhere
 * @param today local date `YYYY-MM-DD`, for 上个月 and the like
 */
export function absentText(
  index: Rankable,
  query: string,
  isPlaced: (id: string) => boolean,
  today?: string,
): string | null {
  const ids = [...idsIn(query).filter((id) => !isPlaced(id)), ...vulnerabilitiesIn(query)];
  const spoken = heard(index, query);
  const unheld = ids.filter((id) => !stands(index, normalise(id)));
  const question = readQuestion(index.documents, spoken ?? query, today);
  const isKnown = placedIn(query).some(isPlaced);
  const nowhere = isKnown ? [] : wordsNowhere(index, spoken === null ? (question.period?.rest ?? query) : query);
  const said = [
    ...nowhereText(index, nowhere, spoken),
    ...(unheld.length === 0 ? [] : [`没有编号 ${unheld.join('、')}：没有登记过，或者不在本站公开的范围`]),
    ...(ofPeriod(index, question) ?? []),
  ];
  return said.length === 0 ? null : said.join('；');
}

/** A name, an address, a version, a code: what stands for one thing. A figure with its unit is none (20kw, 5g), nor a count. */
const NAME = /[a-z].*[a-z]|\p{L}{2}|[a-z]\d{2}|\d[-_.:/@]\d|^\d{4,}$/u;
const MEASURE = /^[\d.]+(?:%|[a-z]{1,4})?$/;
const ADDRESS = /^\d+(?:[.:/-]\d+){2,}$|^\d{4,}$/;

/** Names in the question that stand nowhere: neither as a word, nor as the beginning of one, nor within a title. */
export function wordsNowhere(index: Rankable, query: string): string[] {
  const ids = new Set([...idsIn(query), ...vulnerabilitiesIn(query)].map(normalise));
  const words = runs(normalise(query)).flatMap(({ text, han }) => (han || ids.has(text) ? [] : [text]));
  return [...new Set(words)].filter(
    (word) =>
      NAME.test(word) && (!MEASURE.test(word) || ADDRESS.test(word)) && !stands(index, word) && !begins(index, word),
  );
}

/** What the manual of this program gives for an example stands nowhere here. */
const isOwn = ({ documents }: Rankable, n: number): boolean => documents[n]?.kind !== 'manual';

/** @param spoken what the question was read as by its sounds; null where it was not */
function nowhereText(index: Rankable, words: readonly string[], spoken: string | null): string[] {
  const inManual = words.some((word) => index.postings.has(word));
  const named = words.map((word) => `“${word}”`).join('、');
  return words.length === 0
    ? []
    : [`${inManual ? '除使用手册外，' : ''}没有一处提到${named}${spoken === null ? '' : `，按拼音查的是“${spoken}”`}`];
}

/** As a word or the part of one, or within what a title shows. */
const stands = (index: Rankable, word: string): boolean =>
  isHeld(index, word) || titlesOf(index.documents).some((title, n) => isOwn(index, n) && title.includes(word));

const isHeld = (index: Rankable, term: string): boolean =>
  (index.postings.get(term) ?? []).some((n, i) => i % 2 === 0 && isOwn(index, n));

function begins(index: Rankable, word: string): boolean {
  for (const term of index.postings.keys()) if (term.startsWith(word) && isHeld(index, term)) return true;
  return false;
}

/** Of what is owed these are told by their names, and of more how many there are. */
const NAMED = 3;

/** What of a period was owed and not issued, or that nothing was issued for it; undefined where neither is so, or none is named. */
function ofPeriod({ documents }: Rankable, { ofPeriod: held, period }: Question): string[] | undefined {
  if (period === null) return;
  const of = (kind: string): number[] =>
    [...(held ?? [])].filter(([n, fit]) => fit > FIT.covering && documents[n]?.kind === kind).map(([n]) => n);
  const titles = titlesOf(documents);
  const { terms, concepts } = parseQuery(period.rest);
  const asked = [
    ...terms.filter(({ sort }) => sort === 'pair' || sort === 'latin').map(({ text }) => text),
    ...concepts.flatMap(({ words }) => words),
  ];
  const owed = of('owed').filter((n) => period.rest === '' || asked.some((word) => titles[n]?.includes(word)));
  if (owed.length > 0) {
    const named = owed.slice(0, NAMED).map((n) => documents[n]?.title ?? '');
    return [`没有签发：${named.join('、')}${owed.length > NAMED ? ` 等 ${owed.length} 份` : ''}`];
  }
  // Of a knowledge base alone nothing is issued.
  if (!period.sure || of('document').length > 0 || !documents.some(({ kind }) => kind === 'document')) return;
  return [`没有为“${period.said}”签发的文件`];
}
