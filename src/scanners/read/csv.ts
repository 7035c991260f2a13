/** Comma-separated text in one pass: quotes, doubled quotes, line breaks in cells. Cells stay text to the letter. */
import { UserError } from '../../contract/error.ts';

/** Longest cell, in characters. */
const MAX_CELL = 4 * 1024 * 1024;
const MAX_COLUMNS = 500;

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * @param file name for messages
 * @param delimiter one character
 * @throws UserError with the line for a quote that is not closed, text after a closing quote, and what is beyond a bound
 */
export async function* readCsv(
  chunks: AsyncIterable<string> | Iterable<string>,
  file: string,
  delimiter: string,
): AsyncGenerator<CsvRow> {
  const splitter = new CsvSplitter(file, delimiter);
  for await (const chunk of chunks) yield* splitter.take(chunk);
  yield* splitter.end();
}

/** The rows of a text that may be cut off: the last row is left out unless the text ends with a line break. */
export function csvBegin(text: string, delimiter: string): string[][] {
  try {
    return new CsvSplitter('', delimiter).take(text).map((row) => row.cells);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

type State = 'start' | 'plain' | 'quoted' | 'quote';

class CsvSplitter {
  readonly #file: string;
  readonly #special: RegExp;
  readonly #delimiter: string;
  #state: State = 'start';
  #cell = '';
  #cells: string[] = [];
  #line = 1;
  #rowLine = 1;
  #isAfterCr = false;

  constructor(file: string, delimiter: string) {
    this.#file = file;
    this.#delimiter = delimiter;
    this.#special = new RegExp(`[${delimiter}\r\n]`, 'g');
  }

  take(chunk: string): CsvRow[] {
    const rows: CsvRow[] = [];
    for (let at = 0; at < chunk.length; ) at = this.#step(chunk, at, rows);
    return rows;
  }

  end(): CsvRow[] {
    if (this.#state === 'quoted') throw this.#fault('CSV 不完整：引号没有结束', `第 ${this.#rowLine} 行起`);
    if (this.#state === 'start' && this.#cell === '' && this.#cells.length === 0) return [];
    const rows: CsvRow[] = [];
    this.#endRow(rows);
    return rows;
  }

  /** @returns where to go on */
  #step(chunk: string, at: number, rows: CsvRow[]): number {
    const char = chunk[at] ?? '';
    if (this.#isAfterCr) {
      this.#isAfterCr = false;
      if (char === '\n') return at + 1;
    }
    if (this.#state === 'quoted') return this.#inQuotes(chunk, at);
    if (char === '"' && this.#state === 'start') {
      this.#state = 'quoted';
      return at + 1;
    }
    if (char === '"' && this.#state === 'quote') {
      this.#append('"');
      this.#state = 'quoted';
      return at + 1;
    }
    if (char === this.#delimiter) return this.#endCell(at);
    if (char === '\n' || char === '\r') {
      this.#isAfterCr = char === '\r';
      this.#endRow(rows);
      return at + 1;
    }
    if (this.#state === 'quote') throw this.#fault('CSV 格式错误：引号之后还有文字', char);
    this.#special.lastIndex = at;
    const end = this.#special.exec(chunk)?.index ?? chunk.length;
    this.#append(chunk.slice(at, end));
    this.#state = 'plain';
    return end;
  }

  #inQuotes(chunk: string, at: number): number {
    const quote = chunk.indexOf('"', at);
    const end = quote === -1 ? chunk.length : quote;
    const text = chunk.slice(at, end);
    for (let n = text.indexOf('\n'); n !== -1; n = text.indexOf('\n', n + 1)) this.#line += 1;
    this.#append(text);
    if (quote !== -1) this.#state = 'quote';
    return quote === -1 ? end : end + 1;
  }

  #endCell(at: number): number {
    this.#push();
    return at + 1;
  }

  #endRow(rows: CsvRow[]): void {
    this.#push();
    rows.push({ line: this.#rowLine, cells: this.#cells });
    this.#cells = [];
    this.#line += 1;
    this.#rowLine = this.#line;
  }

  #push(): void {
    this.#cells.push(this.#cell);
    if (this.#cells.length > MAX_COLUMNS) throw this.#fault('CSV 列数过多', `超过 ${MAX_COLUMNS} 列`);
    this.#cell = '';
    this.#state = 'start';
  }

  #append(text: string): void {
    this.#cell = this.#cell === '' ? text : this.#cell + text;
    if (this.#cell.length > MAX_CELL) throw this.#fault('CSV 单元格过长', `超过 ${MAX_CELL} 字`);
  }

  #fault(summary: string, found: string): UserError {
    return new UserError(`${summary}，没有导入任何内容`, {
      file: this.#file,
      at: `第 ${this.#line} 行`,
      found,
      expected: '完整的 CSV 文件，含逗号、引号或换行的单元格用引号括起',
      hint: '重新导出 CSV 文件',
    });
  }
}
