import { describe, expect, test } from 'vitest';
import prometheus from '../../src/collectors/prometheus.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';
import { answer, type RunningServer, startAnswering } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();
const url = (server: RunningServer) => `http://127.0.0.1:${server.port}/prometheus/`;
const replying = (data: unknown, status = '200 OK') =>
  keep(startAnswering(() => answer(JSON.stringify(data), 'application/json', status)));
const vector = (...result: unknown[]) => ({ status: 'success', data: { resultType: 'vector', result } });
const NOW = 1_763_946_000;

describe('prometheus', () => {
  test('series go to their assets; one that fell out of monitoring says so', async () => {
    const server = await replying(
      vector(
        { metric: { instance: 'a:9100', mountpoint: '/' }, value: [NOW, '63.2'] },
        { metric: { instance: 'zz' }, value: [NOW, '1'] },
      ),
    );
    const settings = {
      url: url(server),
      targets: { 'a:9100': 'app-server-1', 'b:9100': 'app-server-2' },
      queries: [{ metric: 'disk.used', query: 'x', instanceLabel: 'mountpoint' }],
    };
    const outcome = await runCollector(prometheus, settings);
    expect(outcome.collected?.readings.map((r) => [r.target, r.instance, r.value, r.problem])).toEqual([
      ['app-server-1', '/', 63.2, undefined],
      ['app-server-2', undefined, null, '监控中没有数据'],
    ]);
    expect(outcome.collected?.readings[0]?.dataAt).toBe('2025-11-24T09:00:00+08:00');
    expect(server.received()).toMatch(/^GET \/prometheus\/api\/v1\/query\?query=x /);
    expect(prometheus.targets?.(prometheus.options.parse(settings))).toEqual(['app-server-1', 'app-server-2']);
  });

  test('a range is reduced to one number', async () => {
    const values = [
      [NOW, '1'],
      [NOW + 60, '0'],
      [NOW + 120, '1'],
      [NOW + 180, '1'],
    ];
    const server = await replying({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: {}, values }] },
    });
    const ask = (take: string) =>
      runCollector(prometheus, {
        url: url(server),
        queries: [{ metric: 'availability', query: 'x', hours: '720', take }],
      });
    expect(measured(await ask('mean'), 'availability')).toBe(0.75);
    expect(measured(await ask('min'), 'availability')).toBe(0);
    expect(measured(await ask('max'), 'availability')).toBe(1);
    expect(server.received()).toContain('/api/v1/query_range?query=x&start=');
  });

  test('NaN and infinity are problems, empty results too', async () => {
    const nan = await runCollector(prometheus, {
      url: url(await replying(vector({ metric: {}, value: [NOW, 'NaN'] }))),
      queries: [{ metric: 'load.1', query: 'x' }],
    });
    expect(readingOf(nan, 'load.1')).toMatchObject({ value: null, problem: '数值不可信（NaN）' });
    const none = await runCollector(prometheus, {
      url: url(await replying(vector())),
      queries: [{ metric: 'load.1', query: 'x' }],
    });
    expect(readingOf(none, 'load.1').problem).toBe('监控中没有数据');
  });

  test('a refused query costs its own metric', async () => {
    const server = await replying({ status: 'error', errorType: 'bad_data', error: 'parse error' }, '400 Bad Request');
    expect(
      readingOf(
        await runCollector(prometheus, { url: url(server), queries: [{ metric: 'load.1', query: '(' }] }),
        'load.1',
      ).problem,
    ).toBe('查询语句被拒绝');
  });

  test('basic auth', async () => {
    const server = await replying(vector());
    await runCollector(prometheus, {
      url: url(server),
      username: 'u',
      password: 'p',
      queries: [{ metric: 'load.1', query: 'x' }],
    });
    expect(server.received()).toContain(`authorization: Basic ${Buffer.from('u:p').toString('base64')}`);
  });

  meetsFaults(prometheus, {
    options: (server) => ({ url: url(server), preset: 'node' }),
    said: { html: '应答是网页，不是 JSON' },
  });
});
