import { describe, expect, it } from 'vitest';
import { createPool } from '../../src/render/chromium/pool.ts';

function counted(isWorn: (item: { id: number; uses: number }) => boolean = () => false) {
  const log: string[] = [];
  let next = 0;
  const pool = createPool<{ id: number; uses: number }>(2, {
    open: async () => {
      log.push(`open ${next}`);
      return { id: next++, uses: 0 };
    },
    isWorn,
    close: async (item) => void log.push(`close ${item.id}`),
  });
  return { pool, log };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the pool of pages', () => {
  it('opens no more than its size and uses them again', async () => {
    const { pool, log } = counted();
    let running = 0;
    let most = 0;
    const job = async () => {
      running += 1;
      most = Math.max(most, running);
      await tick();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 9 }, () => pool.use(job)));
    expect(most).toBe(2);
    expect(log).toEqual(['open 0', 'open 1']);
  });

  it('replaces a worn item before its next use', async () => {
    const { pool, log } = counted((item) => item.uses >= 2);
    for (let i = 0; i < 5; i++) {
      await pool.use(async (item) => {
        item.uses += 1;
      });
    }
    expect(log).toEqual(['open 0', 'close 0', 'open 1', 'close 1', 'open 2']);
  });

  it('throws away the item of a failed job and goes on', async () => {
    const { pool, log } = counted();
    await expect(pool.use(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await pool.use(async (item) => item.id)).toBe(1);
    expect(log).toEqual(['open 0', 'close 0', 'open 1']);
  });

  it('gives back the place of a job whose item could not be opened', async () => {
    let fail = true;
    const pool = createPool<number>(1, {
      open: async () => {
        if (fail) throw new Error('no browser');
        return 1;
      },
      isWorn: () => false,
      close: async () => undefined,
    });
    await expect(pool.use(async () => 'x')).rejects.toThrow('no browser');
    fail = false;
    expect(await pool.use(async () => 'x')).toBe('x');
  });

  it('waits for running jobs when closing, and refuses the others', async () => {
    const { pool, log } = counted();
    const done: string[] = [];
    const jobs = ['a', 'b', 'c'].map((name) =>
      pool.use(async () => {
        await tick();
        done.push(name);
      }),
    );
    const results = Promise.allSettled(jobs);
    await pool.close();
    expect((await results).map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(done).toEqual(['a', 'b']);
    expect(log.filter((line) => line.startsWith('close'))).toHaveLength(2);
    await expect(pool.use(async () => 'x')).rejects.toThrow('已关闭');
  });
});
