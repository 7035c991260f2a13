/** A hundred targets, ten of which hang, through the whole collect; and a server that hangs for all who ask it. */
import { afterAll, expect, it } from 'vitest';
import { until } from '../../support/collect.ts';
import { answer, startAnswering, startFault } from '../../support/fault-server.ts';
import { keepServers } from '../../support/kept-servers.ts';
import { place } from './_collect.ts';

const keep = keepServers(afterAll);

const DEADLINE = 5;
const page = (name: string, port: number) => ({
  name,
  type: 'http',
  target: 'subsystem-hr',
  url: `http://127.0.0.1:${port}/`,
  deadlineSeconds: DEADLINE,
});
const milliseconds = (run: { startedAt: string; finishedAt: string }) =>
  Date.parse(run.finishedAt) - Date.parse(run.startedAt);

// Both wait for the deadline, and nothing in between.
it.concurrent('ten that hang cost the other ninety nothing, and the run ends with the deadline', async () => {
  const good = await keep(startAnswering(() => answer('ok')));
  const silent = await Promise.all(Array.from({ length: 10 }, () => keep(startFault('silent'))));
  const at = await place();
  await at.sources(
    Array.from({ length: 100 }, (_, n) => page(`s${n}`, (n % 10 === 0 ? silent[n / 10] : good)?.port ?? 0)),
  );
  const result = await at.run();
  // A machine that is late to ask leaves the last ones less than the whole deadline.
  expect(result.failed.map((one) => one.reason)).toEqual(Array(10).fill(expect.stringMatching(/^超时（[\d.]+ s）$/)));
  const record = await at.last();
  // Of the run itself, without what it takes to commit: one after another they would take ten deadlines.
  expect(milliseconds(record)).toBeLessThan(DEADLINE * 10 * 1000);
  expect(record.readings.filter((one) => one.metric === 'http.ok' && one.value === true)).toHaveLength(90);
  await until(() => [good, ...silent].every((one) => one.open() === 0));
});

it.concurrent('at most eight ask one server at once, and those who waited in vain say so within the same deadline', async () => {
  const silent = await keep(startFault('silent'));
  const good = await keep(startAnswering(() => answer('ok')));
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, silent.open());
  }, 5);
  const at = await place();
  await at.sources([...Array.from({ length: 12 }, (_, n) => page(`s${n}`, silent.port)), page('other', good.port)]);
  const result = await at.run();
  clearInterval(watch);
  expect(most).toBe(8);
  const reasons = result.failed.map((one) => one.reason);
  expect(reasons.slice(0, 8)).toEqual(Array(8).fill(`超时（${DEADLINE} s）`));
  for (const reason of reasons.slice(8)) expect(reason).toMatch(/^(未轮到采集|超时（0\.\d s）)/);
  expect(reasons).toHaveLength(12);
});
