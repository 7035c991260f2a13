/**
 * Prints a document that opens with a page of its own: that page is one page, and the contents after it tell on which pages the
 * sections are. Nobody knows them before it is printed, and Chromium does not count for a link: so it is printed, looked at, and
 * printed again with the numbers in the room that was kept for them.
 */

import { pagesIn } from '../proof/pdf/read.ts';
import { RenderError } from './error.ts';
import { placesIn } from './pdf/places.ts';
import { readPdf } from './pdf/read.ts';

/**
 * How the page is set, from the airiest to the closest; see `data-setting` in templates/print.css. What fits in none is set
 * legibly, and the contents go on below its end: two lines over would leave a page to themselves.
 */
const SETTINGS = ['', 'tight', 'tight tightest', 'tight flow'];

/** The page on which the contents begin when the opening is one page long. */
const CONTENTS_ON = 2;

export interface Opened {
  /** As Chromium wrote it. */
  printed: Uint8Array;
  /** What was printed. */
  html: string;
}

/**
 * @param html with `<b class="page" data-of="ID"></b>` for each number
 * @throws RenderError when the numbers come to no rest: a page number that is wrong is worse than none
 */
export async function printOpened(html: string, print: (html: string) => Promise<Uint8Array>): Promise<Opened> {
  const first = await flowing(await fitting(html, print), print);
  let pages = first.pages;
  for (let n = 0; n < 3; n += 1) {
    const filled = withPages(first.html, pages);
    const printed = await print(filled);
    const now = placesIn(readPdf(printed));
    if (withPages(first.html, now) === filled) return { printed, html: filled };
    pages = now;
  }
  throw new RenderError('目录的页码排印不定', '报告为程序问题');
}

type Print = (html: string) => Promise<Uint8Array>;

interface Fitted {
  html: string;
  /** Where the places are to which links lead. */
  pages: ReadonlyMap<string, number>;
  /** Pages in all. */
  count: number;
}

async function fitted(html: string, print: Print): Promise<Fitted> {
  const source = readPdf(await print(html));
  return { html, pages: placesIn(source), count: pagesIn(source).length };
}

/** In the airiest setting in which the opening fits its page, or else with what follows below its end. */
async function fitting(html: string, print: Print): Promise<Fitted> {
  for (const [n, setting] of SETTINGS.entries()) {
    const one = await fitted(setting === '' ? html : html.replace('<body ', `<body data-setting="${setting}" `), print);
    if ((one.pages.get('contents') ?? CONTENTS_ON) <= CONTENTS_ON || n === SETTINGS.length - 1) return one;
  }
  throw new RenderError('首页没有可用的排印方式', '报告为程序问题');
}

/** Pages up to which a document may go on below its opening: of a long one the first page is read by itself. */
const SHORT = 3;

/** A short document goes on below its opening: else its first page is half empty. Of two pages none is left to a signature alone. */
async function flowing(set: Fitted, print: Print): Promise<Fitted> {
  if (set.count > SHORT || set.html.includes('<body data-setting=')) return set;
  const flowed = await fitted(set.html.replace('<body ', '<body data-setting="flow" '), print);
  const most = set.count > 2 ? set.count : set.count - 1;
  return flowed.count <= most ? flowed : set;
}

/** The numbers in their places; a section that no link leads to has none. */
export const withPages = (html: string, pages: ReadonlyMap<string, number>): string =>
  html.replace(
    /(<b class="page" data-of="([^"]*)">)<\/b>/g,
    (_, open: string, id: string) => `${open}${pages.get(id) ?? ''}</b>`,
  );
