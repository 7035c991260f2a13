/** What built pages print and where they lead, read from their HTML. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The HTML of every page below a folder, by its address. */
export function builtPages(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [`/${name.replace(/(^|\/)?(index)?\.html$/, '')}`, readFileSync(join(folder, name), 'utf8')]),
  );
}

const NUMBERS = /(?<![\w-])(?:[A-Z]{2,}-[A-Z]{2,3}-[\w-]+?-r\d+|[A-Z]{2,3}-\d{8}-\d{3,})(?![\w-])/g;

/** Numbers of records and documents that a page prints outside of a link, and not where the thing itself stands. */
export function bareNumbersOf(html: string): string[] {
  const body = html
    .replace(/<(script|style|title|head|option|svg)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<a\b[\s\S]*?<\/a>/g, '');
  const stands = new Set([...html.matchAll(/ id="?([\w-]+)/g)].map(([, id]) => id));
  return [...body.replace(/<[^>]*>/g, '\n').matchAll(NUMBERS)]
    .map(([number]) => number)
    .filter((one) => !stands.has(one));
}

/** What other programs answer: the archive, the desk, previews and files. */
const ELSEWHERE = /^\/(?:(?:archive|preview|desk)\/|.*\.\w+$)/;

/** Links of a page to pages or places that are not there. */
export function deadLinksOf(html: string, pages: ReadonlyMap<string, string>): string[] {
  const links = [...html.matchAll(/<a [^>]*href="?([/#][^" >]*)/g)].map(([, href = '']) => href);
  return [...new Set(links)].filter((href) => {
    const [path = '', anchor] = href.replace(/\?[^#]*/, '').split('#');
    const address = decodeURI(path);
    if (ELSEWHERE.test(address)) return false;
    const target = address === '' ? html : pages.get(address);
    return target === undefined || (anchor !== undefined && anchor !== '_top' && !hasPlace(target, anchor));
  });
}

const places = new Map<string, Set<string>>();

/** true when something on the page has this id. */
function hasPlace(html: string, id: string): boolean {
  const known = places.get(html) ?? new Set([...html.matchAll(/ id="?([^" >]+)/g)].map(([, one = '']) => one));
  places.set(html, known);
  // As a browser does: the text as it stands, then what it stands for.
  return known.has(id) || known.has(decodeURIComponent(id));
}
