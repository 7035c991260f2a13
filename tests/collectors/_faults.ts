/** What a source may meet in place of its answer, and what a collector of it says: the same by each, within its deadline. */
import { expect, test } from 'vitest';
import type { Collector } from '../../src/collectors/_collector.ts';
import { runCollector, until } from '../support/collect.ts';
import { deadlineFor, type Fault, faults, type RunningServer, startFault } from '../support/fault-server.ts';
import type { keepServers } from '../support/kept-servers.ts';

const SAID: Partial<Record<Fault, string>> = {
  refuse: '连接被拒绝',
  silent: '超时（1 s）',
  drip: '超时（1 s）',
  half: '连接中断',
  huge: '应答过大',
  unauthorized: '账号或口令有误',
};

interface Given {
  keep: ReturnType<typeof keepServers>;
  /** Of the collector, for this server. */
  options(server: RunningServer): object;
  /** What it says otherwise than others do; null: that it cannot meet. */
  said: Partial<Record<Fault, string | RegExp | null>>;
  start?(fault: Fault): Promise<RunningServer>;
}

/** A test for each fault: nothing collected, the reason told, within the deadline, no connection left. */
export function meetsFaults<O>(collector: Collector<O>, { keep, options, said, start = startFault }: Given): void {
  const all = { ...SAID, ...said };
  test.each(faults.filter((fault) => all[fault] != null))('%s', async (fault) => {
    const server = await keep(start(fault));
    const outcome = await runCollector(collector, options(server), { seconds: deadlineFor(fault) });
    expect(outcome.collected).toBeNull();
    expect(outcome.reason).toMatch(all[fault] as string | RegExp);
    expect(outcome.seconds).toBeLessThan(30);
    await until(() => server.open() === 0);
  });
}
