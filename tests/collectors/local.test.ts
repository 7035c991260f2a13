/** The machine that the tests run on, read for real. */
import { readFileSync, statfsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import local from '../../src/collectors/local.ts';
import { metrics } from '../../src/collectors/parts/metrics.ts';
import { measured, runCollector } from '../support/collect.ts';

describe('local', () => {
  test('reads this machine; what it cannot know has a reason and no value', async () => {
    const outcome = await runCollector(local, {}, { seconds: 300, target: 'ops-host' });
    const readings = outcome.collected?.readings ?? [];
    const wanted =
      'cpu.used memory.used disk.used load.1 load.per-core uptime patches.security clock.synced clock.offset';
    expect(readings.map((r) => r.metric)).toEqual(expect.arrayContaining(wanted.split(' ')));
    for (const reading of readings) {
      expect(metrics[reading.metric]?.unit).toBe(reading.unit);
      expect(reading.target).toBe('ops-host');
      expect(reading.value === null).toBe(reading.problem !== undefined);
    }
    const root = statfsSync('/');
    const used = root.blocks - root.bfree;
    expect(measured(outcome, 'disk.used', '/')).toBeCloseTo((used / (used + root.bavail)) * 100, 0);
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    expect(Math.abs(Number(measured(outcome, 'uptime')) - uptime)).toBeLessThan(60);
    expect(Number(measured(outcome, 'memory.used'))).toBeGreaterThan(0);
    expect(Number(measured(outcome, 'memory.used'))).toBeLessThan(100);
    expect(outcome.collected?.raw.map((r) => r.name)).toContain('/proc/loadavg');
  });

  test('a deadline that is too short is a timeout of the whole source', async () => {
    const outcome = await runCollector(local, {}, { seconds: 0.05 });
    expect(outcome).toMatchObject({ collected: null, reason: '超时（0.05 s）' });
  });

  test('takes no settings', () => expect(local.options.safeParse({ url: 'x' }).success).toBe(false));
});
