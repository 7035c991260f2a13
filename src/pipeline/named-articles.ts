/** The knowledge-base articles that records name: a document prints their titles, so that their files are inputs of it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Occurrence } from '../contract/occurrence.ts';
import type { ConsultationRecord } from '../records/kinds/consultation.ts';
import type { IncidentRecord } from '../records/kinds/incident.ts';
import type { AnyRecord } from '../records/record.ts';
import { insidePath } from '../workspace/paths.ts';
import { splitFrontMatter } from './front-matter.ts';

/** Ids are written by hand: what is none of these letters names no article, and no other file either. */
const ID = /^[\p{L}\p{N}_-][\p{L}\p{N}_. -]*(\/[\p{L}\p{N}_-][\p{L}\p{N}_. -]*)*$/u;
const EXTENSIONS = ['.md', '.markdown'];

export interface NamedArticle {
  id: string;
  title: string;
  /** Relative to the workspace. */
  path: string;
}

/**
 * @param records inputs of the document; a document of an event prints what that event names
 * @returns sorted by id; an article that is not there is left out, and its document prints the id alone
 */
export async function namedArticles(
  root: string,
  records: Iterable<AnyRecord>,
  { event }: Occurrence,
): Promise<NamedArticle[]> {
  const own = [...records].filter((record) => event === undefined || record.id === event);
  const ids = [...new Set(own.flatMap(idsIn))].filter((id) => ID.test(id)).sort();
  const found = await Promise.all(ids.map((id) => articleOf(root, id)));
  return found.filter((one) => one !== undefined);
}

function idsIn(record: AnyRecord): string[] {
  if (record.kind === 'consultation') return [(record as ConsultationRecord).article ?? []].flat();
  return record.kind === 'incident' ? ((record as IncidentRecord).articles ?? []) : [];
}

async function articleOf(root: string, id: string): Promise<NamedArticle | undefined> {
  for (const extension of EXTENSIONS) {
    const path = `knowledge-base/${id}${extension}`;
    const text = await readOptional(await insidePath(root, path));
    if (text !== undefined) return { id, title: await titleOf(id, text), path };
  }
  return undefined;
}

/** As the site names it: what its head says, else its first heading, else its file name. */
async function titleOf(id: string, text: string): Promise<string> {
  const { data, body } = splitFrontMatter(text);
  if (data.title !== undefined) return data.title;
  // The Markdown reader is loaded only for articles without a title of their own.
  const { renderArticle } = await import('./article-html.ts');
  return renderArticle(body, { link: () => null, picture: () => null }).heading ?? basename(id);
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
