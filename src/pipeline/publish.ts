/** Builds the intranet site of a workspace, and searches it from the terminal. */

import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SearchResult } from '../search/index-types.ts';
import { search } from '../search/search.ts';
import { fromFiles, HEAD_FILE } from '../search/shards.ts';
import type { DueItem } from './due.ts';
import { type SiteServer, serveSite } from './serve.ts';
import type { Session } from './session.ts';
import { buildSite, type SiteBuildResult } from './site-build.ts';
import { guardedModel } from './site-guard.ts';
import { siteContent } from './site-model.ts';

/** Folder of the built site. */
export const siteFolder = (root: string): string => join(root, '.opsledger', 'cache', 'site');

export interface PublishResult extends SiteBuildResult {
  /** Relative to the workspace. */
  folder: string;
  problems: { file: string; message: string }[];
  /** Open items, nearest first, and how many of them are overdue or missing. */
  due: DueItem[];
  overdue: number;
}

/** Builds the site as of `now` (ISO). @throws EnvironmentError when the build fails; the old site stays */
export async function publish(session: Session, now: string): Promise<PublishResult> {
  const { root } = session.workspace;
  const { model: content, files, due } = await siteContent(session, now);
  const model = await guardedModel(root, content);
  const built = await buildSite({
    model,
    files,
    outDir: siteFolder(root),
    cacheDir: join(root, '.opsledger', 'cache', 'astro'),
  });
  const overdue = due.filter((d) => d.state === 'overdue' || d.state === 'missing').length;
  return { ...built, folder: '.opsledger/cache/site', problems: model.problems, due, overdue };
}

/** Serves the built site and the archive. */
export function serve(
  root: string,
  options: { port: number; host?: string; onError?: (error: unknown, path: string) => void },
): Promise<SiteServer> {
  return serveSite({ siteDir: siteFolder(root), archiveDir: join(root, 'archive'), ...options });
}

/** Searches what the site searches; a site that was not built yet, or before the last commit, is built first. */
export async function searchWorkspace(
  session: Session,
  query: string,
  now: string,
  limit = 10,
): Promise<SearchResult[]> {
  const folder = join(siteFolder(session.workspace.root), '_search');
  if (await stale(session, join(folder, HEAD_FILE))) await publish(session, now);
  return search(
    fromFiles((path) => readFileSync(join(folder, path), 'utf8')),
    query,
    limit,
  );
}

async function stale(session: Session, index: string): Promise<boolean> {
  const built = await stat(index).catch(() => undefined);
  if (built === undefined) return true;
  const { git } = session.workspace;
  const committed = Date.parse(await git.commitTime(await git.head()));
  return built.mtimeMs < committed || !(await git.isClean(['knowledge-base']));
}
