/**
 * Fills a shape token by token, within bounds. Keys are only ever looked up in a Map, so that `__proto__` is a key like any
 * other.
 */
import type { Token } from 'stream-json/core/parser.js';
import { UserError } from '../../contract/error.ts';
import type { JsonNode } from './json-shape.ts';

/** Deepest nesting of a report; real ones stay below 20. */
const MAX_DEPTH = 200;
/** Longest key and text that are kept, in characters. */
const MAX_KEY = 64 * 1024;
const MAX_TEXT = 1024 * 1024;
/** Most that one entry, or what is kept beside the entries, may come to; a value counts as 64 characters more. */
const MAX_WEIGHT = 64 * 1024 * 1024;
const VALUE_WEIGHT = 64;
/** Characters of the texts that are remembered so that equal ones are held once. */
const MAX_KEPT = 16 * 1024 * 1024;

const kindWord: Record<JsonNode['kind'], string> = {
  skip: '任意内容',
  any: '任意内容',
  text: '文字',
  object: '对象',
  map: '对象',
  list: '列表',
  each: '列表',
  either: '对象或列表',
};

const SKIP: JsonNode = { kind: 'skip' };
const ANY: JsonNode = { kind: 'any' };

/** A container that is being filled. */
interface Frame {
  node: JsonNode;
  /** Object: the record; map: the Map; list: the array; each: none. */
  value: Record<string, unknown> | Map<string, unknown> | unknown[] | undefined;
  /** Key of the value that is being read. */
  key: string;
  /** Index of the next item. */
  index: number;
  isArray: boolean;
  /** Weight when it was opened. */
  weight: number;
}

/** Fills a shape from tokens. One reader per pass. */
export class JsonReader {
  value: unknown = undefined;
  done = false;
  readonly #file: string;
  readonly #root: JsonNode;
  readonly #frames: Frame[] = [];
  readonly #kept = new Map<string, string>();
  #keptLength = 0;
  #skipped = 0;
  #weight = 0;
  /** What chunks are collected for: a key, a value that is kept, a value that is not. */
  #collecting: 'key' | 'value' | 'nothing' = 'nothing';
  #text = '';

  /** @param file name for messages */
  constructor(file: string, root: JsonNode) {
    this.#file = file;
    this.#root = root;
  }

  /** Key path of the value that is being read, `Results[3].Severity`; empty at the root. */
  get place(): string {
    return this.#frames
      .map((frame) => (frame.isArray ? `[${frame.index}]` : frame.key === '' ? '' : `.${frame.key.slice(0, 80)}`))
      .join('')
      .replace(/^\./, '');
  }

  /** @throws UserError when what comes does not fit the shape or is beyond a bound */
  take(token: Token): void {
    switch (token.name) {
      case 'stringChunk':
      case 'numberChunk':
        if (this.#collecting !== 'nothing') this.#collect(token.value);
        return;
      case 'startString':
      case 'startNumber':
        this.#startScalar();
        return;
      case 'endString':
      case 'endNumber':
        this.#endScalar();
        return;
      case 'startKey':
        this.#startKey();
        return;
      case 'endKey':
        if (this.#skipped === 0) this.#endKey();
        return;
      case 'startObject':
      case 'startArray':
        this.#open(token.name === 'startArray');
        return;
      case 'endObject':
      case 'endArray':
        this.#close();
        return;
      case 'trueValue':
      case 'falseValue':
        this.#startScalar();
        if (this.#collecting === 'value') this.#text = String(token.value);
        this.#endScalar();
        return;
      case 'nullValue':
        if (this.#skipped === 0) this.#put(undefined);
        return;
      default: // packed tokens are switched off
    }
  }

  #slot(): JsonNode {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return this.#root;
    const { node } = frame;
    if (node.kind === 'object') return node.fields.get(frame.key) ?? SKIP;
    return node.kind === 'any' ? ANY : 'each' in node ? node.each : SKIP;
  }

  #startScalar(): void {
    if (this.#skipped > 0) return;
    const { kind } = this.#slot();
    if (kind === 'text' || kind === 'any') this.#collecting = 'value';
    else if (kind !== 'skip') throw this.#wrong('文字、数字或布尔值', kindWord[kind]);
  }

  #collect(chunk: string): void {
    this.#text = this.#text === '' ? chunk : this.#text + chunk;
    const limit = this.#collecting === 'key' ? MAX_KEY : MAX_TEXT;
    if (this.#text.length > limit) {
      throw this.#fault('文字过长，没有导入任何内容', `超过 ${limit} 字`, `不超过 ${limit} 字`);
    }
  }

  #endScalar(): void {
    if (this.#skipped > 0) return;
    if (this.#collecting === 'value') this.#put(this.#own(this.#text));
    else this.#put(undefined);
    this.#collecting = 'nothing';
    this.#text = '';
  }

  #startKey(): void {
    if (this.#skipped > 0) return;
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.key = ''; // a fault of the key itself lies in the object, not in the value before
    this.#collecting = 'key';
  }

  #endKey(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      frame.key = this.#text;
      if (this.#isFilled(frame)) throw this.#fault('同一个键出现两次，没有导入任何内容', frame.key, '每个键只出现一次');
    }
    this.#collecting = 'nothing';
    this.#text = '';
  }

  #isFilled({ node, value, key }: Frame): boolean {
    if (value instanceof Map) return value.has(key);
    return node.kind === 'object' && node.fields.has(key) && Object.hasOwn(value as object, key);
  }

  #open(isArray: boolean): void {
    if (this.#frames.length + this.#skipped >= MAX_DEPTH) {
      throw this.#fault('嵌套过深，没有导入任何内容', `超过 ${MAX_DEPTH} 层`, `不超过 ${MAX_DEPTH} 层`);
    }
    const node = this.#skipped > 0 ? SKIP : resolve(this.#slot(), isArray);
    if (node.kind === 'skip') {
      this.#skipped += 1;
      return;
    }
    const wantsArray = node.kind === 'list' || node.kind === 'each' || (node.kind === 'any' && isArray);
    if (node.kind === 'text' || wantsArray !== isArray)
      throw this.#wrong(isArray ? '列表' : '对象', kindWord[node.kind]);
    this.#weigh(VALUE_WEIGHT);
    this.#frames.push({ node, value: emptyOf(node, isArray), key: '', index: 0, isArray, weight: this.#weight });
  }

  #close(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      if (this.#skipped === 0) this.#put(undefined);
      return;
    }
    const frame = this.#frames.pop();
    if (frame !== undefined) this.#put(frame.node.kind === 'each' ? frame.index : frame.value);
  }

  /** Stores a finished value in what holds it, or hands it over. */
  #put(value: unknown): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.value = value;
      this.done = true;
      return;
    }
    const { node, value: holder } = frame;
    if (node.kind === 'each') {
      node.take(value);
      this.#weight = frame.weight;
    } else if (Array.isArray(holder)) {
      this.#weigh(VALUE_WEIGHT);
      holder.push(value);
    } else if (holder instanceof Map) {
      this.#weigh(VALUE_WEIGHT + frame.key.length);
      holder.set(this.#own(frame.key), value);
    } else if (holder !== undefined && node.kind === 'object' && node.fields.has(frame.key)) {
      holder[frame.key] = value;
    }
    frame.index += 1;
  }

  /**
   * The text as a string of its own: a slice keeps the whole piece of the file alive that it was cut from, and a report
   * repeats the same description for every package.
   */
  #own(value: string): string {
    this.#weigh(value.length);
    if (value.length < 13) return value; // V8 copies what is this short
    const known = this.#kept.get(value);
    if (known !== undefined) return known;
    const own = ` ${value}`.slice(1);
    this.#keptLength += own.length;
    if (this.#keptLength > MAX_KEPT) {
      this.#kept.clear();
      this.#keptLength = own.length;
    }
    this.#kept.set(own, own);
    return own;
  }

  #weigh(more: number): void {
    this.#weight += more;
    if (this.#weight > MAX_WEIGHT) {
      throw this.#fault('单个条目过大，没有导入任何内容', '超过 64 MB', '单个条目不超过 64 MB');
    }
  }

  #wrong(found: string, expected: string): UserError {
    return this.#fault('报告内容与格式不符，没有导入任何内容', found, expected);
  }

  #fault(summary: string, found: string, expected: string): UserError {
    const at = this.place === '' ? '文件最外层' : this.place;
    return new UserError(summary, { file: this.#file, at, found, expected, hint: '用扫描工具重新导出报告' });
  }
}

function resolve(node: JsonNode, isArray: boolean): JsonNode {
  return node.kind === 'either' ? (isArray ? node.array : node.object) : node;
}

function emptyOf(node: JsonNode, isArray: boolean): Frame['value'] {
  if (node.kind === 'each') return undefined;
  if (isArray) return [];
  if (node.kind !== 'object') return new Map();
  return Object.create(null) as Record<string, unknown>;
}
