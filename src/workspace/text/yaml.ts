/**
 * YAML and JSON data files. Every YAML scalar stays text to the letter ("1.10", "0080"): the codecs of
 * `contract/scalars.ts` read numbers, booleans and nulls where a schema wants them.
 */
import { extname } from 'node:path';
import type { Document, LineCounter, YAMLError } from 'yaml';
import { excerpt, UserError } from '../../contract/error.ts';
import { decodeUtf8, MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { insidePath, normalisePath } from '../disk/paths.ts';
import { cutValue, type Reading } from './cut-values.ts';
import { parseJson } from './json.ts';
import { parsePlain } from './plain-yaml.ts';
import { MAX_KEYS, requireUsable } from './usable-data.ts';
import { yamlLibrary } from './yaml-library.ts';

/** Parsing YAML takes some 0.5 s and 100 MB a megabyte, so its limit is lower than that of JSON. */
const MAX_YAML_BYTES = 5 * 1024 * 1024;
/** What is not plainly simple takes the parser some 12 µs and 2 KB a line: no file of ours has a tenth of this. */
const MAX_PARSED_LINES = 40_000;
const MAX_PARSED_TEXT = 1024 * 1024;
/** More expansions of one anchor than this are an alias bomb, not a data file. */
const MAX_ALIASES = 100;

const reasons: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: '用制表符（Tab）缩进',
  DUPLICATE_KEY: '同一层有重复的键',
  MULTIPLE_DOCS: '一个文件中有多个 YAML 文档（---）',
  BAD_INDENT: '缩进不对，或括号没有配对',
  BAD_ALIAS: '别名（*）写法不对',
  ALIAS_PROPS: '别名（*）写法不对',
  BAD_DQ_ESCAPE: '双引号中的转义写法不对',
  BAD_SCALAR_START: '值以 YAML 保留的符号开头，没有加引号',
  BLOCK_AS_IMPLICIT_KEY: '值中有“: ”而没有加引号，或一行写了两层',
  BLOCK_IN_FLOW: '方括号或花括号中混用了缩进写法',
  KEY_OVER_1024_CHARS: '键过长',
  MISSING_CHAR: '缺少引号、括号、逗号或冒号',
  MULTILINE_IMPLICIT_KEY: '缺少冒号，或键写成了多行',
  NON_STRING_KEY: '键不是文字',
  RESOURCE_EXHAUSTION: '嵌套过深',
  TAG_RESOLVE_FAILED: '使用了类型标签（!）',
  UNEXPECTED_TOKEN: '此处出现多余的内容',
};

const expectations: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: '用空格缩进',
  DUPLICATE_KEY: '每个键只写一次：后一处会盖掉前一处；值中有冒号的加引号',
  MULTIPLE_DOCS: '一个文件一份内容：--- 之后的会丢失；值是 --- 的加引号',
};

/**
 * Parses one YAML document; every scalar is text.
 * @param file path as the person knows it
 * @param reading whose file it is, which decides whether a comment may stand behind a value
 * @throws UserError with line and column: tabs, duplicate keys, alias bombs, tags, several documents, cut values, syntax
 */
export function parseYaml(text: string, file: string, reading: Reading = 'kept'): unknown {
  const plain = parsePlain(text);
  if (plain !== undefined) return plain;
  requireFewLines(text, file);
  const { LineCounter, parseDocument } = yamlLibrary();
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    stringKeys: true,
    // Compares each key with each other one of its map: of thirty thousand keys that is two minutes.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw syntaxError(problem.code, problem.message, problem.pos[0], lines, text, file);
  const doubled = doubledKeyOf(document);
  if (doubled !== undefined) throw syntaxError('DUPLICATE_KEY', '', doubled, lines, text, file);
  const cut = cutValue(document, text, reading);
  if (cut !== undefined) throw cutError(cut, lines, text, file);
  const value = expand(() => document.toJS({ maxAliasCount: MAX_ALIASES }), file);
  requireUsable(value, file);
  return value;
}

function requireFewLines(text: string, file: string): void {
  let lines = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines += 1;
  if (lines <= MAX_PARSED_LINES && text.length <= MAX_PARSED_TEXT) return;
  throw new UserError('YAML 过大', {
    file,
    found: `${lines} 行，${text.length} 字`,
    expected: `不超过 ${MAX_PARSED_LINES} 行、${MAX_PARSED_TEXT} 字；全部写成“键: 值”一行一项、一组不超过 ${MAX_KEYS} 个键的，不受此限`,
    hint: '分成几个文件；核对该文件是否为本系统的数据文件',
  });
}

function cutError(position: number, lines: LineCounter, text: string, file: string): UserError {
  const { line, col } = lines.linePos(position);
  const anchor = text[position] === '&';
  return new UserError(anchor ? '& 开头的值会丢失' : '# 之后的内容会丢失', {
    file,
    at: `第 ${line} 行第 ${col} 列`,
    found: excerpt((text.split('\n')[line - 1] ?? '').trim()),
    expected: anchor
      ? '以 & 开头的值加引号'
      : '值中有 # 的加引号，例如 text: "检查磁盘 #1 已满"；说明另起一行，以 # 开头',
  });
}

/** Position of the first key that its map has already; undefined when there is none. */
function doubledKeyOf(document: Document): number | undefined {
  const { isScalar, visit } = yamlLibrary();
  let found: number | undefined;
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

function syntaxError(
  code: YAMLError['code'],
  message: string,
  position: number,
  lines: LineCounter,
  text: string,
  file: string,
): UserError {
  const { line, col } = lines.linePos(position);
  const rows = text.split('\n');
  const source = rows[line - 1] ?? '';
  // What was left open shows only at the end: then the last line with anything in it is where to look.
  const last = rows.slice(0, line).findLast((row) => row.trim() !== '') ?? '';
  const shown = excerpt((source.trim() === '' ? last : source).replaceAll('\t', '→'));
  return new UserError('YAML 格式错误', {
    file,
    at: `第 ${line} 行第 ${col} 列`,
    found: `${reasons[code] ?? message}${shown === '' ? '' : `：${shown}`}`,
    expected: expectations[code] ?? '合法的 YAML（UTF-8，空格缩进，键不重复）',
  });
}

function expand(toJs: () => unknown, file: string): unknown {
  try {
    return toJs();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const bomb = error.message.startsWith('Excessive');
    throw new UserError(bomb ? 'YAML 别名展开过多' : 'YAML 别名没有对应的锚点', {
      file,
      found: bomb ? `别名（*）展开超过 ${MAX_ALIASES} 次` : error.message.replace(/^.*: /, '*'),
      expected: bomb ? '直接写出内容，不用别名嵌套' : '先写 &名称，再用 *名称',
    });
  }
}

/** YAML text of plain data: keys in the order of the object, no folded lines, final newline. Same value, same text. */
export function writeYaml(value: unknown): string {
  return yamlLibrary().stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * Parses the bytes of a data file, by the extension of its name: `.json`, or `.yaml` / `.yml`.
 * @param reading see `parseYaml`
 * @throws UserError for another extension, a wrong encoding, or wrong syntax
 */
export function parseData(bytes: Uint8Array, file: string, reading: Reading = 'kept'): unknown {
  const extension = extname(file).toLowerCase();
  if (extension === '.json') return parsedJson(decodeUtf8(bytes, file), file, reading);
  if (extension !== '.yaml' && extension !== '.yml') {
    throw new UserError('不认识的数据文件类型', { file, found: extension || '没有扩展名', expected: '.yaml 或 .json' });
  }
  if (bytes.length > MAX_YAML_BYTES) {
    throw new UserError('文件过大', {
      file,
      found: `${bytes.length} 字节`,
      expected: `YAML 不超过 ${MAX_YAML_BYTES} 字节`,
    });
  }
  return parseYaml(decodeUtf8(bytes, file), file, reading);
}

function parsedJson(text: string, file: string, reading: Reading): unknown {
  const value = parseJson(text, file);
  requireUsable(value, file);
  const doubled = reading === 'kept' ? undefined : doubledKey(text);
  if (doubled === undefined) return value;
  const before = text.slice(0, doubled).split('\n');
  throw new UserError('JSON 中同一层有重复的键', {
    file,
    at: `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 列`,
    found: excerpt(text.slice(doubled, doubled + 40)),
    expected: '每个键只写一次：后一处会盖掉前一处',
  });
}

/**
 * Reads a data file of the workspace.
 * @param path relative to the workspace
 * @throws UserError when it is missing, too large, not UTF-8, or no valid JSON or YAML; EnvironmentError when unreadable
 */
export async function readDataFile(root: string, path: string): Promise<unknown> {
  const shown = normalisePath(path);
  return parseData(await readLimited(await insidePath(root, shown), shown, MAX_DATA_BYTES), shown, 'data');
}

/** Reads a data file that a person named on the command line; it may lie anywhere. Throws as `readDataFile`. */
export async function readOutsideDataFile(path: string, shown = path): Promise<unknown> {
  return parseData(await readLimited(path, shown, MAX_DATA_BYTES), shown, 'entry');
}

/**
 * @param text valid JSON
 * @returns the position of the first key that its object has already; undefined when there is none
 */
function doubledKey(text: string): number | undefined {
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{') open.push(new Set());
    else if (found === '[') open.push(null);
    else if (found === '}' || found === ']') open.pop();
    else if (/^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + MOST_SPACE))) {
      const keys = open.at(-1);
      const key = JSON.parse(found) as string;
      if (keys?.has(key) === true) return match.index;
      keys?.add(key);
    }
  }
  return undefined;
}

/** White space that stands between a key and its colon. */
const MOST_SPACE = 100;
