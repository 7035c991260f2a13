/**
 * Comma-separated text in one pass: quotes, doubled quotes, line breaks in cells. Cells stay text to the letter. Each quotation mark
 * opens or closes a cell or stands doubled in one, so that a text with one too many or too few is never read as other rows.
 */
import { excerpt, UserError } from '../../contract/error.ts';

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
 * @throws UserError with the line for a quote that is not closed, text on the outer side of a quote, and what is beyond a bound
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

/**
 * The rows of a text that may be cut off: the last row is left out unless the text ends with a line break, and so is what follows a
 * fault, of which the reading of the whole file will tell.
 */
export function csvBegin(text: string, delimiter: string): string[][] {
  const rows: CsvRow[] = [];
  try {
    new CsvSplitter('', delimiter).take(text, rows);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return rows.map((row) => row.cells);
}

/** A row of a table with a header. */
export interface CsvRecord {
  /** Line on which it begins, from 1. */
  line: number;
  /** The cell below a name of the header; empty for a name that is none. */
  cell(name: string): string;
}

/**
 * The rows of a table whose first row that is not empty names the columns. Empty rows are none.
 * @param what the file should be, for messages: `KEV 清单`
 * @param columns names that have to be there, each once
 * @throws UserError as `readCsv`, and for a header without these columns and a row of another width, with its line
 */
export function* csvTable(
  text: string,
  file: string,
  what: string,
  columns: readonly string[],
): Generator<CsvRecord, void> {
  let header: string[] | undefined;
  let places = new Map<string, number>();
  for (const { line, cells } of csvRows(text, file)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (header === undefined) {
      header = cells.map((name) => name.trim());
      requireColumns(header, { line, file, what, columns });
      places = new Map(header.map((name, n) => [name, n]));
      continue;
    }
    requireWidth({ line, cells }, header.length, file);
    yield { line, cell: (name) => cells[places.get(name) ?? -1] ?? '' };
  }
  if (header === undefined)
    throw new UserError(`文件不是${what}`, { file, found: '没有内容', expected: headed(columns) });
}

function* csvRows(text: string, file: string): Generator<CsvRow, void> {
  const splitter = new CsvSplitter(file, ',');
  for (let at = 0; at < text.length; at += PIECE) yield* splitter.take(text.slice(at, at + PIECE));
  yield* splitter.end();
}

/** What is split before its rows are handed over. */
const PIECE = 64 * 1024;

function requireColumns(
  header: readonly string[],
  { line, file, what, columns }: { line: number; file: string; what: string; columns: readonly string[] },
): void {
  const wrong = columns.find(
    (name) => header.indexOf(name) === -1 || header.indexOf(name) !== header.lastIndexOf(name),
  );
  if (wrong === undefined) return;
  throw new UserError(`文件不是${what}`, {
    file,
    at: `第 ${line} 行（表头）`,
    found: header.includes(wrong) ? `有几个“${wrong}”列` : `没有“${wrong}”列：${excerpt(header.join(','))}`,
    expected: headed(columns),
  });
}

const headed = (columns: readonly string[]): string => `一行表头，其中有 ${columns.join('、')} 列，各一个`;

/**
 * Commas behind the last cell say nothing; everything else that makes a row wider or narrower than the header is told.
 * @throws UserError
 */
export function requireWidth({ line, cells }: CsvRow, width: number, file: string): void {
  if (cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '')) return;
  throw new UserError('CSV 的行与表头不同宽，整个文件没有读入', {
    file,
    at: `第 ${line} 行`,
    found: `${cells.length} 列`,
    expected: `与表头相同的 ${width} 列`,
    hint: cells.length < width ? '文件可能不完整：重新导出' : '单元格中有逗号的用引号括起，或重新导出',
  });
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
    this.#special = new RegExp(`[${delimiter}"\r\n]`, 'g');
  }

  /** @param rows to which those that end in the piece are added, also when it throws */
  take(chunk: string, rows: CsvRow[] = []): CsvRow[] {
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
    if (char === '"') throw this.#fault('CSV 格式错误：没有用引号括起的单元格中有引号', `${this.#cell}"`);
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
    return new UserError(`${summary}，整个文件没有读入`, {
      file: this.#file,
      at: `第 ${this.#line} 行`,
      found: excerpt(found),
      expected: '完整的 CSV 文件，含逗号、引号或换行的单元格用引号括起，其中的引号写两个',
      hint: '重新导出 CSV 文件',
    });
  }
}
