/** Where the built sites of a workspace are. */
import { join } from 'node:path';
import type { SiteView } from '../../report/site-model.ts';

/** Folder of the built site: the supplier's own is `site`, those for others `site-purchaser` and `site-audit`. */
export const siteFolder = (root: string, view: SiteView = 'supplier'): string =>
  join(root, '.opsledger', 'cache', folderName(view));

export const folderName = (view: SiteView): string => (view === 'supplier' ? 'site' : `site-${view}`);
