/** Which keys stand at the begin of a JSON file: what formats are recognised by, whatever the order of the keys. */
import { jsonParser } from 'stream-json/core/parser.js';
import { tokensOf } from './json.ts';

/** Keys below this depth tell no format, and hostile nesting stays cheap. */
const MAX_DEPTH = 8;
/** Small, so that a fault in the text costs only the keys near it. */
const PIECE = 512;
const MAX_VALUE = 256;

export interface JsonHead {
  root: 'object' | 'array' | 'other';
  /** True when a key path such as `Results[].Target` stands in the head. */
  has(...paths: string[]): boolean;
  /** Its first scalar, shortened, as text; undefined when it is none or the head ends before it. */
  valueOf(path: string): string | undefined;
}

/** Never throws: what is no JSON has no keys. @param head begin of the file as text, cut off anywhere */
export function jsonHead(head: string): JsonHead {
  const begin = /^\s*([[{])/.exec(head)?.[1];
  const keys = new KeyList();
  if (begin !== undefined) {
    const parse = jsonParser({ packValues: false, streamValues: true });
    for (let at = 0; at < head.length; at += PIECE) {
      const tokens = tokensOf(parse, head.slice(at, at + PIECE));
      if (tokens === undefined) break;
      for (const token of tokens) keys.take(token.name, 'value' in token ? String(token.value) : '');
    }
  }
  return {
    root: begin === '{' ? 'object' : begin === '[' ? 'array' : 'other',
    has: (...paths) => paths.some((path) => keys.paths.has(path)),
    valueOf: (path) => keys.paths.get(path),
  };
}

class KeyList {
  readonly paths = new Map<string, string | undefined>();
  /** Path of each open container; its values stand at `path.key` or `path[]`. */
  readonly #open: { path: string; isArray: boolean }[] = [];
  #deeper = 0;
  #at = '';
  #text = '';

  take(name: string, value: string): void {
    if (name === 'startObject' || name === 'startArray') this.#enter(name === 'startArray');
    else if (name === 'endObject' || name === 'endArray') this.#leave();
    else if (this.#deeper === 0) this.#scalar(name, value);
  }

  #enter(isArray: boolean): void {
    if (this.#deeper > 0 || this.#open.length >= MAX_DEPTH) {
      this.#deeper += 1;
      return;
    }
    const path = this.#here();
    this.#open.push({ path, isArray });
    this.#at = path;
  }

  #leave(): void {
    if (this.#deeper > 0) this.#deeper -= 1;
    else this.#open.pop();
  }

  #scalar(name: string, value: string): void {
    if (name.startsWith('start')) this.#text = '';
    else if (name.endsWith('Chunk')) this.#text = (this.#text + value).slice(0, MAX_VALUE);
    else if (name === 'endKey') this.#key(this.#text);
    else this.#value(name === 'endString' || name === 'endNumber' ? this.#text : value);
  }

  #key(key: string): void {
    const path = this.#open.at(-1)?.path ?? '';
    this.#at = path === '' ? key : `${path}.${key}`;
    if (!this.paths.has(this.#at)) this.paths.set(this.#at, undefined);
  }

  #value(value: string): void {
    const at = this.#here();
    if (this.paths.get(at) === undefined) this.paths.set(at, value);
  }

  #here(): string {
    const top = this.#open.at(-1);
    return top?.isArray === true ? `${top.path}[]` : this.#at;
  }
}
