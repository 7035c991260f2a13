/**
 * Splits the text of a contract into its numbered clauses. Nothing is left out: every character stands in one clause, its
 * number included, or among what is left over (titles, headings, what stands before the first number). Pure.
 */
import { type Marker, type MarkerKind, markerOf } from './marker.ts';

/** A clause as the paper has it; a person decides what becomes of it. */
export interface DraftClause {
  /** Id made of its own number and those above it: `5.3.4`, `5.1.1(2)`. */
  id: string;
  /** The numbers as they stand in the paper, from the outermost: `五（三）4.`. */
  paper: string;
  /** Its own number alone, as it stands before the text; empty for a text that has none of its own. */
  shown: string;
  /** Verbatim, lines parted by `\n`, cells of tables by a tab. */
  text: string;
  /** Headings above it, outermost first. */
  headings: string[];
  /** Number of its first line in the paper, from 1. */
  line: number;
  /** What the splitter is not sure of, in Chinese. */
  unsure: string[];
}

/** A number of the paper that bears a title. */
export interface Heading {
  /** The numbers as they stand in the paper, from the outermost: `五（三）`. */
  paper: string;
  /** With its own number in front: `（三）服务响应要求`. */
  title: string;
}

export interface SplitPaper {
  clauses: DraftClause[];
  /** In the order of the paper; one may be a clause at the same time, where its text follows below the title. */
  outline: Heading[];
  /** Lines that are part of no clause, with their line numbers from 1. */
  leftOver: { line: number; text: string }[];
}

interface Node {
  marker: Marker | null;
  line: number;
  lines: string[];
  children: Node[];
  unsure: string[];
}

/** Longest line without a full stop that can be a heading. */
const HEADING = 30;

/** @param prefix letters before every id, for a paper whose numbers another one has, too */
export function splitPaper(lines: readonly string[], prefix = ''): SplitPaper {
  const root: Node = { marker: null, line: 1, lines: [], children: [], unsure: [] };
  const preface: { line: number; text: string }[] = [];
  const stack: Node[] = [root];
  const order: MarkerKind[] = [];
  lines.forEach((text, n) => {
    if (text.trim() === '') return;
    const marker = markerOf(text);
    if (marker === undefined || !isPlausible(marker, stack)) {
      const top = stack.at(-1) as Node;
      if (top === root) preface.push({ line: n + 1, text: text.trim() });
      else top.lines.push(text.replace(/\s+$/, ''));
      return;
    }
    place({ marker, line: n + 1, lines: [marker.rest], children: [], unsure: [] }, stack, order);
  });
  return collect(root, preface, prefix);
}

/** A number that continues what is there; a date or a measure at the beginning of a line is none. */
function isPlausible({ kind, numbers }: Marker, stack: readonly Node[]): boolean {
  if (!kind.startsWith('decimal')) return kind !== 'row' || stack.length > 1;
  const [first = 0] = numbers;
  const above = stack.flatMap(({ marker }) => (marker === null ? [] : [marker]));
  const outer = above.find((one) => ['chinese', 'number', 'article', 'chapter'].includes(one.kind));
  const before = above.find((one) => one.kind.startsWith('decimal'));
  if (before !== undefined && first >= (before.numbers[0] ?? 0)) return first - (before.numbers[0] ?? 0) <= 5;
  return outer === undefined ? first <= 20 : true;
}

/** Puts a node below the nearest one that its kind stands under in this paper. */
function place(node: Node, stack: Node[], order: MarkerKind[]): void {
  const { kind } = node.marker as Marker;
  const kinds = stack.map(({ marker }) => marker?.kind);
  const same = kinds.lastIndexOf(kind);
  if (same > 0) stack.length = same;
  else if (order.includes(kind)) {
    const rank = order.indexOf(kind);
    while (stack.length > 1 && rankOf(stack.at(-1), order) > rank) stack.pop();
  } else {
    // A decimal of more parts stands below one of fewer; of fewer, it was left out before.
    while (stack.length > 1 && parts(stack.at(-1)?.marker) > parts(node.marker) && parts(node.marker) > 1) stack.pop();
    const top = stack.at(-1)?.marker;
    order.splice(top === null || top === undefined ? 0 : order.indexOf(top.kind) + 1, 0, kind);
  }
  const parent = stack.at(-1) as Node;
  const before = parent.children.findLast((one) => one.marker?.kind === kind)?.marker;
  node.unsure.push(...gap(before, node.marker as Marker));
  parent.children.push(node);
  stack.push(node);
}

const rankOf = (node: Node | undefined, order: readonly MarkerKind[]): number =>
  node?.marker === null || node === undefined ? -1 : order.indexOf(node.marker.kind);

const parts = (marker: Marker | null | undefined): number =>
  marker?.kind.startsWith('decimal') === true ? marker.numbers.length : 0;

function gap(before: Marker | null | undefined, { numbers, shown }: Marker): string[] {
  const [last = 0, previous = 0] = [numbers.at(-1), before?.numbers.at(-1)];
  const isSameRow = numbers.length < 2 || before?.numbers.slice(0, -1).join() === numbers.slice(0, -1).join();
  if (before === null || before === undefined || !isSameRow)
    return last === 1 ? [] : [`编号从 ${shown} 开始，前面没有 1`];
  return last === previous + 1 ? [] : [`编号不连续：${before.shown} 之后是 ${shown}`];
}

function collect(root: Node, preface: SplitPaper['leftOver'], prefix: string): SplitPaper {
  const clauses: DraftClause[] = [];
  const leftOver = [...preface];
  const outline: Heading[] = [];
  const ids = new Set<string>();
  const visit = (node: Node, above: readonly Node[]): void => {
    const path = [...above, node];
    const paper = path.map(({ marker }) => marker?.shown ?? '').join('');
    if (hasTitle(node)) outline.push({ paper, title: `${node.marker?.shown ?? ''}${node.lines[0]?.trim() ?? ''}` });
    if (isHeading(node)) {
      leftOver.push({ line: node.line, text: `${node.marker?.shown ?? ''}${node.lines[0]?.trim() ?? ''}` });
    } else {
      const { id, unsure } = uniqueId(path, ids, prefix);
      ids.add(id);
      clauses.push({
        id,
        paper,
        shown: node.marker?.shown ?? '',
        text: node.lines.join('\n').trim(),
        headings: above.filter(isHeading).map(({ lines }) => lines[0]?.trim() ?? ''),
        line: node.line,
        unsure: [
          ...node.unsure,
          ...unsure,
          ...(node.children.length > 0 ? ['下面还有分条：这段话是总述，还是单独的要求'] : []),
          ...(node.lines.length > 1 ? ['含不带编号的段落或表格行：是否属于这一条'] : []),
        ],
      });
    }
    for (const child of node.children) visit(child, path);
  };
  for (const child of root.children) visit(child, []);
  return { clauses, outline, leftOver: leftOver.sort((a, b) => a.line - b.line) };
}

const isTitle = (text: string): boolean =>
  text !== '' && text.length <= HEADING && !/[。；;！!：:，,]/.test(text.trim());

/** One short line that ends in no sentence, with text or clauses below it. */
const hasTitle = ({ lines, children }: Node): boolean =>
  isTitle(lines[0]?.trim() ?? '') && (children.length > 0 || lines.length > 1);

/** One short line that ends in no sentence and has clauses below it. */
function isHeading({ lines, children }: Node): boolean {
  const [text = ''] = lines;
  return children.length > 0 && lines.length === 1 && text.length <= HEADING && !/[。；;！!]$|[。；]/.test(text.trim());
}

/** `5.1.2` stands for itself; other numbers are joined to those above, brackets behind points. */
function uniqueId(path: readonly Node[], taken: ReadonlySet<string>, prefix: string): { id: string; unsure: string[] } {
  const own = `${prefix}${idOf(path)}`;
  if (!taken.has(own)) return { id: own, unsure: [] };
  const long = `${prefix}${idOf(path, true)}`;
  for (let n = 0; ; n += 1) {
    const id = n === 0 ? long : `${long}(${n < 27 ? String.fromCharCode(96 + n) : n})`;
    if (!taken.has(id)) return { id, unsure: [`编号 ${own} 前面已经用过，暂编为 ${id}`] };
  }
}

const BRACKETS: readonly MarkerKind[] = ['bracket', 'half-bracket', 'circle', 'letter', 'row'];

function idOf(path: readonly Node[], whole = false): string {
  const markers = path.flatMap(({ marker }) => (marker === null ? [] : [marker]));
  // What stands above a decimal is part of it, unless another one has the same.
  const from = whole
    ? 0
    : Math.max(
        0,
        markers.findLastIndex(({ kind }) => kind.startsWith('decimal')),
      );
  let plain: number[] = [];
  let brackets = '';
  for (const { kind, numbers } of markers.slice(from)) {
    if (kind === 'letter') brackets += `(${String.fromCharCode(96 + (numbers[0] ?? 1))})`;
    else if (BRACKETS.includes(kind) && plain.length > 0) brackets += `(${(numbers[0] ?? 0) % 100})`;
    else if (brackets !== '') brackets += `(${(numbers[0] ?? 0) % 100})`;
    // 五 → 5, then 5.1: the first number of a decimal repeats what stands above it.
    else if (kind.startsWith('decimal') && plain.at(-1) === numbers[0]) plain = [...plain.slice(0, -1), ...numbers];
    else plain = [...plain, ...numbers];
  }
  return `${plain.length === 0 ? '0' : plain.join('.')}${brackets}`;
}
