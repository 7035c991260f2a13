/** JSON as text: a steady way of writing it, and messages that say where it breaks. */
import { excerpt, UserError } from '../../contract/error.ts';

/** JSON text of plain data as files hold it: two spaces, final newline. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * JSON text of an object in pieces: as `writeJson`, but for its own lists, of which each row is a line, however many values it has. A day's
 * readings are a third smaller that way, and a difference between two versions is told by rows. A record of a hundred thousand
 * rows is never held as one text.
 */
export function* jsonPieces(value: object): Generator<string> {
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  if (fields.length === 0) yield '{}';
  for (const [n, [key, one]] of fields.entries()) {
    yield `${n === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    if (Array.isArray(one) && one.length > 0) yield* rowPieces(one);
    else yield indented(JSON.stringify(one, null, 2));
  }
  yield fields.length === 0 ? '\n' : '\n}\n';
}

/** A list inside an object. What JSON cannot hold is null in it. */
function* rowPieces(rows: readonly unknown[]): Generator<string> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const lines = rows.slice(from, from + ROWS_AT_ONCE).map((row) => `\n    ${JSON.stringify(row) ?? 'null'}`);
    yield `${from === 0 ? '[' : ','}${lines.join(',')}`;
  }
  yield '\n  ]';
}

/** Rows that are made into text at once. */
const ROWS_AT_ONCE = 1000;

/** One level deeper; line breaks inside of texts are escaped, so every one of these is of the layout. */
const indented = (text: string): string => text.replaceAll('\n', '\n  ');

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

/** null for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
