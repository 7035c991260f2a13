/** node_exporter and Prometheus themselves. */
import { afterAll, describe, expect, test } from 'vitest';
import nodeExporter from '../../src/collectors/node-exporter.ts';
import prometheus from '../../src/collectors/prometheus.ts';
import { measured, readingOf, runCollector, until } from '../support/collect.ts';
import { startNodeExporter, startPrometheus } from '../support/services.ts';

const exporter = await startNodeExporter();
const server = await startPrometheus([exporter.port]);
afterAll(async () => {
  await server.stop();
  await exporter.stop();
});

const inPercent = (value: unknown) => {
  expect(value).toBeTypeOf('number');
  expect(value as number).toBeGreaterThanOrEqual(0);
  expect(value as number).toBeLessThanOrEqual(100);
};

test('node_exporter this machine, read directly', async () => {
  const outcome = await runCollector(nodeExporter, { url: `http://127.0.0.1:${exporter.port}/metrics` }, {});
  for (const metric of ['cpu.used', 'memory.used']) inPercent(measured(outcome, metric));
  inPercent(measured(outcome, 'disk.used', '/'));
  expect(measured(outcome, 'uptime')).toBeGreaterThan(0);
  expect(measured(outcome, 'load.per-core')).toBeGreaterThanOrEqual(0);
  expect(readingOf(outcome, 'clock.synced').value).toBeTypeOf('boolean');
});

describe('Prometheus', () => {
  const settings = () => ({
    url: `http://127.0.0.1:${server.port}`,
    preset: 'node',
    targets: { [`127.0.0.1:${exporter.port}`]: 'app-server-1', '127.0.0.1:1': 'app-server-2' },
    queries: [{ metric: 'availability', query: '100 * up', hours: '1' }],
  });

  test('the same machine through it, and a host that it does not know', async () => {
    const ready = async () => readingOf(await runCollector(prometheus, settings(), {}), 'cpu.used').value !== null;
    await until(ready);
    const outcome = await runCollector(prometheus, settings(), {});
    const direct = await runCollector(nodeExporter, { url: `http://127.0.0.1:${exporter.port}/metrics` }, {});
    inPercent(measured(outcome, 'cpu.used'));
    inPercent(measured(outcome, 'memory.used'));
    expect(
      Math.abs(Number(measured(outcome, 'disk.used', '/')) - Number(measured(direct, 'disk.used', '/'))),
    ).toBeLessThan(2);
    expect(measured(outcome, 'availability')).toBe(100);
    expect(measured(outcome, 'clock.synced')).toBeTypeOf('boolean');
    const others = outcome.collected?.readings.filter((r) => r.target === 'app-server-2') ?? [];
    expect(others.length).toBeGreaterThan(5);
    expect(new Set(others.map((r) => r.problem))).toEqual(new Set(['监控中没有数据']));
  });
});
