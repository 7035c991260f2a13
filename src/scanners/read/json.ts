/**
 * Reads a JSON report in one pass and keeps of it what a shape names: the rest is neither assembled nor held, so that
 * 200 MB read in the memory of their findings. stream-json only cuts the text into tokens; every bound is set here,
 * since its authors do not mean it for hostile input.
 */
import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { jsonVerifier } from 'stream-json/core/utils/verifier.js';
import { UserError } from '../../contract/error.ts';
import type { ScanFile } from '../_scanner.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonNode, Shape } from './json-shape.ts';

/** Characters given to the tokenizer at once: bounds the tokens that one step makes. */
const PIECE = 64 * 1024;

/**
 * @param shape what is kept of the root value
 * @returns undefined when the file is just `null`
 * @throws UserError with the place when the text is no JSON, cut off, or beyond the bounds of `json-shape.ts`
 */
export async function readJson<T>(file: ScanFile, shape: Shape<T>): Promise<T> {
  const reader = new JsonReader(file.name, shape as JsonNode);
  const parse = jsonParser({ packValues: false, streamValues: true });
  const end = new LineCount();
  for await (const chunk of withEnd(file.text())) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.slice(at, at + PIECE);
      const tokens = tokensOf(parse, piece);
      if (tokens === undefined) throw await malformed(file);
      for (const token of tokens) reader.take(token);
      end.add(piece);
    }
  }
  if (!reader.done) throw cutOff(file, reader.place, end);
  return reader.value as T;
}

/** A literal at the very end (`null`) is only known to be whole when something follows it. */
async function* withEnd(text: AsyncIterable<string>): AsyncGenerator<string> {
  yield* text;
  yield '\n';
}

/** undefined when the text is no JSON: the tokenizer throws plain errors that say no place. */
export function tokensOf(parse: ReturnType<typeof jsonParser>, piece: string): readonly Token[] | undefined {
  try {
    const result = parse(piece) as symbol | { values: Token[] };
    return typeof result === 'symbol' ? [] : result.values;
  } catch {
    return undefined;
  }
}

/** Counts on the way: a second pass over a large file only to name its last line would take seconds. */
class LineCount {
  #lines = 0;
  #column = 0;

  add(piece: string): void {
    let from = 0;
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', from)) {
      this.#lines += 1;
      this.#column = 0;
      from = at + 1;
    }
    this.#column += piece.length - from;
  }

  /** The end of the text, without the line break that `withEnd` adds. */
  get text(): string {
    return `第 ${this.#lines} 行`;
  }
}

function cutOff(file: ScanFile, place: string, end: LineCount): UserError {
  return new UserError('JSON 不完整，没有导入任何内容', {
    file: file.name,
    at: place === '' ? `${end.text}（文件末尾）` : `${end.text}（文件末尾），${place} 之后`,
    found: '文件到此结束',
    expected: '完整的 JSON',
    hint: '重新导出或重新传输报告；比对文件大小',
  });
}

/** Reads once more to find the place, which the faster tokenizer does not keep. */
async function malformed(file: ScanFile): Promise<UserError> {
  const verify = jsonVerifier();
  let at: string | undefined;
  for await (const chunk of file.text()) {
    at = verifierFault(verify, chunk);
    if (at !== undefined) break;
  }
  return new UserError('不是正确的 JSON，没有导入任何内容', {
    file: file.name,
    ...(at === undefined ? {} : { at }),
    expected: '正确的 JSON',
    hint: '用扫描工具重新导出报告，不要手工修改',
  });
}

function verifierFault(verify: ReturnType<typeof jsonVerifier>, chunk: string): string | undefined {
  try {
    verify(chunk);
    return undefined;
  } catch (error) {
    const { line, pos } = error as { line?: number; pos?: number };
    return `第 ${line ?? '?'} 行，第 ${pos ?? '?'} 列`;
  }
}
