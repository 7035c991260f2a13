/**
 * The templates, compiled once. All data is escaped by Handlebars; what is not data, the stylesheet, chart markup made by
 * `chart.ts` and what keeps a date whole, comes in as `SafeString`, so no template needs an unescaped expression.
 */
import { readdir, readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';
import { isTime, wholeParts } from '../../wording/whole.ts';
import { styleRules, usedStyles } from './stylesheet.ts';
import type { DocumentView } from './view.ts';

const TEMPLATES = new URL('../../../templates/', import.meta.url);

/** Markup of our own making that templates insert as it is. */
export function ownMarkup(markup: string): { toHTML(): string } {
  return new Handlebars.SafeString(markup);
}

/**
 * A CSS string holding any text: everything but letters, digits and a few harmless signs becomes a hexadecimal escape, so
 * that neither the string nor the style element around it can be left.
 */
export function cssString(text: string): string {
  const body = text.replace(
    /[^\p{L}\p{N} ._·（）：-]/gu,
    (sign) => `\\${(sign.codePointAt(0) as number).toString(16)} `,
  );
  return `"${body}"`;
}

/** A date behind other text; what begins a cell has its own line to stand on. */
const INNER_DATE = /(?<!^)\b\d{4}-\d{2}-\d{2}\b/g;
const WHOLE = '<span class="whole">$&</span>';

/** A box that people tick with a pen; the character alone is too small for it. */
const BOX = /[□☐]/g;
const DRAWN_BOX = '<span class="box">$&</span>';

/** A text as markup on paper, in which no date is divided at its hyphens and a box is large enough to tick. @param text data; it is escaped here */
export const wholeDates = (text: string): string =>
  Handlebars.escapeExpression(text).replace(INNER_DATE, WHOLE).replace(BOX, DRAWN_BOX);

/** The same on a screen: on a phone, where a cell is as wide as its card, no number is divided either. */
export const wholeCell = (text: string): string =>
  wholeParts(text)
    .map((one, n) => {
      const part = Handlebars.escapeExpression(one.text);
      if (!one.whole || n === 0) return part;
      return isTime(part) ? part.replace(DAY, WHOLE) : `<span class="id">${part}</span>`;
    })
    .join('');

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Running text on a screen, in which no day, time or number is divided. @param text data; it is escaped here */
export const wholeText = (text: string): string =>
  wholeParts(text)
    .map((one) => {
      const part = Handlebars.escapeExpression(one.text);
      return one.whole ? `<span class="whole">${part}</span>` : part;
    })
    .join('');

async function partialsIn(folder: string): Promise<Map<string, string>> {
  const directory = new URL(folder, TEMPLATES);
  const files = (await readdir(directory)).filter((name) => name.endsWith('.hbs')).sort();
  const sources = await Promise.all(files.map((name) => readFile(new URL(name, directory), 'utf8')));
  return new Map(files.map((name, i) => [name.slice(0, -'.hbs'.length), sources[i] as string]));
}

type Marked = (text: string) => string;

async function load(): Promise<(view: DocumentView) => string> {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('cssString', (text: unknown) => ownMarkup(cssString(String(text))));
  // On paper dates alone are kept whole: a number there stands mostly in a column that is narrower than it.
  const onEither = (name: string, onPaper: Marked, onScreen: Marked): void =>
    handlebars.registerHelper(name, (text: unknown, { data }: Handlebars.HelperOptions) =>
      ownMarkup((data.root.paper === true ? onPaper : onScreen)(String(text ?? ''))),
    );
  onEither('cell', wholeDates, wholeCell);
  onEither('running', wholeDates, wholeText);
  const [page, print, screen, blocks, parts] = await Promise.all([
    readFile(new URL('document.hbs', TEMPLATES), 'utf8'),
    readFile(new URL('print.css', TEMPLATES), 'utf8'),
    readFile(new URL('screen.css', TEMPLATES), 'utf8'),
    partialsIn('blocks/'),
    partialsIn('parts/'),
  ]);
  const options = {
    knownHelpers: { cssString: true, cell: true, running: true },
    knownHelpersOnly: true,
    strict: false,
  };
  for (const [name, source] of [...blocks, ...parts]) {
    handlebars.registerPartial(name, handlebars.compile(source, options));
  }
  const template = handlebars.compile(page, options);
  const rules = styleRules(`${print}\n${screen}`);
  return (view) => {
    const page = template({
      ...view,
      stylesheet: ownMarkup(STYLES),
      // On every page, where no tinted table covers it as it covers the word behind the text.
      footerLeft: view.watermark === undefined ? view.number : `${view.watermark}　${view.number}`,
      footerRight: `数据指纹 ${view.fingerprint}`,
    });
    // No text of a document comes before it as it stands here: its angle brackets are escaped.
    const [head = '', rest = ''] = cut(page, `<style>\n${STYLES}\n`);
    return `${head}<style>\n${usedStyles(rules, page)}${rest}`;
  };
}

/** Holds the place of the stylesheet, which depends on the rest of the page. */
const STYLES = '/* styles */';

function cut(page: string, mark: string): [string, string] {
  const at = page.indexOf(mark);
  if (at === -1) throw new Error('templates/document.hbs has no place for the stylesheet');
  return [page.slice(0, at), page.slice(at + mark.length)];
}

let compiled: Promise<(view: DocumentView) => string> | undefined;

/** Draws a view as a whole page. Templates are read and compiled at the first call. */
export async function drawPage(view: DocumentView): Promise<string> {
  compiled ??= load();
  return (await compiled)(view);
}
