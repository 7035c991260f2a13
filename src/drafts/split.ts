/**
 * Splits the text of a contract into its numbered clauses. Nothing is left out: every character stands in one clause, its
 * number included, or among what is left over (titles, headings, what stands before the first number). Pure.
 */
import { type Marker, type MarkerKind, markerOf } from './marker.ts';

/** A clause as the paper has it; a person decides what becomes of it. */
export interface DraftClause {
  /** Id made of its own number and those above it: `5.3.4`, `5.1.1(2)`. */
  id: string;
  /** How the paper itself names it: `五（三）4`, `第三十二条（一）`, `5.1.2`. */
  paper: string;
  /** Its own number alone, as it stands before the text; empty for a text that has none of its own. */
  shown: string;
  /** Verbatim, lines parted by `\n`, cells of tables by a tab. */
  text: string;
  /** Headings above it, outermost first. */
  headings: string[];
  /** The words above it that end in a colon and go on in it: 乙方提交下列文档：; empty when there are none. */
  intro: string;
  /** The titles above it with their numbers, the outermost first; its own, where it has one, is the last. */
  titles: string[];
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

/**
 * @param prefix letters before every id, for a paper whose numbers another one has, too
 * @param isTitled the first line is the paper's own heading, whatever number it bears: 第二部分　专用条款
 */
export function splitPaper(lines: readonly string[], prefix = '', isTitled = false): SplitPaper {
  const root: Node = { marker: null, line: 1, lines: [], children: [], unsure: [] };
  const preface: { line: number; text: string }[] = [];
  const stack: Node[] = [root];
  const order: MarkerKind[] = [];
  lines.forEach((text, n) => {
    if (text.trim() === '') return;
    // A line of the table of contents repeats a heading and its page.
    const isNone = isOfContents(text) || (isTitled && n === 0);
    const marker = isNone ? undefined : (markerOf(text) ?? bareHeading(lines, n));
    if (marker === undefined || !isPlausible(marker, stack)) {
      const top = stack.at(-1) as Node;
      if (top === root) preface.push({ line: n + 1, text: text.trim() });
      else top.lines.push(text.replace(/\s+$/, ''));
      return;
    }
    place({ marker, line: n + 1, lines: [marker.rest], children: [], unsure: [] }, stack, order);
  });
  const split = collect(root, preface, prefix);
  return isTitled && split.clauses.length === 0 ? asOne(lines, prefix) : split;
}

/** An annex that numbers nothing is one clause by its own number: 附表一. */
function asOne(lines: readonly string[], prefix: string): SplitPaper {
  const [title = '', ...below] = lines;
  const first = below.findIndex((line) => line.trim() !== '');
  const text = below
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/\s+$/, ''))
    .join('\n');
  const leftOver = [{ line: 1, text: title.trim() }];
  if (first === -1) return { clauses: [], outline: [], leftOver };
  const clause: DraftClause = {
    ...{ id: `${prefix}1`, paper: '', shown: '', text: text.trim(), headings: [title.trim()], intro: '', titles: [] },
    ...{ line: first + 2, unsure: ['没有编号，整份作一条：是否要按行拆开'] },
  };
  return { clauses: [clause], outline: [], leftOver };
}

/** `4 服务信用` above `4.1`: a number without a point is one of a heading only where the next line goes on from it. */
function bareHeading(lines: readonly string[], n: number): Marker | undefined {
  const [, shown = '', rest = ''] = /^[ \t\u3000]*(\d{1,2})[ \t\u3000]+(\S.*)$/.exec(lines[n] ?? '') ?? [];
  if (shown === '' || !isTitle(rest.trim())) return undefined;
  const next = markerOf(lines.slice(n + 1).find((line) => line.trim() !== '') ?? '');
  const goesOn = next?.kind.startsWith('decimal') === true && next.numbers[0] === Number(shown);
  return goesOn && next.numbers.slice(1).every((one) => one === 1)
    ? { kind: 'number', shown, numbers: [Number(shown)], rest: rest.trim() }
    : undefined;
}

const isOfContents = (text: string): boolean =>
  /(?:[.．…·]{3,}|\t)\s*\d{1,3}\s*$/.test(text) && /^\s*(?:第.{1,4}[章节条]|附件)/.test(text);

/** A number that continues what is there; a date or a measure at the beginning of a line is none. */
function isPlausible({ kind, numbers }: Marker, stack: readonly Node[]): boolean {
  if (!kind.startsWith('decimal')) return kind !== 'row' || stack.length > 1 || numbers[0] === 1;
  const [first = 0] = numbers;
  const above = stack.flatMap(({ marker }) => (marker === null ? [] : [marker]));
  const outer = above.find((one) => ['chinese', 'number', 'article', 'chapter', 'section'].includes(one.kind));
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
  const through = countedThrough(root);
  const visit = (node: Node, above: readonly Node[], over: readonly string[]): void => {
    const path = [...above, node];
    const counted = path.slice(firstCounted(path, through));
    const paper = numberOnPaper(counted);
    const titles = hasTitle(node) ? [...over, `${node.marker?.shown ?? ''}${node.lines[0]?.trim() ?? ''}`] : over;
    if (hasTitle(node)) outline.push({ paper, title: titles.at(-1) ?? '' });
    if (isHeading(node)) {
      leftOver.push({ line: node.line, text: `${node.marker?.shown ?? ''}${node.lines[0]?.trim() ?? ''}` });
    } else {
      const { id, unsure } = uniqueId(counted, path, ids, prefix, paper);
      ids.add(id);
      clauses.push({
        id,
        paper,
        shown: node.marker?.shown ?? '',
        text: node.lines.join('\n').trim(),
        headings: above.filter(isHeading).map(({ lines }) => lines[0]?.trim() ?? ''),
        intro: introOf(above),
        titles: [...titles],
        line: node.line,
        unsure: [
          ...node.unsure,
          ...unsure,
          ...(node.children.length > 0 ? ['下面还有分条：这段话是总述，还是单独的要求'] : []),
          ...(node.lines.length > 1 ? ['含不带编号的段落或表格行：是否属于这一条'] : []),
        ],
      });
    }
    for (const child of node.children) visit(child, path, titles);
  };
  for (const child of root.children) visit(child, [], []);
  return { clauses, outline, leftOver: leftOver.sort((a, b) => a.line - b.line) };
}

/** What the nearest of them leads over to it. */
const introOf = (above: readonly Node[]): string => {
  const last = above.at(-1)?.lines.at(-1)?.trim() ?? '';
  return /[：:]$/.test(last) ? last : '';
};

const isTitle = (text: string): boolean =>
  text !== '' && text.length <= HEADING && !/[。；;！!：:，,]/.test(text.trim());

/** One short line that ends in no sentence, with text or clauses below it. */
const hasTitle = ({ lines, children }: Node): boolean =>
  isTitle(lines[0]?.trim() ?? '') && (children.length > 0 || lines.length > 1);

/** One short line that ends in no sentence, has clauses below it and asks for nothing that those do not say: 提交下列文档： */
function isHeading({ lines, children }: Node): boolean {
  const text = lines[0]?.trim() ?? '';
  if (children.length === 0 || lines.length !== 1 || text.length > HEADING || /[。；;！!]/.test(text)) return false;
  return !/[：:]$/.test(text) || /[下以如][列下]/.test(text) || !COUNTS.test(text);
}

/** Words that lead over to what is below and say something by themselves: 采用三套备份： */
const COUNTS = /\d|[一二两三四五六七八九十]+(?:个|套|次|份|名|人|项|种|台|级|日|天|年|小时|分钟)/;

/** Kinds that others are counted through: the third chapter goes on with 第九条 where the second ended with 第八条. */
const OUTER: readonly MarkerKind[] = ['part', 'chapter', 'section', 'chinese'];

/** The kinds whose numbers run on through what stands above them, so that each of them names one clause by itself. */
function countedThrough(root: Node): Set<MarkerKind> {
  const runs = new Map<MarkerKind, { parents: Set<Node>; last: number[]; isOne: boolean }>();
  const visit = (node: Node, isOuter: boolean): void => {
    for (const child of node.children) {
      const { kind, numbers } = child.marker as Marker;
      if (isOuter) {
        const run = runs.get(kind) ?? { parents: new Set(), last: [0], isOne: true };
        run.isOne &&= comparePlaces(run.last, numbers) < 0;
        run.last = numbers;
        run.parents.add(node);
        runs.set(kind, run);
      }
      visit(child, isOuter && OUTER.includes(kind));
    }
  };
  visit(root, true);
  const isArticle = (kind: MarkerKind): boolean => kind === 'article';
  return new Set(
    [...runs].flatMap(([kind, { parents, isOne }]) =>
      isOne && (isArticle(kind) || (parents.size > 1 && !OUTER.includes(kind))) ? [kind] : [],
    ),
  );
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.max(a.length, b.length); n += 1) {
    const off = (a[n] ?? 0) - (b[n] ?? 0);
    if (off !== 0) return off;
  }
  return 0;
}

/** From which of the numbers on the way down a clause is named. */
function firstCounted(path: readonly Node[], through: ReadonlySet<MarkerKind>): number {
  const kinds = path.map(({ marker }) => marker?.kind ?? 'part');
  const own = kinds.findLastIndex((kind) => through.has(kind) || kind.startsWith('decimal'));
  if (own !== -1) return own;
  const first = kinds.findIndex((kind) => kind !== 'part');
  return first === -1 ? 0 : first;
}

/** 五、 and （三） and 4. → 五（三）4; two numbers that would run into each other are parted. */
function numberOnPaper(path: readonly Node[]): string {
  return path.reduce((outer, { marker }) => {
    const bare = (marker?.shown ?? '').replace(/^[★▲●◆■□*※☆△\s\u3000]+|[\s\u3000]+/g, '').replace(/[、．.]$/, '');
    // A row of a table: 附件一第3项, not one more number of the text around it.
    const own = marker?.kind === 'row' ? `第${bare}项` : bare;
    const runsOn = outer !== '' && !/[）)条款章节]$/.test(outer) && !/^[（(①-⑳⑴-⒇㈠-㈩第]/.test(own);
    return `${outer}${runsOn ? '、' : ''}${own}`;
  }, '');
}

/** `5.1.2` stands for itself; other numbers are joined to those above, brackets behind points. */
function uniqueId(
  counted: readonly Node[],
  path: readonly Node[],
  taken: ReadonlySet<string>,
  prefix: string,
  paper: string,
): { id: string; unsure: string[] } {
  const own = `${prefix}${idOf(counted)}`;
  if (!taken.has(own)) return { id: own, unsure: [] };
  const long = `${prefix}${idOf(path, true)}`;
  for (let n = 0; ; n += 1) {
    const id = n === 0 ? long : `${long}(${n < 27 ? String.fromCharCode(96 + n) : n})`;
    if (!taken.has(id)) return { id, unsure: [`纸面编号 ${paper} 前面已经用过：核对是哪一条，改写 paper`] };
  }
}

const BRACKETS: readonly MarkerKind[] = ['bracket', 'half-bracket', 'circle', 'stem', 'letter', 'row'];

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
