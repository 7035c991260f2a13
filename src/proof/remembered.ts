/** What a browser remembers of a log, and whether the log continues it. Pure. */
import { fromHex, sameBytes, toHex } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type ReadTile, rootFromTiles } from './tile-root.ts';
import type { Hash } from './tree.ts';

/** A head that was seen; kept as text. */
export interface SeenHead {
  origin: string;
  size: number;
  /** Hex. */
  root: string;
}

export const seenHead = ({ origin, size, root }: Checkpoint): SeenHead => ({ origin, size, root: toHex(root) });

/** @returns null for what is no such text */
export function parseSeen(text: string | null): SeenHead | null {
  try {
    const { origin, size, root } = Object(JSON.parse(text ?? '')) as Partial<SeenHead>;
    const isWhole = typeof origin === 'string' && typeof root === 'string' && fromHex(root) !== undefined;
    return isWhole && typeof size === 'number' && Number.isSafeInteger(size) && size >= 0
      ? { origin, size, root }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * @param seen the root may be the beginning of it alone, as paper prints it
 * @param read tiles of the log as it is now
 * @param whose who saw it: `本浏览器见过`, `纸上所印`
 * @returns what is wrong, one sentence in Chinese; null when the log continues what was seen
 */
export async function contradiction(
  hash: Hash,
  seen: SeenHead,
  now: Checkpoint,
  read: ReadTile,
  whose = '本浏览器见过',
): Promise<string | null> {
  const was = `${whose}的校验点是 ${seen.size} 条`;
  if (seen.origin !== now.origin) return `存证日志换成了另一个（${now.origin}），${was}（${seen.origin}）`;
  if (now.size < seen.size) return `存证日志只有 ${now.size} 条，${was}：资料被换回旧版`;
  const root = now.size === seen.size ? now.root : await rootFromTiles(hash, seen.size, now.size, read);
  if (!toHex(root).startsWith(seen.root)) return `存证日志的前 ${seen.size} 条与${whose}的不同：日志被改写`;
  const whole = now.size === seen.size ? now.root : await rootFromTiles(hash, now.size, now.size, read);
  return sameBytes(whole, now.root) ? null : '存证日志的校验点与它的哈希不一致：日志被改写';
}
