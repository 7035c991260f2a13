/** A hundred targets, ten of which hang: the others lose nothing, and it ends with the deadline. */
import { afterAll, expect, test } from 'vitest';
import http from '../../src/collectors/http.ts';
import { measured, runCollector, until } from '../support/collect.ts';
import { answer, startAnswering, startFault } from '../support/fault-server.ts';

const good = await startAnswering(() => answer('ok'));
const silent = await startFault('silent');
afterAll(async () => {
  await good.close();
  await silent.close();
});

test('ended by the deadline, and in little memory', async () => {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      n % 10 === 0
        ? runCollector(http, { url: `http://127.0.0.1:${silent.port}/` }, { seconds: 3 })
        : runCollector(http, { url: `http://127.0.0.1:${good.port}/` }),
    ),
  );
  // One after another the ten silent ones would take ten deadlines.
  expect((performance.now() - started) / 1000).toBeLessThan(30);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(100);
  expect(outcomes.filter((one) => one.collected === null).map((one) => one.reason)).toEqual(
    Array(10).fill('超时（3 s）'),
  );
  for (const one of outcomes.filter((o) => o.collected !== null)) expect(measured(one, 'http.ok')).toBe(true);
  await until(() => good.open() + silent.open() === 0);
});
