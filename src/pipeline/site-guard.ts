/** Holds the leak gate before the site: an article that leaks is left out and listed; anything else stops the build. */

import { leakRules } from '../guard/leak.ts';
import type { SiteModel } from '../report/site-model.ts';
import { allowList, differentTextsOf, leaksOf, requireNoLeaks, textsOf } from './leak-gate.ts';

/**
 * @param root folder of the workspace, for its allow-list
 * @returns the model without leaking articles, which are among its problems
 * @throws UserError when something that is no article leaks
 */
export async function guardedModel(root: string, model: SiteModel): Promise<SiteModel> {
  const allow = await allowList(root);
  const problems = [...model.problems];
  const clean = async (articles: SiteModel['articles'], folder: string) => {
    const kept: SiteModel['articles'] = [];
    for (const article of articles) {
      const file = `${folder}/${article.id}.md`;
      const [leak] = await leaksOf([{ file, text: textsOf({ ...article, html: '' }) }], allow);
      if (leak === undefined) kept.push(article);
      else
        problems.push({ file, message: `含${leakRules[leak.rule]}，未发布：${leak.excerpt}（特征值 ${leak.print}）` });
    }
    return kept;
  };
  const articles = await clean(model.articles, 'knowledge-base');
  const manual = await clean(model.manual, 'manual');
  const rest = { ...model, articles: [], manual: [], problems: [] };
  requireNoLeaks(await leaksOf([{ file: '站点内容', text: differentTextsOf(rest) }], allow));
  return { ...model, articles, manual, problems };
}
