/** Articles of the knowledge base that the site cannot publish, or not as they were written. */
import { articleFolder, articleProblems } from '../../knowledge/articles.ts';
import type { Finding } from './finding.ts';

/** The same sentences that a build of the site tells; links are looked up where the articles are drawn. */
export const articleFindings = async (root: string): Promise<Finding[]> =>
  (await articleProblems(articleFolder(root))).map(({ file, message }) => ({
    ...{ cause: 'article', file, what: message, where: message },
  }));
