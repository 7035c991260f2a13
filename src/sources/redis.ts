/**
 * Just enough of the Redis protocol: AUTH and INFO. Not a client library, on purpose: this sends exactly what the ACL
 * user needs (`+info`, no CLIENT SETINFO, no HELLO), stops reading at a size limit, and dies with the signal.
 */
import { SourceError } from './error.ts';
import { toSourceError } from './network-error.ts';
import { type Address, openSocket } from './socket.ts';

export interface RedisAccess extends Address {
  username?: string | undefined;
  password?: string | undefined;
}

/** INFO of a large instance is about 10 kB. */
const MAX_BYTES = 4 * 1024 * 1024;

/** @returns the text of `INFO everything` @throws SourceError 账号或口令有误, 没有权限, 应答不是 Redis … */
export async function redisInfo(access: RedisAccess, signal: AbortSignal): Promise<string> {
  const { socket, release } = await openSocket(access, signal);
  try {
    const replies = new ReplyReader(socket);
    const { username, password } = access;
    if (password !== undefined) {
      socket.write(command(['AUTH', ...(username === undefined ? [] : [username]), password]));
      await replies.next();
    }
    socket.write(command(['INFO', 'everything']));
    return await replies.next();
  } catch (error) {
    throw toSourceError(error, signal);
  } finally {
    release();
  }
}

const command = (words: string[]): string =>
  `*${words.length}\r\n${words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join('')}`;

/** Reads one reply at a time: a simple string, an error, or a bulk string. */
class ReplyReader {
  #data = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(socket: AsyncIterable<Buffer>) {
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    const line = (await this.#take(await this.#lineLength())).toString().trimEnd();
    const rest = line.slice(1);
    if (line.startsWith('+')) return rest;
    if (line.startsWith('-')) throw new SourceError(reasonOf(rest));
    const length = /^\$(\d+)$/.exec(line)?.[1];
    // `=` is RESP3's verbatim string, which some proxies answer with.
    if (length === undefined) throw new SourceError('应答不是 Redis');
    if (Number(length) > MAX_BYTES) throw new SourceError('应答过大（超过 4 MB）');
    return (await this.#take(Number(length) + 2)).toString().slice(0, -2);
  }

  async #lineLength(): Promise<number> {
    for (;;) {
      const at = this.#data.indexOf('\r\n');
      if (at >= 0) return at + 2;
      if (this.#data.length > 4096) throw new SourceError('应答不是 Redis');
      await this.#more();
    }
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#data.length < length) await this.#more();
    const taken = this.#data.subarray(0, length);
    this.#data = this.#data.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done) throw new SourceError('连接中断');
    this.#data = Buffer.concat([this.#data, value]);
  }
}

/** Error replies of Redis begin with a word for programs. */
function reasonOf(error: string): string {
  if (/^(WRONGPASS|NOAUTH)/.test(error) || /invalid password|without any password/i.test(error))
    return '账号或口令有误';
  if (error.startsWith('NOPERM')) return '没有权限执行 INFO';
  if (error.startsWith('LOADING')) return 'Redis 正在载入数据';
  if (/max number of clients/i.test(error)) return '连接数已满';
  if (error.startsWith('DENIED')) return 'Redis 处于保护模式，拒绝连接';
  return `Redis 拒绝查询（${error.split(' ')[0] ?? ''}）`;
}

/** Fields of an INFO text. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0 && !line.startsWith('#')) fields.set(line.slice(0, at), line.slice(at + 1).trim());
  }
  if (!fields.has('redis_version')) throw new SourceError('应答不是 Redis 的运行信息');
  return fields;
}
