/** Marks in the page of a draft what is still to be written, so that a list can lead to it. Pure. */
import { TO_BE_SUPPLIED } from '../../contract/terms/blanks.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';

export interface Blank {
  /** Anchor in the page. */
  id: string;
  /** Heading above it; empty before the first one. */
  where: string;
  /** The words around it. */
  text: string;
}

const WORDS = new RegExp(`${TO_BE_FILLED}|${TO_BE_SUPPLIED}`, 'g');
/** What is no running text: tags, and elements whose content is none. */
const MARKUP = /<style\b[\s\S]*?<\/style>|<title\b[\s\S]*?<\/title>|<svg\b[\s\S]*?<\/svg>|<!--[\s\S]*?-->|<[^>]*>/g;
/** Marks below the title count blanks; they are none themselves. */
const COUNTED = '<p class="marks">';
const LONGEST = 40;

/** @param html page of a document, as it is drawn. @returns the same with each blank in a `mark` of its own, in their order */
export function markBlanks(html: string): { html: string; blanks: Blank[] } {
  const blanks: Blank[] = [];
  let where = '';
  let heading: string | null = null;
  let counted = false;
  let before = '';
  let end = 0;
  let page = '';
  const text = (part: string): string => {
    if (heading !== null) heading += part;
    if (counted) return part;
    const own = plain(part);
    const marked = part.replace(WORDS, (word) => {
      const id = `blank-${blanks.length + 1}`;
      // A value that is nothing but a blank is known by what stands before it, its label.
      const text = own === word && before !== '' ? `${before} ${own}` : own;
      blanks.push({ id, where: plain(heading ?? where), text: text.slice(0, LONGEST) });
      return `<mark id="${id}">${word}</mark>`;
    });
    if (own !== '' && heading === null) before = own;
    return marked;
  };
  for (const { 0: tag, index } of html.matchAll(MARKUP)) {
    page += text(html.slice(end, index)) + tag;
    end = index + tag.length;
    if (/^<h[1-6]\b/.test(tag)) heading = '';
    else if (/^<\/h[1-6]>/.test(tag)) {
      where = heading ?? where;
      before = '';
      heading = null;
    } else if (tag === COUNTED) counted = true;
    else if (tag === '</p>') counted = false;
  }
  return { html: page + text(html.slice(end)), blanks };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x3D': '=' };

/** Text of a piece of markup, as it is read. */
const plain = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|#x27|#x3D);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
