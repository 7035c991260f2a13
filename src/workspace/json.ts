/** JSON as text: a steady way of writing it, and messages that say where it breaks. */
import { excerpt, UserError } from '../contract/error.ts';

/** JSON text of plain data as files hold it: two spaces, final newline. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Parses JSON. @throws UserError with line and column */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = breakOf(text);
    const before = text.slice(0, position).split('\n');
    throw new UserError('JSON 格式错误', {
      file,
      at: `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 列`,
      found: position >= text.length ? '内容在此中断' : excerpt(text.slice(position, position + 40)),
      expected: '合法的 JSON',
    });
  }
}

/** Where JSON goes wrong: not every message of `JSON.parse` says it, so the longest part without fault is searched for. */
function breakOf(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUnfinished(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** true when more text could still make it valid JSON. */
function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return /end of JSON|Unterminated/.test(message) || (position !== undefined && Number(position) >= text.length);
  }
}
