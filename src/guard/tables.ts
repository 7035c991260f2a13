/** Passwords in the cells of a table: the head of the column says what stands below it. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isSecretValue } from './value.ts';

/** Words that head a column of passwords; with more behind them (密码长度, 口令更换日期) they head one about passwords. */
const HEAD =
  /^(?:(?:[\p{Script=Han}A-Za-z\d ]{0,8}?)(?:密\s?码|口\s?令|密钥|秘钥|私钥|授权码|令牌|pin码?)|(?:[\w.-]*?)(?:password|passwd|pwd|passphrase|secret|secret[_ -]?key|access[_ -]?key|sk|token|community|psk))(?:\s*[（(](?:明文|初始|默认|临时|原|新|旧|改后)[）)])?$/iu;
/** 账号/密码: the cell holds both. */
const PAIR_HEAD = /^(?:[\p{Script=Han}]{0,6}?)(?:账号|帐号|用户名?|账户)\s*[/／、和及]?\s*(?:密码|口令)$|^[账帐]密$/u;
/** Without one of these a line heads no such column; looked for first, because a line is cut in five ways. */
const WORDS = /[密口私]|秘钥|授权码|令牌|pin|pass|pwd|secret|key|sk|token|community/i;
const RULE = /^\s*\|?[\s:|+-]*-{2,}[\s:|+-]*$/;
const MAX_COLUMNS = 40;

/** How the cells of a line are set apart, in the order in which it is tried. */
const SIGNS: readonly RegExp[] = [/[|｜│]/g, /\t/g, /[,，](?!\d{3}(?!\d))/g, /[;；]/g, / {2,}/g];

interface Cell {
  text: string;
  at: number;
}

/** Everything in `text` that stands in a column of passwords, in no order. */
export function findInTables(text: string): Found[] {
  if (!(text.includes('\n') && WORDS.test(text))) return [];
  const lines = linesOf(text);
  return lines.flatMap((line, n) => {
    if (!WORDS.test(line.text)) return [];
    const sign = SIGNS.find((one) => headsOf(cellsOf(line, one)).length > 0);
    if (sign === undefined) return [];
    const cells = cellsOf(line, sign);
    return headsOf(cells).flatMap(({ index, pair }) =>
      below(lines.slice(n + 1), { sign, index, pair, width: cells.length }),
    );
  });
}

const linesOf = (text: string): Cell[] => {
  let at = 0;
  return text.split('\n').map((line) => {
    const one = { text: line, at };
    at += line.length + 1;
    return one;
  });
};

/** Cells of a line, without the frame of a Markdown table, with quotes and spaces around them left out. */
function cellsOf({ text, at }: Cell, sign: RegExp): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  const push = (to: number): void => {
    const raw = text.slice(from, to);
    const lead = /^[\s"'`*]*/.exec(raw)?.[0].length ?? 0;
    cells.push({ text: raw.slice(lead).replace(/[\s"'`*]+$/, ''), at: at + from + lead });
  };
  for (const m of matchesIn(text, sign)) {
    if (m.index > 0 || !/[|｜│]/.test(m[0])) push(m.index);
    from = m.index + m[0].length;
    if (cells.length > MAX_COLUMNS) return [];
  }
  push(text.length);
  return cells;
}

/** Columns of passwords, when the line is a head at all: two cells or more, none of which holds a sentence. */
function headsOf(cells: readonly Cell[]): { index: number; pair: boolean }[] {
  const named = cells.filter(({ text }) => text !== '');
  if (named.length < 2 || named.some(({ text }) => text.length > 20 || /[。：:=＝？！]/.test(text))) return [];
  return cells.flatMap(({ text }, index) => {
    const pair = PAIR_HEAD.test(text);
    return pair || HEAD.test(text) ? [{ index, pair }] : [];
  });
}

interface Column {
  sign: RegExp;
  index: number;
  pair: boolean;
  /** Cells of the head. */
  width: number;
}

/** The values of one column, down to the first line that is no row of the table. */
function below(lines: readonly Cell[], { sign, index, pair, width }: Column): Found[] {
  const found: Found[] = [];
  for (const line of lines) {
    if (RULE.test(line.text)) continue;
    const cells = cellsOf(line, sign);
    if (line.text.trim() === '' || Math.abs(cells.length - width) > 1 || cells.length < 2) break;
    const cell = cells[index];
    if (cell === undefined) continue;
    const own = pair ? (/^[\w.@-]{1,40}\s*[/:：｜|]\s*(\S+)$/.exec(cell.text)?.[1] ?? cell.text) : cell.text;
    if (/^[!-~]+$/.test(own) && isSecretValue(own, 'strong'))
      found.push({ rule: 'password', value: own, at: cell.at + cell.text.length - own.length });
  }
  return found;
}
