/**
 * Markdown → plain blocks. Emphasis, colours and raw HTML carry no meaning in a contract document: their words are kept,
 * their marks are not. Pure.
 */
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { TextBlock, TextItem } from './written-text.ts';

/** What is used of a node of the syntax tree. */
interface Node {
  type: string;
  value?: string;
  depth?: number;
  ordered?: boolean | null;
  checked?: boolean | null;
  url?: string;
  alt?: string | null;
  align?: ('left' | 'right' | 'center' | null)[] | null;
  children?: Node[];
}

/** Headings, paragraphs, lists and tables in their order; a quotation is taken as what it holds, code as a paragraph. */
export function parseMarkdown(markdown: string): TextBlock[] {
  const root = unified().use(remarkParse).use(remarkGfm).parse(markdown) as Node;
  return blocksOf(root.children ?? []);
}

function blocksOf(nodes: readonly Node[]): TextBlock[] {
  return nodes.flatMap(blocksOfNode);
}

function blocksOfNode(node: Node): TextBlock[] {
  const children = node.children ?? [];
  switch (node.type) {
    case 'heading':
      return [{ type: 'heading', depth: node.depth ?? 1, text: inline(node) }];
    case 'list':
      return [{ type: 'list', ordered: node.ordered === true, items: children.map(itemOf) }];
    case 'table':
      return [tableOf(node)];
    case 'blockquote':
    case 'footnoteDefinition':
      return blocksOf(children);
    case 'thematicBreak':
    case 'definition':
      return [];
    default: {
      const text = isRemark(node) ? '' : inline(node);
      return text === '' ? [] : [{ type: 'paragraph', text }];
    }
  }
}

/** `<!-- … -->` is a note to whoever edits the file. */
const isRemark = (node: Node): boolean => node.type === 'html' && /^<!--[\s\S]*-->$/.test(node.value?.trim() ?? '');

function itemOf(item: Node): TextItem {
  const [first, ...rest] = blocksOf(item.children ?? []);
  const lead = first?.type === 'paragraph' ? first.text : '';
  const below = lead === '' && first !== undefined ? [first, ...rest] : rest;
  return {
    text: lead,
    sub: below.flatMap(textsOf),
    ...(typeof item.checked === 'boolean' ? { done: item.checked } : {}),
  };
}

/** The texts of a block inside a list item; deeper lists become one level. */
function textsOf(block: TextBlock): string[] {
  if (block.type === 'list') return block.items.flatMap((item) => [item.text, ...item.sub]).filter((t) => t !== '');
  if (block.type === 'table') return [block.header, ...block.rows].map((row) => row.join('　'));
  return [block.text];
}

function tableOf(node: Node): TextBlock {
  const [header = [], ...rows] = (node.children ?? []).map((row) => (row.children ?? []).map(inline));
  return { type: 'table', align: header.map((_, i) => node.align?.[i] ?? null), header, rows };
}

/** The words inside; where a link leads and what a picture shows are words too, since paper has neither. */
function inline(node: Node): string {
  return words(node)
    .replace(/[ \t]+/g, ' ')
    .trim();
}

function words(node: Node): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'image') return node.alt ? `（图：${node.alt}）` : '（图）';
  // Chinese text that an editor has wrapped has no space at the line's end.
  if (node.type === 'text')
    return (node.value ?? '').replace(/(?<=[^\x20-\x7e])\n(?=[^\x20-\x7e])/g, '').replace(/\n/g, ' ');
  if (node.value !== undefined) return /^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value;
  const inner = (node.children ?? []).map(words).join('');
  return node.type === 'link' && node.url !== undefined && showsAddress(inner, node.url)
    ? `${inner}（${node.url}）`
    : inner;
}

const showsAddress = (text: string, url: string): boolean => !url.startsWith('#') && !url.endsWith(text);
