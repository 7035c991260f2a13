/** What a question names that is not there: a period of which nothing was issued, an id that nothing bears. Pure. */
import { idsIn, vulnerabilitiesIn } from './ask/ids.ts';
import { readQuestion } from './ask/question.ts';
import type { Rankable } from './index/types.ts';
import { normalise } from './text/normalise.ts';

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
  const { missing } = readQuestion(index.documents, query, today);
  const ids = [...idsIn(query).filter((id) => !isPlaced(id)), ...vulnerabilitiesIn(query)];
  const unheld = ids.filter((id) => !stands(index, normalise(id)));
  const said = [
    ...(missing === null ? [] : [`没有“${missing}”的文件：这一期没有签发，或者缺失`]),
    ...(unheld.length === 0 ? [] : [`没有编号 ${unheld.join('、')}：没有登记过，或者不在本站公开的范围`]),
  ];
  return said.length === 0 ? null : said.join('；');
}

/** An id stands as a whole, or as the part of a longer one that a title shows. */
const stands = (index: Rankable, id: string): boolean =>
  index.postings.has(id) || index.documents.some(({ title }) => normalise(title).includes(id));
