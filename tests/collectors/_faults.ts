/** What a source may meet in place of its answer, and what a collector of it says: the same by each, within its deadline. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Collector } from '../../src/collectors/_collector.ts';
import { type Outcome, runCollector, until } from '../support/collect.ts';
import { deadlineFor, type Fault, faults, type RunningServer, startFault } from '../support/fault-server.ts';

const SAID: Partial<Record<Fault, string>> = {
  refuse: '连接被拒绝',
  silent: '超时（1 s）',
  drip: '超时（1 s）',
  half: '连接中断',
  huge: '应答过大',
  unauthorized: '账号或口令有误',
};

interface Given {
  /** Of the collector, for this server. */
  options(server: RunningServer): object;
  /** What it says otherwise than others do; null: that it cannot meet. */
  said: Partial<Record<Fault, string | RegExp | null>>;
  start?(fault: Fault): Promise<RunningServer>;
}

/**
 * A test for each fault: nothing collected, the reason told, within the deadline, no connection left. All are asked at once, since some
 * answer only when the deadline is over.
 */
export function meetsFaults<O>(collector: Collector<O>, { options, said, start = startFault }: Given): void {
  const all = { ...SAID, ...said };
  const met = faults.filter((fault) => all[fault] != null);
  const asked = new Map<Fault, { server: RunningServer; outcome: Promise<Outcome> }>();
  beforeAll(async () => {
    for (const fault of met) {
      const server = await start(fault);
      asked.set(fault, { server, outcome: runCollector(collector, options(server), { seconds: deadlineFor(fault) }) });
    }
  });
  afterAll(() => Promise.all([...asked.values()].map(({ server }) => server.close())));
  test.each(met)('%s', async (fault) => {
    const { server, outcome } = asked.get(fault) ?? expect.fail();
    const { collected, reason, seconds } = await outcome;
    expect(collected).toBeNull();
    expect(reason).toMatch(all[fault] as string | RegExp);
    expect(seconds).toBeLessThan(30);
    await until(() => server.open() === 0);
  });
}
