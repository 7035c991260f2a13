/** Where the built sites of a workspace stand. */
import { join } from 'node:path';
import type { SiteView } from '../../report/site-model.ts';

/** Name of a view's folder below the cache: the supplier's own is `site`, those for others `site-purchaser` and `site-audit`. */
export const siteFolderName = (view: SiteView): string => (view === 'supplier' ? 'site' : `site-${view}`);

/** Folder of the built site. @param root absolute path of the workspace */
export const siteFolder = (root: string, view: SiteView = 'supplier'): string =>
  join(root, '.opsledger', 'cache', siteFolderName(view));
