/** Where an issued document lies in the workspace; every path is relative to its root, with `/`. */
import type { Manifest } from './manifest.ts';

/** Parts of a document's place; `year` is that of the period's first day. */
export interface DocumentPlace {
  year: string;
  obligation: string;
  period: string;
  revision: number;
}

export const MANIFEST = 'manifest.json';
/** What the document says, as data; see `document-file.ts`. */
export const DOCUMENT = 'document.json.gz';
/** What others need of the document, as data; see `document-file.ts`. None beside a document that was issued before there were any. */
export const STATEMENT = 'statement.json.gz';
/** The name of the document's data until they were packed. */
export const PLAIN_DOCUMENT = 'document.json';

/** `archive/<yyyy>/<obligation>/<period>` */
export function occurrenceFolder(place: Omit<DocumentPlace, 'revision'>): string {
  return `archive/${place.year}/${place.obligation}/${place.period}`;
}

/** `archive/<yyyy>/<obligation>/<period>/r<n>` */
export function revisionFolder(place: DocumentPlace): string {
  return `${occurrenceFolder(place)}/r${place.revision}`;
}

const FOLDER = /^archive\/(\d{4})\/([a-z0-9-]+)\/([^/]+)\/r(\d+)$/;

/** The place that a revision's folder stands for; undefined when the path is none. */
export function parseRevisionFolder(path: string): DocumentPlace | undefined {
  const m = FOLDER.exec(path);
  if (!m) return undefined;
  return { year: m[1] ?? '', obligation: m[2] ?? '', period: m[3] ?? '', revision: Number(m[4]) };
}

/** true when the folder is the one of the document that its manifest describes: a copied document proves nothing. */
export function standsWhereItSays(
  folder: string,
  of: Pick<DocumentPlace, 'obligation' | 'period' | 'revision'>,
): boolean {
  const place = parseRevisionFolder(folder);
  return place?.obligation === of.obligation && place.period === of.period && place.revision === of.revision;
}

/** Name under which a reader saves a file of the document that this is the manifest of. */
export function savedAs(
  { period, title, revision }: Pick<Manifest, 'period' | 'title' | 'revision'>,
  extension: string,
): string {
  return downloadName(period, title, revision, extension);
}

/** Name under which a browser saves the document: `20261124_系统巡检日志_第1版.pdf`. */
export function downloadName(period: string, title: string, revision: number, extension: string): string {
  const compact = period.replace(/^[A-Z]{2,3}-/, '').replaceAll('-', '');
  return `${compact}_${title}_第${revision}版.${extension}`;
}
