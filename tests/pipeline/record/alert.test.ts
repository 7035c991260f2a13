/** An alert of monitoring becomes an incident with the times that monitoring knew, once, or is put aside for good. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Level } from '../../../src/contract/terms/levels.ts';
import { pendingAlerts, settleAlert } from '../../../src/pipeline/record/alert-decision.ts';
import { incidentOfAlert } from '../../../src/pipeline/record/alert-incident.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { levelOfAlert } from '../../../src/subjects/incidents/judge/alert-level.ts';
import { evidenceOf, measuredTimes } from '../../../src/subjects/incidents/judge/monitoring.ts';
import alertKind, { type AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { asDemo } from '../../support/as-demo.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { DAY, makeWorkspace, open } from '../_workspace.ts';

const at = (time: string): string => `${DAY}T${time}+08:00`;
const NOW = at('18:00:00');
const deciding = { entered: { name: '值班工程师', channel: 'terminal' as const }, now: NOW, shown: '终端输入' };

let root: string;
let session: Session;
beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
});

/** As collecting leaves it. @returns its id */
async function raise(more: object = {}): Promise<string> {
  const { id: _id, handling: _handling, decidedBy: _by, decidedAt: _at, ...rest } = alertKind.example;
  const fired = { at: at('10:03:25'), firedAt: at('10:03:25'), enteredAt: at('10:50:00'), resolvedAt: at('10:40:00') };
  const draft = { ...rest, ...fired, asset: 'mysql-primary', decision: 'pending', ...more };
  const plain = JSON.parse(JSON.stringify(draft)) as Draft<AlertProposalRecord>;
  const saved = await session.workspace.change('告警', (change) => change.addRecord('alert-proposal', plain), {
    at: NOW,
  });
  return saved.id;
}

/** The contract says the level of severe alerts of the database. */
async function mapLevels(): Promise<void> {
  const file = join(root, 'contract/contract.yaml');
  const text = await readFile(file, 'utf8');
  const row = '    alerts:\n      - { severities: [critical, warning], assets: [mysql-primary] }\n';
  await writeFile(file, text.replace('  - id: P2\n', `  - id: P2\n${row}`));
  await session.close();
  session = await open(root);
}

const recordOf = async <T>(id: string): Promise<T> => (await session.workspace.records.onFile(id))?.record as T;

describe('an alert', () => {
  it('becomes an incident with the times, the asset and the level that the data map; the rest is 待定', async () => {
    await mapLevels();
    const alert = await raise();
    const saved = await incidentOfAlert(session, alert, {}, deciding);
    expect(saved).toMatchObject({ already: false, pending: ['中断范围', '诊断方式', '责任归属'] });
    const incident = await recordOf<IncidentRecord>(saved.id);
    expect(incident).toMatchObject({
      ...{ assets: ['mysql-primary'], foundBy: 'monitoring', handler: '值班工程师' },
      ...{ discoveredAt: at('10:03:25'), restoredAt: at('10:40:00'), outage: 'pending' },
      levels: [{ level: 'P2', reason: '按合同数据中告警与级别的对照初步定级' }],
      timeline: [
        { at: at('10:03:25'), result: `监控所测（${alert}）` },
        { at: at('10:40:00'), result: `监控所测（${alert}）` },
      ],
    });
    expect(incident.respondedAt).toBeUndefined();
    const decided = await recordOf<AlertProposalRecord>(alert);
    expect(decided).toMatchObject({
      decision: 'incident',
      incident: saved.id,
      decidedBy: '值班工程师',
      decidedAt: NOW,
    });
    expect(await pendingAlerts(session)).toEqual([]);
    const evidence = evidenceOf(incident, { alerts: [decided], probes: [] }, NOW);
    expect(measuredTimes(incident, evidence)).toEqual({ discovered: alert, restored: alert });
    // What was typed otherwise since is measured by nobody.
    const typed = { ...incident, restoredAt: at('10:45:00') };
    expect(measuredTimes(typed, evidence)).toEqual({ discovered: alert, restored: null });
  });

  it('that goes on gives no restoration', async () => {
    const saved = await incidentOfAlert(session, await raise({ resolvedAt: undefined }), { level: 'P3' }, deciding);
    expect(await recordOf<IncidentRecord>(saved.id)).not.toHaveProperty('restoredAt');
  });

  it('asked for twice, also at once, is one incident; one that was withdrawn may become another', async () => {
    const alert = await raise();
    const both = await Promise.all([1, 2].map(() => incidentOfAlert(session, alert, { level: 'P3' }, deciding)));
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.map(({ already }) => already).sort()).toEqual([false, true]);
    const first = both[0]?.id ?? '';
    await withdraw(session, { record: first, reason: '误登记', by: '值班工程师', now: NOW });
    const next = await incidentOfAlert(session, alert, { level: 'P3' }, deciding);
    expect([next.already, next.id === first]).toEqual([false, false]);
  });

  it('is asked for its level and asset where neither the data nor monitoring say them, and nothing is saved', async () => {
    const alert = await raise();
    await expect(incidentOfAlert(session, alert, {}, deciding)).rejects.toMatchObject({
      summary: '合同数据没有写明这种告警的级别，须写明',
      place: { at: '--level', expected: expect.stringContaining('P1（P1 重大故障）') },
    });
    await expect(incidentOfAlert(session, alert, { level: 'P22' }, deciding)).rejects.toMatchObject({
      place: { found: 'P22', hint: expect.stringContaining('P2') },
    });
    const other = await raise({ asset: undefined });
    await expect(incidentOfAlert(session, other, { level: 'P3' }, deciding)).rejects.toMatchObject({
      place: { at: '--asset' },
    });
    await expect(incidentOfAlert(session, other, { level: 'P3', asset: 'mysql-primar' }, deciding)).rejects.toThrow();
    expect((await pendingAlerts(session)).map(({ id }) => id).sort()).toEqual([alert, other].sort());
    expect((await session.workspace.records.list('incident')).records).toEqual([]);
  });

  it('is put aside with a reason, once', async () => {
    const alert = await raise();
    const dismissed = { decision: 'dismissed', reason: '计划内数据导入' } as const;
    await expect(settleAlert(session, alert, { ...dismissed, reason: ' ' }, deciding)).rejects.toThrow('须写明');
    await settleAlert(session, alert, dismissed, deciding);
    expect(await recordOf(alert)).toMatchObject({ ...dismissed, corrections: [{ by: '值班工程师' }] });
    await expect(settleAlert(session, alert, dismissed, deciding)).rejects.toMatchObject({
      place: { found: expect.stringContaining('计划内数据导入') },
    });
    await expect(incidentOfAlert(session, alert, { level: 'P3' }, deciding)).rejects.toThrow('已经处置');
    const other = await raise();
    const into = { decision: 'incident', incident: 'GZ-20261124-009' } as const;
    await expect(settleAlert(session, other, into, deciding)).rejects.toThrow('不存在');
  });

  it('is listed and decided by one command', async () => {
    await session.close();
    await asDemo(root, NOW);
    session = await open(root);
    const alert = await raise();
    await session.close();
    const run = (...args: string[]) => opsledgerHere(['alert', ...args, '--workspace', root, '--at', NOW]);
    expect((await run()).stdout).toContain(`${alert}`);
    const bare = await run(alert, '--by', '工程师');
    expect([bare.code, bare.stderr.includes('只写一种')]).toEqual([2, true]);
    const made = await run(alert, '--incident', '--level', 'P3', '--by', '工程师');
    expect([made.code, made.stdout.includes('待补充：中断范围')]).toEqual([0, true]);
    expect((await run()).stdout).toContain('没有待处置的监控告警');
    expect((await run(alert, '--incident', '--by', '工程师')).stdout).toContain('没有重复登记');
    session = await open(root);
  });
});

describe('the level that an alert is given', () => {
  const level = (id: string, alerts?: Level['alerts']): Level => ({ id, name: id, ...(alerts && { alerts }) });
  const one = { alert: '数据库连接数过高', severity: 'critical', asset: 'db' } as const;

  it.each([
    ['nobody where no level names alerts', [level('a'), level('b')], null],
    [
      'the worst one that a row fits',
      [level('a', [{ severities: ['critical'] }]), level('b', [{ assets: ['db'] }])],
      'a',
    ],
    ['by all that stands in a row', [level('a', [{ severities: ['critical'], assets: ['web'] }]), level('b')], null],
    ['by any of its rows', [level('a', [{ assets: ['web'] }, { names: ['连接数'] }])], 'a'],
  ])('is that of %s', (_what, levels, expected) => expect(levelOfAlert(one, levels)?.id ?? null).toBe(expected));
});
