/** The few things that the article loader needs to do with an HTML syntax tree. */

export interface HtmlNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

/** All elements below `root` in document order, as a list that stays valid while the tree is changed. */
export function elements(root: HtmlNode): HtmlNode[] {
  const found: HtmlNode[] = [];
  const visit = (node: HtmlNode): void => {
    for (const child of node.children ?? []) {
      if (child.type !== 'element') continue;
      found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

/** True when `node` is an element of that name. */
export function isElement(node: HtmlNode, tagName: string): boolean {
  return node.type === 'element' && node.tagName === tagName;
}

/** All text inside, as it stands. */
export function textOf(node: HtmlNode): string {
  if (node.type === 'text') return node.value ?? '';
  return (node.children ?? []).map(textOf).join('');
}

/** White space to single spaces. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const BLOCKS = new Set([
  'p',
  'li',
  'tr',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dt',
  'dd',
  'blockquote',
  'table',
  'div',
]);

/** Text with one line a block and a space between table cells: what a person would read aloud. */
export function plainText(root: HtmlNode): string {
  let text = '';
  const visit = (node: HtmlNode): void => {
    if (node.type === 'text') text += node.value ?? '';
    for (const child of node.children ?? []) visit(child);
    if (BLOCKS.has(node.tagName ?? '')) text += '\n';
    else if (node.tagName === 'td' || node.tagName === 'th' || node.tagName === 'br') text += ' ';
  };
  visit(root);
  return text
    .split('\n')
    .map(collapse)
    .filter((line) => line !== '')
    .join('\n');
}
