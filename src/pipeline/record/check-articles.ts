/** A record may name articles of the knowledge base: a document would print an id that leads nowhere. */
import { nearest } from '../../contract/nearest.ts';
import { allArticles, articlesIn, namedArticle } from '../../knowledge/named.ts';
import type { ConsultationRecord } from '../../records/kinds/consultation.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { EntryProblem } from '../../workspace/store/record-check.ts';

/** Articles named in a message at most. */
const SHOWN = 2;

/** The articles that a record names and that are not there, each with those that may be meant. */
export async function unknownArticles(root: string, record: AnyRecord): Promise<EntryProblem[]> {
  // What came of a question may be written after it.
  if ((record as ConsultationRecord).articleChange === 'new') return [];
  const problems: EntryProblem[] = [];
  for (const { field, id } of articlesIn(record)) {
    if ((await namedArticle(root, id)) !== undefined) continue;
    const expected = await expectedOf(root, id);
    problems.push({ field, found: id, expected, summary: '引用的知识条目不存在' });
  }
  return problems;
}

/** An article may be meant by its title, too. */
async function expectedOf(root: string, wrong: string): Promise<string> {
  const words = (await allArticles(root)).flatMap((article) =>
    [article.id, article.title].map((text) => ({ article, text })),
  );
  const close = nearest(wrong, words, ({ text }) => text, words.length).map(({ article }) => article);
  const meant = [...new Set(close)].slice(0, SHOWN).map(({ id, title }) => `${id}（${title}）`);
  const known = 'knowledge-base/ 中已有的条目，不写扩展名';
  return meant.length === 0 ? known : `${known}；您是不是要 ${meant.join('、')}？`;
}
