/** Between the bare file of a document and the page that shows it with the way back. Pure. */
import { documentHref } from './paths.ts';
import { fileAddress } from './saved-name.ts';

const DRAFT = /^\/preview\/([A-Za-z0-9-]+)\.html$/;

/** @param href as links have it. @returns the page that shows the document; null for what is no document as a page */
export function documentPage(href: string): string | null {
  const [file = '', anchor] = href.split('#');
  const draft = DRAFT.exec(file)?.[1];
  const issued = fileAddress(file);
  const rest = anchor === undefined ? '' : `#${anchor}`;
  if (draft !== undefined) return `/documents?draft=${encodeURIComponent(draft)}${rest}`;
  return issued === null || issued.extension !== 'html' ? null : `${documentHref(issued.number)}${rest}`;
}

/** The file of a draft. @param number as an address has it. @returns null for what is no number */
export function draftFile(number: string): string | null {
  const file = `/preview/${number}.html`;
  return DRAFT.test(file) ? file : null;
}
