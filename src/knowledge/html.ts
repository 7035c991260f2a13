/**
 * Markdown that anyone may have written → HTML that is safe on the site. Raw HTML is parsed and sanitised by an allow
 * list, so scripts, event handlers and `javascript:` addresses are gone; nothing in an article loads from elsewhere.
 */
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { tooDeepLine } from '../report/markdown-depth.ts';
import { type Components, type Marked, putCalls, takeCalls } from './component-calls.ts';
import { collapse, elements, type HtmlNode, isElement, plainText, textOf } from './html-tree.ts';

/** How links and pictures of one article become addresses of the site. */
export interface Addresses {
  /** Address for a relative link, or null when it leads nowhere. */
  link(target: string): string | null;
  /** Address of a picture that belongs to the article, or null when it may not be shown. */
  picture(target: string): string | null;
}

export interface ArticleHtml {
  /** Text of the first heading, null when there is none. */
  heading: string | null;
  html: string;
  headings: { depth: number; slug: string; text: string }[];
  summary: string;
  text: string;
  /** Links, pictures and components that were taken out, each as written; where nothing is laid out, the line that is too deep. */
  dropped: { kind: 'link' | 'picture' | 'layout' | 'component'; target: string }[];
}

const SUMMARY_LENGTH = 140;

const schema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto', 'tel'], src: [] },
  strip: ['script', 'style', 'iframe', 'object', 'embed', 'template', 'noscript', 'svg', 'math', 'title'],
};

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, {
    allowDangerousHtml: true,
    clobberPrefix: '',
    footnoteLabel: '注释',
    footnoteBackLabel: '返回正文',
  })
  .use(rehypeRaw)
  .use(rehypeSanitize, schema)
  .use(rehypeSlug)
  .use(rehypeStringify);

/**
 * Renders one article. Never throws for what the Markdown says.
 * @param components of a page of the program; without them a component is markup that nobody knows, and is left out
 */
export function renderArticle(markdown: string, addresses: Addresses, components?: Components): ArticleHtml {
  const deep = tooDeepLine(markdown);
  if (deep !== undefined) return asWritten(markdown, deep);
  const source = processor.parse(markdown);
  const calls = components === undefined ? [] : takeCalls(source as unknown as Marked);
  const tree = processor.runSync(source);
  const root = tree as unknown as HtmlNode;
  const heading = takeTitle(root);
  demoteHeadings(root);
  const unknown = components === undefined ? [] : putCalls(root, calls, components);
  const dropped = [
    ...rewriteAddresses(root, addresses),
    ...unknown.map((target) => ({ kind: 'component' as const, target })),
  ];
  wrapTables(root);
  keepOptionsWhole(root);
  return {
    heading,
    html: processor.stringify(tree),
    headings: outline(root),
    summary: summaryOf(root),
    text: plainText(root),
    dropped,
  };
}

/** What cannot be laid out, to the letter. */
function asWritten(markdown: string, line: number): ArticleHtml {
  const pre = { type: 'element', tagName: 'pre', properties: {}, children: [{ type: 'text', value: markdown }] };
  return {
    heading: null,
    html: processor.stringify({ type: 'root', children: [pre] } as Parameters<typeof processor.stringify>[0]),
    headings: [],
    summary: '',
    text: markdown,
    dropped: [{ kind: 'layout', target: `第 ${line} 行` }],
  };
}

/** Takes the first heading out of the tree: the page prints it as its title. */
function takeTitle(root: HtmlNode): string | null {
  const children = root.children ?? [];
  const blocks = children.filter((node) => node.type === 'element');
  const h1 = blocks.find((node) => node.tagName === 'h1');
  const first = h1 ?? elements(root).find((node) => /^h[1-6]$/.test(node.tagName ?? ''));
  if (first === undefined) return null;
  // A lower heading in the middle of the text names the article but stays where it is.
  if (first === h1 || first === blocks[0]) root.children = children.filter((node) => node !== first);
  return collapse(textOf(first)) || null;
}

function demoteHeadings(root: HtmlNode): void {
  for (const node of elements(root)) if (node.tagName === 'h1') node.tagName = 'h2';
}

function outline(root: HtmlNode): ArticleHtml['headings'] {
  return elements(root)
    .filter((node) => /^h[2-3]$/.test(node.tagName ?? ''))
    .map((node) => ({
      depth: Number(node.tagName?.[1]),
      slug: String(node.properties?.['id'] ?? ''),
      text: collapse(textOf(node)),
    }))
    .filter(({ slug, text }) => slug !== '' && text !== '');
}

function summaryOf(root: HtmlNode): string {
  const paragraph = elements(root).find((node) => node.tagName === 'p' && collapse(textOf(node)) !== '');
  const text = paragraph === undefined ? '' : collapse(textOf(paragraph));
  return text.length > SUMMARY_LENGTH ? `${text.slice(0, SUMMARY_LENGTH)}…` : text;
}

/** A wide table scrolls in its own box, so that the page does not. */
function wrapTables(root: HtmlNode): void {
  for (const node of [root, ...elements(root)]) {
    node.children = node.children?.map((child) =>
      isElement(child, 'table')
        ? { type: 'element', tagName: 'div', properties: { className: ['ol-scroll'], tabIndex: 0 }, children: [child] }
        : child,
    ) as HtmlNode[];
  }
}

const OPTION = /((?<![\w-])--?[a-z][\w-]*)/;

/** An option of a command is not broken between its hyphens: `[-` and `-from` on two lines are read as something else. */
function keepOptionsWhole(root: HtmlNode): void {
  for (const node of elements(root)) {
    if (node.tagName !== 'code') continue;
    const children = node.children ?? [];
    node.children = children.flatMap((child) => (child.type === 'text' ? optionsOf(child.value ?? '') : [child]));
  }
}

function optionsOf(text: string): HtmlNode[] {
  // With one group, `split` gives what is between the matches and the matches in turn.
  return text
    .split(OPTION)
    .map((value, n): HtmlNode => {
      const part = { type: 'text', value };
      return n % 2 === 0
        ? part
        : { type: 'element', tagName: 'span', properties: { className: ['ol-whole'] }, children: [part] };
    })
    .filter((node) => node.value !== '');
}

const EXTERNAL = /^[a-z][a-z0-9+.-]*:/i;

function rewriteAddresses(root: HtmlNode, addresses: Addresses): ArticleHtml['dropped'] {
  const dropped: ArticleHtml['dropped'] = [];
  const ids = new Set(elements(root).map((node) => String(node.properties?.['id'] ?? '')));
  for (const node of elements(root)) {
    if (node.tagName === 'a') rewriteLink(node, addresses, ids, dropped);
    if (node.tagName === 'img') rewritePicture(node, addresses, dropped);
  }
  return dropped;
}

function rewriteLink(
  node: HtmlNode,
  addresses: Addresses,
  ids: ReadonlySet<string>,
  dropped: ArticleHtml['dropped'],
): void {
  const properties = node.properties ?? {};
  const href = properties['href'];
  if (typeof href !== 'string') return;
  if (href.startsWith('#')) {
    const id = decode(href.slice(1));
    // Ids written by hand are prefixed by the sanitiser so that they cannot shadow the page's own.
    if (!ids.has(id) && ids.has(`user-content-${id}`)) properties['href'] = `#user-content-${id}`;
  } else if (EXTERNAL.test(href) || href.startsWith('//')) {
    properties['rel'] = ['noreferrer', 'noopener'];
  } else {
    const target = addresses.link(href);
    if (target !== null) properties['href'] = target;
    else {
      node.tagName = 'span';
      node.properties = {};
      dropped.push({ kind: 'link', target: href });
    }
  }
}

function rewritePicture(node: HtmlNode, addresses: Addresses, dropped: ArticleHtml['dropped']): void {
  const source = node.properties?.['src'];
  const alt = String(node.properties?.['alt'] ?? '');
  const target =
    typeof source === 'string' && !EXTERNAL.test(source) && !source.startsWith('//') ? addresses.picture(source) : null;
  if (target !== null) {
    node.properties = { src: target, alt, loading: 'lazy' };
    return;
  }
  dropped.push({ kind: 'picture', target: typeof source === 'string' ? source : alt });
  node.tagName = 'span';
  node.properties = {};
  node.children = [{ type: 'text', value: alt === '' ? '〔图片未显示〕' : `〔图片：${alt}〕` }];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all: the text itself is the id.
    return text;
  }
}
