/** The outline beside a page, from its headings. */

export interface Heading {
  /** 2 is a part of the page, whose title is 1. */
  depth: number;
  /** Its anchor on the page. */
  slug: string;
  text: string;
}
export interface OutlineItem extends Heading {
  children: Heading[];
}

const DEEPEST = 3;

/** The parts of a page, and below each its own; what lies deeper is left out. */
export function outlineOf(headings: readonly Heading[]): OutlineItem[] {
  const outline: OutlineItem[] = [];
  for (const heading of headings) {
    if (heading.depth < 2 || heading.depth > DEEPEST) continue;
    const open = outline.at(-1);
    // An author may begin with a small heading: it stands by itself then.
    if (open !== undefined && open.depth < heading.depth) open.children.push(heading);
    else outline.push({ ...heading, children: [] });
  }
  return outline;
}
