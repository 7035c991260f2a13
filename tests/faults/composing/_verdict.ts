/** What came of a document that was composed with a wrong place. */
import type { Data } from '../../../src/recount/data.ts';
import { MISSING } from '../../../src/wording/words.ts';
import { stateWordsIn } from '../../support/told-facts.ts';
import type { Printed } from './_compared.ts';
import type { Site } from './_sites.ts';

/**
 * `told` and `unseen` changed a figure, `excused` only such as no second count is asked of, and with `bare` a number lost its id, which
 * `tests/recount/demo.service.test.ts` forbids; `verdict` changed no figure and a word by which something is judged, which no second
 * count is asked of yet; `words` changed what else is printed, `same` nothing in these documents, and with `broke` there was none.
 */
export type Verdict = 'told' | 'unseen' | 'bare' | 'excused' | 'verdict' | 'words' | 'same' | 'broke';

export interface TriedSite {
  site: Site;
  verdict: Verdict;
  /** Figures: of what is told those that the second count names, else those that changed. */
  figures: readonly string[];
}

/** @param made null: it could not be composed */
export function verdictOf(right: Data, made: Data, printed: Printed): Pick<TriedSite, 'verdict' | 'figures'> {
  if (made === null) return { verdict: 'broke', figures: [] };
  if (JSON.stringify(made) === JSON.stringify(right)) return { verdict: 'same', figures: [] };
  const figures = changedFigures(printed, right, made);
  const told = printed.differences(made);
  if (figures.length === 0 && told.length === 0) {
    const judged = changedStates(right, made);
    return { verdict: judged.length > 0 ? 'verdict' : 'words', figures: judged };
  }
  if (told.length > 0) return { verdict: 'told', figures: told };
  if (printed.bare(made) > printed.bare(right)) return { verdict: 'bare', figures };
  return { verdict: figures.every((id) => printed.isExcused(id)) ? 'excused' : 'unseen', figures };
}

/** Ids of figures that one of them has and the other has not, with that value and interval; the order is no matter. */
function changedFigures(printed: Printed, was: Data, is: Data): string[] {
  const said = (made: Data): Set<string> =>
    new Set(printed.figures(made).map((figure) => `${figure.id} ${JSON.stringify(figure)}`));
  const changed = said(was).symmetricDifference(said(is));
  return [...new Set([...changed].map((one) => one.slice(0, one.indexOf(' '))))];
}

/** Words of states that stand more or less often in one of them than in the other. */
function changedStates(was: Data, is: Data): string[] {
  const [before, after] = [was, is].map((one) => Map.groupBy(stateWordsIn(judgedIn(one)), (word) => word));
  const words = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...words].filter((word) => word !== MISSING && before?.get(word)?.length !== after?.get(word)?.length);
}

/** What judges something: not what a list may be filtered by, and not the word for a value that is not there. */
function judgedIn(value: Data): Data {
  if (Array.isArray(value)) return value.map(judgedIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (key === 'filters' ? [] : [[key, judgedIn(one)]])),
  );
}
