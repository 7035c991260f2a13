/** The knowledge-base articles that records name: a document prints their titles, so that their files are inputs of it. */
import { basename, extname } from 'node:path';
import type { Occurrence } from '../contract/calendar/occurrence.ts';
import { EnvironmentError, UserError } from '../contract/error.ts';
import type { AnyRecord } from '../records/record.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import type { ConsultationRecord } from '../subjects/requests/kinds/consultation.ts';
import { decodeUtf8, readLimited } from '../workspace/disk/decode.ts';
import { filesBelow } from '../workspace/disk/files-below.ts';
import { insidePath } from '../workspace/disk/paths.ts';
import { splitFrontMatter } from './front-matter.ts';

/** Ids are written by hand: what is none of these letters names no article, and no other file either. */
const ID = /^[\p{L}\p{N}_-][\p{L}\p{N}_. -]*(\/[\p{L}\p{N}_-][\p{L}\p{N}_. -]*)*$/u;
const FOLDER = 'knowledge-base';
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
  const ids = [...new Set(own.flatMap(articlesIn).map(({ id }) => id))].sort();
  return (await Promise.all(ids.map((id) => namedArticle(root, id)))).filter((one) => one !== undefined);
}

/** The articles that a record names, with the field in which each stands. */
export function articlesIn(record: AnyRecord): { field: string; id: string }[] {
  if (record.kind === 'consultation') {
    const { article } = record as ConsultationRecord;
    return article === undefined ? [] : [{ field: 'article', id: article }];
  }
  const named = record.kind === 'incident' ? ((record as IncidentRecord).articles ?? []) : [];
  return named.map((id, i) => ({ field: `articles[${i}]`, id }));
}

/** Every article of the knowledge base, sorted by id. */
export async function allArticles(root: string): Promise<NamedArticle[]> {
  const files = filesBelow(root, FOLDER).map((path) => path.slice(FOLDER.length + 1));
  const ids = files
    .filter((file) => EXTENSIONS.includes(extname(file)))
    .map((file) => file.slice(0, -extname(file).length));
  const found = await Promise.all([...new Set(ids)].sort().map((id) => namedArticle(root, id)));
  return found.filter((one) => one !== undefined);
}

/** The article of that id; undefined when there is none. */
export async function namedArticle(root: string, id: string): Promise<NamedArticle | undefined> {
  if (!ID.test(id)) return undefined;
  for (const extension of EXTENSIONS) {
    const path = `${FOLDER}/${id}${extension}`;
    const text = await readOptional(root, path);
    if (text !== undefined) return { id, title: await titleOf(id, text), path };
  }
  return undefined;
}

/** As the site names it: what its head says, else its first heading, else its file name. */
async function titleOf(id: string, text: string): Promise<string> {
  const { data, body } = splitFrontMatter(text);
  if (data.title !== undefined) return data.title;
  // The Markdown reader is loaded only for articles without a title of their own.
  const { renderArticle } = await import('./html.ts');
  return renderArticle(body, { link: () => null, picture: () => null }).heading ?? basename(id);
}

/** What is no file that can be read is no article; whoever reads all of them says why. */
async function readOptional(root: string, path: string): Promise<string | undefined> {
  try {
    return decodeUtf8(await readLimited(await insidePath(root, path), path), path);
  } catch (error) {
    if (error instanceof UserError && !(error instanceof EnvironmentError)) return undefined;
    throw error;
  }
}
