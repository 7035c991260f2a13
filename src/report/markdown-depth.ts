/**
 * How deep Markdown is nested, and how much of it has to be paired, told from its text: parsing takes time by the square of
 * either, and what walks the tree after it ends the program somewhere beyond a thousand levels. Pure.
 */

/** Quotations and lists within each other; a person reads four. */
const MAX_CONTAINERS = 32;
/** Elements of HTML within each other. */
const MAX_ELEMENTS = 100;

/** Marks of emphasis, links and code in one paragraph: each may be the partner of each before it. */
const MAX_MARKS = 2000;
/** Cells of one row of a table. */
const MAX_CELLS = 500;
/** Headings, items of lists and paragraphs in an article: each costs some 17 KB while it is read. */
const MAX_BLOCKS = 3000;

/** Of the whole text, since each costs time and memory although none is the partner of another. */
const MAX_IN_ALL = { marks: 8000, cells: 10_000, lines: 10_000, notes: 1000, characters: 250_000 };
/** A footnote and each place that names it. */
const NOTES = /\[\^[^\]]{1,200}\]/g;
const ADDRESSES = /@|:\/\/|&/g;

const MARKS = /\*+|_+|~+|\[|\]|<|`+/g;
const ITEM = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$)|^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const MARKER = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y;
/** `- - - -` draws a line and holds nothing. */
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;
const TAG = /<(\/?)([a-z][a-z0-9-]*)\b[^<>]*?(\/?)>/gi;
/** Elements that hold nothing, or that end where the next one of their kind begins. */
const FLAT: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th option'.split(' '),
);

/** @returns the number of the first line that is nested deeper, or marked more often, than anything is laid out; undefined where none is */
export function tooDeepLine(markdown: string): number | undefined {
  let open = 0;
  let marks = 0;
  let blocks = 0;
  let isAfterGap = true;
  const all = { marks: 0, cells: 0, lines: 0, notes: 0, characters: 0 };
  for (const [n, line] of markdown.split('\n').entries()) {
    const isEmpty = line.trim() === '';
    const own = line.match(MARKS)?.length ?? 0;
    const cells = line.split('|', MAX_CELLS + 2).length;
    marks = isEmpty ? 0 : marks + own;
    if (ITEM.test(line) || (isAfterGap && !isEmpty)) blocks += 1;
    isAfterGap = isEmpty;
    if (marks > MAX_MARKS || blocks > MAX_BLOCKS || cells > MAX_CELLS) return n + 1;
    all.marks += own + (line.match(ADDRESSES)?.length ?? 0);
    all.cells += cells - 1;
    all.lines += isEmpty ? 0 : 1;
    all.notes += line.match(NOTES)?.length ?? 0;
    all.characters += line.length;
    if (isTooMuch(all)) return n + 1;
    open = elementsOpen(line, open);
    if (open > MAX_ELEMENTS || containersOf(line) > MAX_CONTAINERS) return n + 1;
  }
  return undefined;
}

const isTooMuch = ({ marks, cells, lines, notes, characters }: typeof MAX_IN_ALL): boolean =>
  marks > MAX_IN_ALL.marks ||
  cells > MAX_IN_ALL.cells ||
  lines > MAX_IN_ALL.lines ||
  notes > MAX_IN_ALL.notes ||
  characters > MAX_IN_ALL.characters;

/** What stands in front of the text of a line: each marker is a level, and so is every two columns before the first. */
function containersOf(line: string): number {
  if (RULE.test(line)) return 0;
  let count = 0;
  MARKER.lastIndex = 0;
  while (MARKER.test(line)) count += 1;
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return count === 0 ? 0 : count + Math.floor(indent / 2);
}

function elementsOpen(line: string, before: number): number {
  let open = before;
  for (const [, end, name = '', own] of line.matchAll(TAG)) {
    if (own === '/' || FLAT.has(name.toLowerCase())) continue;
    open = Math.max(0, open + (end === '/' ? -1 : 1));
    if (open > MAX_ELEMENTS) break;
  }
  return open;
}
