import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import alertmanager from '../../src/collectors/alertmanager.ts';
import { alertsOf } from '../../src/sources/alertmanager.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';
import { answer, startAnswering } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();
const alert = (fingerprint: string, state = 'active', over = {}) => ({
  fingerprint,
  startsAt: '2026-11-24T08:00:00.123Z',
  updatedAt: '2026-11-24T08:05:00Z',
  status: { state, silencedBy: [], inhibitedBy: [] },
  labels: { alertname: 'DiskFull', instance: 'a:9100' },
  annotations: { summary: 'x' },
  ...over,
});

describe('alertmanager', () => {
  test('active alerts once each, with their assets', async () => {
    const body = [
      alert('f1'),
      alert('f1'),
      alert('f2', 'suppressed'),
      alert('f3', 'active', { labels: { instance: 'z' } }),
    ];
    const server = await keep(startAnswering(() => answer(JSON.stringify(body), 'application/json')));
    const outcome = await runCollector(
      alertmanager,
      { url: `http://127.0.0.1:${server.port}/am/`, targets: { 'a:9100': 'app-server-1' } },
      { target: 'ops-host' },
    );
    expect(measured(outcome, 'alerts.active')).toBe(2);
    expect(readingOf(outcome, 'alert.active', 'f1')).toMatchObject({
      target: 'app-server-1',
      value: 'DiskFull',
      dataAt: '2026-11-24T16:05:00+08:00',
    });
    expect(readingOf(outcome, 'alert.active', 'f3')).toMatchObject({ target: 'ops-host', value: '（未命名）' });
    // All are asked for, silenced ones too: what is silenced is not over.
    expect(server.received()).toMatch(/^GET \/am\/api\/v2\/alerts HTTP/);
    expect(outcome.collected?.standing).toEqual({ monitor: 'Alertmanager（test）', fingerprints: ['f1', 'f2', 'f3'] });
  });

  test.each([
    ['2038-01-19T03:14:07Z', '来源所述开始时间 2038-01-19T03:14:07Z 不可用（晚于采集时间），以采集时间计'],
    ['yesterday, about nine', '来源所述开始时间 yesterday, about nine 不可用（不是时间），以采集时间计'],
    [' ', '来源所述开始时间 （空） 不可用（不是时间），以采集时间计'],
  ])('a start %s that cannot be is told in the words of the source', async (startsAt, told) => {
    const body = JSON.stringify([alert('f1', 'active', { startsAt }), alert('f2')]);
    const server = await keep(startAnswering(() => answer(body, 'application/json')));
    const outcome = await runCollector(alertmanager, { url: `http://127.0.0.1:${server.port}` });
    const [doubted, sound] = (outcome.collected?.records ?? []).map(
      ({ fields }) => fields as unknown as Record<string, unknown>,
    );
    expect(doubted?.['summary']).toBe(`x\n${told}`);
    expect(doubted?.['firedAt']).toBe(doubted?.['at']);
    expect(sound).toMatchObject({ summary: 'x', firedAt: '2026-11-24T16:00:00+08:00' });
  });

  test('groups repeat an alert for every receiver', () => {
    const groups = [{ alerts: [alert('f1'), alert('f2')] }, { alerts: [alert('f1')] }];
    expect(alertsOf(groups).map((a) => a.fingerprint)).toEqual(['f1', 'f2']);
    expect(alertsOf([])).toEqual([]);
    expect(() => alertsOf({ status: 'error' })).toThrow('应答不是 Alertmanager 告警');
  });

  test('groups as Alertmanager gives them', () => {
    const alerts = alertsOf(JSON.parse(readFileSync('tests/fixtures/monitoring/alert-groups.json', 'utf8')));
    expect(alerts.map(({ fingerprint, status }) => [fingerprint, status.state])).toEqual([
      ['f0a1', 'active'],
      ['f0a2', 'active'],
      ['f0a3', 'suppressed'],
      ['f0a4', 'active'],
    ]);
    const silences = JSON.parse(readFileSync('tests/fixtures/monitoring/silences.json', 'utf8'));
    expect(() => alertsOf(silences)).toThrow('应答不是 Alertmanager 告警');
  });

  meetsFaults(alertmanager, {
    options: (server) => ({ url: `http://127.0.0.1:${server.port}` }),
    said: { html: '应答是网页，不是 JSON' },
  });
});
