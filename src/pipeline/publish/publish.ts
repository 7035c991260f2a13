/** Builds the intranet site of a workspace, and searches it from the terminal. */

import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteView } from '../../report/site-model.ts';
import { fromFiles, HEAD_FILE, parseHead } from '../../search/index/shards.ts';
import type { SearchResult } from '../../search/index/types.ts';
import { isFarOff } from '../../search/nearness.ts';
import { search } from '../../search/search.ts';
import type { SiteServer } from '../../server/server.ts';
import { loadSettings } from '../../workspace/settings/settings.ts';
import { withoutKnownContacts } from '../contacts.ts';
import { type DueItem, needsAttention } from '../plan/due.ts';
import { remembering, type Session } from '../session.ts';
import { buildSite, type SiteBuildResult } from './build.ts';
import { requireCleanModel } from './clean.ts';
import { type SiteContent, siteContent } from './model.ts';

/** Folder of the built site: the supplier's own is `site`, those for others `site-purchaser` and `site-audit`. */
export const siteFolder = (root: string, view: SiteView = 'supplier'): string =>
  join(root, '.opsledger', 'cache', folderName(view));

const folderName = (view: SiteView): string => (view === 'supplier' ? 'site' : `site-${view}`);

export interface PublishResult extends SiteBuildResult {
  /** Relative to the workspace. */
  folder: string;
  problems: { file: string; message: string }[];
  /** Open items, nearest first, and how many of them are overdue, missing or sent back. */
  due: DueItem[];
  overdue: number;
  /** What was built for others. */
  views: (SiteBuildResult & { view: SiteView; folder: string })[];
}

/**
 * Builds the site as of `now` (ISO), and the views that the settings ask for besides.
 * @param onView told when the build of a view begins, the first being number 1
 * @throws EnvironmentError when a build fails; the old sites stay
 */
export async function publish(
  session: Session,
  now: string,
  onView: (view: SiteView, n: number, count: number) => void = () => undefined,
): Promise<PublishResult> {
  const views: SiteView[] = ['supplier', ...session.workspace.settings.site.views];
  // Drafts, plan, pages and views read the same files again and again.
  const reader = remembering(session);
  const results: Omit<PublishResult, 'views'>[] = [];
  let content = siteContent(reader, now, views[0] as SiteView);
  for (const [n, view] of views.entries()) {
    onView(view, n + 1, views.length);
    // The builder is a process of its own, and starts before it has anything to draw: this one composes meanwhile.
    const building = publishView(session, content, view);
    const following = views[n + 1];
    if (following !== undefined) content = content.then(() => siteContent(reader, now, following));
    const [built] = await Promise.all([building, content]);
    results.push(built);
  }
  const [own, ...others] = results;
  return {
    ...(own as Omit<PublishResult, 'views'>),
    views: others.map(({ pages, ms, folder }, n) => ({ view: views[n + 1] as SiteView, pages, ms, folder })),
  };
}

async function publishView(
  session: Session,
  content: Promise<SiteContent>,
  view: SiteView,
): Promise<Omit<PublishResult, 'views'>> {
  const { root } = session.workspace;
  const built = await buildSite({
    model: content.then(({ model }) => model),
    async files() {
      const { model, files, proofs } = await content;
      // While the pages are drawn, which go nowhere before the files are there.
      await requireCleanModel(root, model, (leaks) => withoutKnownContacts(session, leaks));
      return [...files, ...proofs()];
    },
    outDir: siteFolder(root, view),
    cacheDir: join(root, '.opsledger', 'cache', 'astro'),
  });
  const { due, model } = await content;
  const overdue = due.filter(needsAttention).length;
  return { ...built, folder: `.opsledger/cache/${folderName(view)}`, problems: model.problems, due, overdue };
}

/** Serves the built site and the archive, by the names that the settings give. */
export async function serve(
  root: string,
  {
    view,
    ...options
  }: { port: number; host?: string; view?: SiteView; onError?: (error: unknown, path: string) => void },
): Promise<SiteServer> {
  const [{ serveSite }, { site }] = await Promise.all([import('../../server/server.ts'), loadSettings(root)]);
  const folders = { siteDir: siteFolder(root, view), archiveDir: join(root, 'archive') };
  return serveSite({ ...folders, hosts: site.hosts, ...options });
}

/** Searches what the site searches; a site that was not built yet, or before the last commit, is built first. */
export async function searchWorkspace(
  session: Session,
  query: string,
  now: string,
  limit = 10,
): Promise<{ results: SearchResult[]; farOff: boolean }> {
  const folder = join(siteFolder(session.workspace.root), '_search');
  if (await stale(session, join(folder, HEAD_FILE))) await publish(session, now);
  const index = fromFiles((path) => readFileSync(join(folder, path), 'utf8'));
  const results = search(index, query, limit, now.slice(0, 'YYYY-MM-DD'.length));
  return { results, farOff: isFarOff(results) };
}

async function stale(session: Session, index: string): Promise<boolean> {
  const built = await stat(index).catch(() => undefined);
  if (built === undefined || !isReadable(index)) return true;
  const { git } = session.workspace;
  const committed = Date.parse(await git.commitTime(await git.head()));
  return built.mtimeMs < committed || !(await git.isClean(['knowledge-base']));
}

/** False when an earlier version of this program built the site. */
function isReadable(index: string): boolean {
  try {
    parseHead(readFileSync(index, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
