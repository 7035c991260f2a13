/**
 * Prints a document that opens with a page of its own: that page is one page, and the contents after it tell on which pages the
 * sections are. Nobody knows them before it is printed, and Chromium does not count for a link: so it is printed, looked at, and
 * printed again with the numbers in the room that was kept for them.
 */
import { RenderError } from './error.ts';
import { placesIn } from './pdf/places.ts';
import { readPdf } from './pdf/read.ts';

/** How the page is set, from the airiest to the closest; see `data-setting` in templates/print.css. */
const SETTINGS = ['', 'tight', 'tight tightest'];

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
  const first = await fitting(html, print);
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

/** In the airiest setting in which the opening fits its page; one that fits in none is printed in the closest. */
async function fitting(html: string, print: (html: string) => Promise<Uint8Array>) {
  for (const [n, setting] of SETTINGS.entries()) {
    const set = setting === '' ? html : html.replace('<body ', `<body data-setting="${setting}" `);
    const pages = placesIn(readPdf(await print(set)));
    if ((pages.get('contents') ?? CONTENTS_ON) <= CONTENTS_ON || n === SETTINGS.length - 1) return { html: set, pages };
  }
  throw new RenderError('首页没有可用的排印方式', '报告为程序问题');
}

/** The numbers in their places; a section that no link leads to has none. */
export const withPages = (html: string, pages: ReadonlyMap<string, number>): string =>
  html.replace(
    /(<b class="page" data-of="([^"]*)">)<\/b>/g,
    (_, open: string, id: string) => `${open}${pages.get(id) ?? ''}</b>`,
  );
