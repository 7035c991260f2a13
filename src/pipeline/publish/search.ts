/**
 * Searches from the terminal what the site searches. The index is the one that was made with the site; what was committed since is
 * put into it for the one question, since making it anew takes ten seconds. What is not put into it is said.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDateTime } from '../../contract/time.ts';
import { isFarOff, lackingText } from '../../search/about.ts';
import { changedIndex } from '../../search/index/changed-index.ts';
import { fromFiles, HEAD_FILE, parseHead } from '../../search/index/shards.ts';
import type { SearchResult } from '../../search/index/types.ts';
import { missing, search } from '../../search/search.ts';
import type { Session } from '../session.ts';
import { readBase, type SearchBase } from './search-base.ts';
import { siteFolder } from './site-folder.ts';

export interface Searched {
  results: SearchResult[];
  farOff: boolean;
  /** What was named and none of it holds, as it is told where all is far off; empty where there is no such thing. */
  lacking: string;
  /** What the question names that is not there, in Chinese; null: there is no such thing. */
  missing: string | null;
  /** What the answer does not know yet, in Chinese; null: nothing. */
  notYet: string | null;
}

/**
 * Searches what the site searches. A site that was not built yet, or from which too much has changed, is built first.
 * @param now ISO
 */
export async function searchWorkspace(session: Session, query: string, now: string, limit = 10): Promise<Searched> {
  const folder = join(siteFolder(session.workspace.root), '_search');
  const readIndex = () => fromFiles((path) => readFileSync(join(folder, path), 'utf8'));
  const base = isReadable(join(folder, HEAD_FILE)) ? await readBase(session.workspace.root) : undefined;
  const changed = base && (await changedPaths(session, base));
  if (base !== undefined && changed !== undefined) {
    const index = readIndex();
    const { changesOf, spellings } = await import('./search-changes.ts');
    const changes = changed.length === 0 ? nothing : await changesOf(session, index, changed, now);
    if (changes !== undefined) {
      const { gone, added, others } = changes;
      const current = gone.size + added.length === 0 ? index : changedIndex(index, gone, added, spellings);
      return { ...answer(current, query, now, limit), notYet: others === 0 ? null : notYet(base.at, others) };
    }
  }
  await (await import('./publish.ts')).publish(session, now);
  return { ...answer(readIndex(), query, now, limit), notYet: null };
}

const nothing = { gone: new Set<string>(), added: [], others: 0 };

const notYet = (at: string, others: number): string =>
  `提示：草稿、条款、资产等页面按 ${formatDateTime(at)} 生成站点时的内容检索，其后另有 ${others} 个文件改动，下次生成站点时并入；已签发的文档、故障、咨询和文章是最新的`;

function answer(index: ReturnType<typeof fromFiles>, query: string, now: string, limit: number) {
  const today = now.slice(0, 'YYYY-MM-DD'.length);
  const results = search(index, query, limit, today);
  return {
    results,
    farOff: isFarOff(results),
    lacking: lackingText(results),
    missing: missing(index, query, today),
  };
}

/** Committed since, or in an article that somebody has just written; undefined when git does not know that state any more. */
async function changedPaths({ workspace: { git } }: Session, { head }: SearchBase): Promise<string[] | undefined> {
  const committed = (await git.head()) === head ? [] : await git.changedSince(head);
  if (committed === undefined) return undefined;
  const written = (await git.changedPaths(['knowledge-base'])).map(({ path }) => path);
  return [...new Set([...committed, ...written])];
}

/** False when there is no index, or an earlier version of this program built the site. */
function isReadable(index: string): boolean {
  try {
    parseHead(readFileSync(index, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
