/**
 * How deep Markdown is nested, told from its text: parsing takes time by the square of the depth, and what walks the tree
 * after it ends the program somewhere beyond a thousand levels. Pure.
 */

/** Quotations and lists within each other; a person reads four. */
const MAX_CONTAINERS = 32;
/** Elements of HTML within each other. */
const MAX_ELEMENTS = 100;

const MARKER = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y;
/** `- - - -` draws a line and holds nothing. */
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;
const TAG = /<(\/?)([a-z][a-z0-9-]*)\b[^>]*?(\/?)>/gi;
/** Elements that hold nothing, or that end where the next one of their kind begins. */
const FLAT: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th option'.split(' '),
);

/** @returns the number of the first line that is nested deeper than anything is laid out; undefined where none is */
export function tooDeepLine(markdown: string): number | undefined {
  let open = 0;
  for (const [n, line] of markdown.split('\n').entries()) {
    open = elementsOpen(line, open);
    if (open > MAX_ELEMENTS || containersOf(line) > MAX_CONTAINERS) return n + 1;
  }
  return undefined;
}

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
