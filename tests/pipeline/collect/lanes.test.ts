/** At the same time, but not too many of one type or against one server; who waits lets others pass. */
import { expect, test } from 'vitest';
import { runInLanes, sourceLanes } from '../../../src/pipeline/collect/lanes.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('no lane ever holds more than its limit, and the results keep the order', async () => {
  const busy = new Map<string, number>();
  let most = 0;
  let all = 0;
  let highest = 0;
  const items = Array.from({ length: 40 }, (_, n) => ({ n, server: n % 2 === 0 ? 'a' : `b${n}` }));
  const results = await runInLanes(
    items,
    ({ server }) => [{ key: server, most: 3 }],
    async ({ n, server }) => {
      busy.set(server, (busy.get(server) ?? 0) + 1);
      all += 1;
      most = Math.max(most, busy.get('a') ?? 0);
      highest = Math.max(highest, all);
      await pause(5);
      busy.set(server, (busy.get(server) ?? 0) - 1);
      all -= 1;
      return n;
    },
  );
  expect(most).toBe(3);
  expect(highest).toBe(23);
  expect(results).toEqual(items.map((one) => one.n));
});

test('one that waits for its server does not hold up those behind it', async () => {
  const order: string[] = [];
  await runInLanes(
    ['slow 1', 'slow 2', 'other'],
    (item) => [{ key: item.split(' ')[0] ?? '', most: 1 }],
    async (item) => {
      await pause(item.startsWith('slow') ? 20 : 1);
      order.push(item);
    },
  );
  expect(order).toEqual(['other', 'slow 1', 'slow 2']);
});

test('nothing to run ends at once', async () => {
  expect(
    await runInLanes(
      [],
      () => [],
      () => Promise.resolve(1),
    ),
  ).toEqual([]);
});

test.each([
  [{ host: '10.0.0.1', port: 3306 }, ['server 10.0.0.1:3306']],
  [{ url: 'http://10.0.0.1:9100/metrics' }, ['server 10.0.0.1:9100']],
  [{ steps: [{ url: 'https://oa.example/login' }, { url: 'https://b/' }] }, ['server oa.example', 'server b']],
  [{ steps: [{ url: 'https://oa.example/a' }, { url: 'https://oa.example/b' }] }, ['server oa.example']],
  [{ sender: { host: 'a', port: 1 }, receiver: { host: 'b', port: 2 } }, ['server a:1', 'server b:2']],
  [{ sender: { host: 'a', port: 1 }, receiver: { file: 'x' } }, ['server a:1']],
  [{ file: 'x.csv' }, []],
  [{ url: 'no address' }, []],
])('the servers of a source %j', (options, keys) => {
  expect(sourceLanes({ type: 'x', options }).map((one) => one.key)).toEqual(['type x', ...keys]);
});
