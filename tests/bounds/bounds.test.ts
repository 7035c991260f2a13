/**
 * Whatever a file is, its reader says so in one message, soon, within 256 MB of heap, and what stands beside the file is read.
 * The cost is CPU time, so that a busy machine changes nothing.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWorkspace, note, noteDraft, open } from '../pipeline/_workspace.ts';

interface Result {
  reader: string;
  what: string;
  said: string;
  cost: number;
}

const HEAP_MB = 256;
const MAX_MILLISECONDS = 2000;
const root = await makeWorkspace();
const session = await open(root);
await note(session, noteDraft('2026-11-24T10:00:00+08:00', '清理临时文件'));
await session.close();
const child = join(import.meta.dirname, '_child.ts');
const { stdout, stderr, status } = spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, child, root], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
expect(status, stderr.slice(-2000)).toBe(0);
const { results } = JSON.parse(stdout) as { results: Result[] };

const nameOf = ({ reader, what }: Result): string => `${reader} ${what}`;

describe('a hostile file', () => {
  it('was given to every reader', () => {
    const readers = new Set(results.map(({ reader }) => reader));
    const wanted = 'records --from settings contract leak-allow state manifest scan articles plans evidence --at'.split(
      ' ',
    );
    expect([...readers]).toEqual(expect.arrayContaining(wanted));
    expect(results.length).toBeGreaterThan(60);
  });

  it('is refused in one Chinese message that says what was found', () => {
    const wrong = results.filter(
      ({ said }) => !/\p{Script=Han}/u.test(said) || /读入了|没有读入|程序内部错误/.test(said),
    );
    expect(wrong.map((one) => `${nameOf(one)}: ${one.said}`)).toEqual([]);
  });

  it('costs little time and a message of one screen', () => {
    const slow = results.filter(({ cost }) => cost > MAX_MILLISECONDS);
    expect(slow.map((one) => `${nameOf(one)}: ${one.cost} ms`)).toEqual([]);
    expect(results.filter(({ said }) => said.length >= 1500).map(nameOf)).toEqual([]);
  });
});
