/** The places of a written document that say 待填写, and the document with them filled in. Pure: Markdown in, Markdown out. */
import { TO_BE_FILLED } from './contract.ts';

export interface TextBlank {
  /** Heading above it; empty where there is none. */
  heading: string;
  /** What belongs there, by the words around it: `演练时间`, `值班电话＿＿`, `演练指挥：姓名`. */
  label: string;
}

/** Keys of the head, as documents print them. */
const HEAD: Readonly<Record<string, string>> = { prepared: '编制', reviewed: '审核', approved: '批准', title: '标题' };
const HEAD_TITLE = '文件头';
const GAP = '＿＿';
const LONGEST_LABEL = 80;

interface Line {
  text: string;
  heading: string;
  /** Key, of a line of the head. */
  key?: string;
  /** Of a row of a table: the cells of its head, and which row it is, from 1. */
  columns?: string[];
  row?: number;
}

/** @returns in the order in which they stand */
export const textBlanks = (source: string): TextBlank[] => linesOf(source).flatMap(blanksIn);

/**
 * @param answers what goes into a blank, by its place in `textBlanks`; the others stay
 * @returns the text with plain words in their places: nothing that is written there becomes a mark of Markdown
 */
export function filledText(source: string, answers: ReadonlyMap<number, string>): string {
  let n = -1;
  const next = (): string | undefined => {
    n += 1;
    return answers.get(n);
  };
  return linesOf(source)
    .map((line) => {
      const given = line.text.split(TO_BE_FILLED).slice(1).map(next);
      if (given.every((one) => one === undefined)) return line.text;
      if (line.key === undefined) return inPlaces(line.text, given, inMarkdown);
      // `prepared: 待填写`: YAML, in quotes whatever its value holds.
      const [, key = '', value = '', end = ''] = /^(\s*\w+:\s*)(.*?)(\r?)$/.exec(line.text) ?? [];
      const bare = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
      return `${key}${JSON.stringify(inPlaces(bare, given, oneLine))}${end}`;
    })
    .join('\n');
}

type Written = (answer: string, before: string) => string;

const inPlaces = (text: string, given: readonly (string | undefined)[], write: Written): string =>
  text.split(TO_BE_FILLED).reduce((before, part, at) => {
    const answer = given[at - 1];
    return `${before}${answer === undefined ? TO_BE_FILLED : write(answer, before)}${part}`;
  });

const oneLine = (answer: string): string => answer.replace(/\s+/g, ' ').trim();

/** @param before what stands before it on its line */
function inMarkdown(answer: string, before: string): string {
  const plain = oneLine(answer).replace(/[\\`*_[\]<>#|~&$]/g, '\\$&');
  // At the beginning of a line a dash or a number would begin a list.
  return /^\s*(?:[-*+]\s|\d+[.)]\s)?\s*$/.test(before) ? plain.replace(/^([-+=]|\d+(?=[.)]))/, escaped) : plain;
}

const escaped = (mark: string): string => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`);

function blanksIn(line: Line): TextBlank[] {
  const { text, heading, key, columns, row = 0 } = line;
  const count = text.split(TO_BE_FILLED).length - 1;
  if (count === 0) return [];
  if (key !== undefined) return [{ heading, label: HEAD[key] ?? key }];
  if (columns === undefined) return Array.from({ length: count }, () => ({ heading, label: sentenceOf(text) }));
  const cells = cellsOf(text);
  const first = cells[0] ?? '';
  const name = first === '' || first.includes(TO_BE_FILLED) ? `第 ${row} 行` : first;
  return cells.flatMap((cell, n) =>
    Array.from({ length: cell.split(TO_BE_FILLED).length - 1 }, () => ({
      heading,
      label: `${/^\d+$/.test(name) ? `${name} ${cells[1] ?? ''}` : name}：${columns[n] ?? `第 ${n + 1} 列`}`,
    })),
  );
}

function sentenceOf(text: string): string {
  const sentence = text
    .trim()
    .replace(/^(?:[-*+]|\d+[.)])\s+/, '')
    .replaceAll(TO_BE_FILLED, GAP)
    // `演练时间：＿＿` says no more than `演练时间`.
    .replace(/^([^＿]+)[：:]\s*＿＿$/, '$1');
  return sentence.length > LONGEST_LABEL ? `${sentence.slice(0, LONGEST_LABEL)}…` : sentence;
}

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

const RULER = /^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$/;

function linesOf(source: string): Line[] {
  const all = source.split('\n');
  const end = /^\uFEFF?---\s*$/.test(all[0] ?? '') ? all.findIndex((one, n) => n > 0 && /^---\s*$/.test(one)) : -1;
  let heading = '';
  let columns: string[] | undefined;
  let row = 0;
  return all.map((text, n): Line => {
    if (n <= end) {
      const key = /^(\w+):/.exec(text)?.[1];
      return { text, heading: HEAD_TITLE, ...(key === undefined ? {} : { key }) };
    }
    const title = /^#{1,6}\s+(.*?)\s*#*\s*$/.exec(text)?.[1];
    if (title !== undefined) heading = title;
    if (RULER.test(text) && text.includes('|')) [columns, row] = [cellsOf(all[n - 1] ?? ''), 0];
    else if (!text.includes('|')) columns = undefined;
    else if (columns !== undefined) row += 1;
    return { text, heading, ...(columns === undefined ? {} : { columns, row }) };
  });
}
