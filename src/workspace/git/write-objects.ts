/** Writes many objects at once, as one pack. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { deflateSync } from 'node:zlib';
import type { RewrittenObject } from './rewrite.ts';
import { gitProcess } from './run.ts';

const TYPES: Readonly<Record<RewrittenObject['type'], number>> = { commit: 1, tree: 2, blob: 3 };

/** Type and size, as a pack has them: four bits of the size, then seven a byte. */
function headOf(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = (type << 4) | (size % 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, byte]);
}

/**
 * Gives them to the repository; nothing refers to them yet.
 * @throws Error with git's own words
 */
export async function writeObjects(root: string, objects: readonly RewrittenObject[]): Promise<void> {
  const own = [...new Map(objects.map((one) => [one.name, one])).values()];
  if (own.length === 0) return;
  const { args, env } = gitProcess(root, ['index-pack', '--stdin'], { upkeep: false });
  const child = spawn('git', args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  // One that ends without having read it says why itself.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close');
  const sum = createHash('sha1');
  const write = async (bytes: Buffer): Promise<void> => {
    sum.update(bytes);
    if (!child.stdin.write(bytes)) await Promise.race([once(child.stdin, 'drain'), ended]);
  };
  const head = Buffer.alloc(12);
  head.write('PACK', 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(own.length, 8);
  await write(head);
  for (const { type, bytes } of own)
    await write(Buffer.concat([headOf(TYPES[type], bytes.length), deflateSync(bytes)]));
  child.stdin.end(sum.digest());
  const [code] = await ended;
  if (code !== 0) throw new Error(Buffer.concat(said).toString('utf8').trim() || `git exit code ${String(code)}`);
}
