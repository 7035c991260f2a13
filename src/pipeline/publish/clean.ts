/** Holds the leak gate before the site: an article that leaks is left out and listed; anything else stops the build. */

import { allowList, differentTextsOf, leaksOf, requireNoLeaks, textsOf } from '../../guard/allowed.ts';
import { type Leak, leakName } from '../../guard/leak.ts';
import type { SiteArticle, SiteModel } from '../../report/site-model.ts';

/**
 * @param root folder of the workspace, for its allow-list
 * @param folder where the articles are kept, for the names of their files
 * @returns those that do not leak, and of each of the others why it is not published
 */
export async function cleanArticles(
  root: string,
  articles: readonly SiteArticle[],
  folder: string,
): Promise<{ articles: SiteArticle[]; problems: SiteModel['problems'] }> {
  const allow = await allowList(root);
  const kept: SiteArticle[] = [];
  const problems: SiteModel['problems'] = [];
  for (const article of articles) {
    const file = `${folder}/${article.id}.md`;
    const [leak] = await leaksOf([{ file, text: textsOf({ ...article, html: '' }) }], allow);
    if (leak === undefined) kept.push(article);
    else problems.push({ file, message: `含${leakName(leak)}，未发布：${leak.excerpt}（特征值 ${leak.print}）` });
  }
  return { articles: kept, problems };
}

/** Two coordinates of a drawing read like a telephone number; its words stand beside it as data. */
const undrawn = (section: SiteModel['sections'][number]): SiteModel['sections'][number] => ({
  ...section,
  pages: section.pages.map((page) => ({
    ...page,
    sections: page.sections.map((one) => ({
      ...one,
      blocks: one.blocks.map((block) => (block.type === 'chart' ? { ...block, svg: '' } : block)),
    })),
  })),
});

/**
 * @param judged takes out of the leaks what the pages may say, such as numbers of fields that are meant for them
 * @throws UserError when anything that the pages say leaks; its articles passed `cleanArticles`
 */
export async function requireCleanModel(
  root: string,
  model: SiteModel,
  judged: (leaks: Leak[]) => Promise<Leak[]>,
): Promise<void> {
  const rest = { ...model, sections: model.sections.map(undrawn), articles: [], manual: [], problems: [] };
  const leaks = await leaksOf([{ file: '站点内容', text: differentTextsOf(rest) }], await allowList(root));
  requireNoLeaks(await judged(leaks));
}
