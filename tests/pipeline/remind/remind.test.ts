/** Reminders of a real workspace: what is told of its records, the ledger in its history, and how they stand. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/notify/failure.ts';
import { write } from '../../../src/notify/message.ts';
import type { Sending } from '../../../src/notify/send.ts';
import { reminderAttention, reminderFindings } from '../../../src/pipeline/remind/attention.ts';
import { dueCalendar, weekPage } from '../../../src/pipeline/remind/offline.ts';
import { remindGate } from '../../../src/pipeline/remind/once.ts';
import { remind } from '../../../src/pipeline/remind/remind.ts';
import { remindFacts } from '../../../src/pipeline/remind/reminder-facts.ts';
import { lookAtReminders } from '../../../src/pipeline/remind/reminder-state.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import decision from '../../../src/subjects/findings/kinds/finding-decision.ts';
import scan from '../../../src/subjects/findings/kinds/scan.ts';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import permit, { type PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import renewal, { type RenewalRecord } from '../../../src/subjects/renewals/kinds/renewal.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { git, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const POISON = '绝密：领导办公室断网';
const AT = '2026-11-24T16:00:00+08:00';

const NOTIFY = `
notify:
  channels:
    - { name: mail, type: mail, host: localhost, from: ops@example.internal, security: none }
    - { name: group, type: dingtalk, token: "\${DING_TOKEN}", secret: "\${DING_SECRET}" }
  addresses:
    - { role: engineer, channel: mail, address: engineer@example.internal }
    - { role: duty, channel: group }
`;

async function workspace(notify = NOTIFY): Promise<Session> {
  const root = await makeWorkspace();
  const path = join(root, 'opsledger.yaml');
  await writeFile(path, `${await readFile(path, 'utf8')}${notify}`);
  return open(root);
}

async function add(session: Session, kind: string, draft: object): Promise<string> {
  const saved = await session.workspace.change('登记', (change) => change.addRecord(kind, draft as Draft<AnyRecord>), {
    at: AT,
  });
  return saved.id;
}

const without = <T extends AnyRecord>(example: T): Draft<T> => {
  const draft = draftOf(example, 'attachments');
  return draft as Draft<T>;
};

/** An incident that was taken up and is not over, every free text of it poisoned. */
function openIncident(): object {
  const { restoredAt, confirmedRestoredAt, closedAt, recordedAt, analysis, ...draft } = without<IncidentRecord>(
    incident.example,
  ) as Record<string, unknown>;
  const at = '2026-11-24T15:00:00+08:00';
  const levels = [{ level: 'P2', at, reason: POISON, setBy: '运维项目负责人' }];
  const kept = [
    'assets',
    'foundBy',
    'handler',
    'diagnosis',
    'outage',
    'source',
    'responsibility',
    'cause',
    'residentOnSpot',
    'flagged',
  ];
  const own = Object.fromEntries(Object.entries(draft).filter(([key]) => kept.includes(key)));
  return {
    ...{
      ...own,
      levels,
      title: POISON,
      symptom: POISON,
      impact: POISON,
      timeline: [],
      at,
      discoveredAt: at,
      reportedAt: at,
    },
    ...{ respondedAt: '2026-11-24T15:05:00+08:00', enteredAt: '2026-11-24T15:06:00+08:00' },
  };
}

/** Sends nothing, and keeps what would have gone out. */
function catching(outcome: Outcome = { result: 'sent' }) {
  const caught: Sending[] = [];
  const send = (sending: Sending) => {
    caught.push(sending);
    return Promise.resolve(new Map(sending.messages.map(({ id }) => [id, outcome])));
  };
  return { caught, send, env: { DING_TOKEN: 'token-1234', DING_SECRET: 'secret-1234' } };
}

describe('a round', () => {
  it('tells of the limits that run and of the list of the day, and never again', async () => {
    const session = await workspace();
    await inspect(session, '2026-11-24T09:00:00+08:00');
    const id = await add(session, 'incident', openIncident());
    const facts = await remindFacts(session, AT);
    const limit = facts.clocks.find(({ state }) => state === 'restoration');
    expect(limit?.number).toBe(id);
    const before = new Date(Date.parse(limit?.dueAt ?? '') - 20 * 60_000 + 8 * 3_600_000).toISOString().slice(0, 19);
    const now = `${before}+08:00`;
    const { caught, ...options } = catching();
    const first = await remind(session, now, options);
    expect(first).toMatchObject({ failed: 0, unknown: 0, unreachable: [] });
    expect(first?.sent).toBeGreaterThan(0);
    const lines = caught.flatMap(({ messages }) => messages.flatMap((one) => one.lines));
    expect(lines.some(({ number, state }) => number === id && state === 'restoration')).toBe(true);
    expect(caught[0]?.channels.get('group')).toMatchObject({ token: 'token-1234', secret: 'secret-1234' });
    expect(await remind(session, now, options)).toMatchObject({ sent: 0 });
    expect(git(session.workspace.root, 'log', '-2', '--format=%s')).toMatch(/^记录提醒结果\n登记待发提醒 \d+ 条$/);
    const ledger = await readFile(join(session.workspace.root, 'state/reminders.json'), 'utf8');
    for (const secret of [POISON, 'token-1234', 'secret-1234']) expect(ledger).not.toContain(secret);
    expect(git(session.workspace.root, 'status', '--porcelain', 'state')).toBe('');
    await session.close();
  });

  it('goes on from the ledger of one that was killed: what may have arrived comes once more, marked', async () => {
    const session = await workspace();
    await inspect(session, '2026-11-24T09:00:00+08:00');
    const { env } = catching();
    const died = remind(session, AT, { env, send: () => Promise.reject(new Error('killed')) });
    await expect(died).rejects.toThrow('killed');
    const again = await open(session.workspace.root);
    const { caught, send } = catching();
    const later = (minutes: number) => `2026-11-24T16:${String(minutes).padStart(2, '0')}:00+08:00`;
    // It may still be sending, as far as anybody else knows.
    expect(await remind(again, later(3), { env, send })).toMatchObject({ sent: 0 });
    expect(await remind(again, later(6), { env, send })).toMatchObject({ sent: 1, repeated: 1 });
    expect(await remind(again, later(7), { env, send })).toMatchObject({ sent: 0 });
    expect(caught.flatMap(({ messages }) => messages.map((one) => write(one).subject))).toEqual([
      expect.stringMatching(/^（可能重复）/),
    ]);
    await Promise.all([session.close(), again.close()]);
  });

  it('restored from its history sends nothing again', async () => {
    const session = await workspace();
    await inspect(session, '2026-11-24T09:00:00+08:00');
    const { caught, ...options } = catching();
    expect(await remind(session, AT, options)).toMatchObject({ sent: 1 });
    await session.workspace.handEdits({ at: AT });
    const copy = join(await newFolder(), 'copy');
    git(session.workspace.root, 'clone', '-q', session.workspace.root, copy);
    const restored = await open(copy);
    expect(await remind(restored, AT, options)).toMatchObject({ sent: 0 });
    expect(caught).toHaveLength(1);
    await Promise.all([session.close(), restored.close()]);
  });

  it('sends nothing by a ledger that cannot be read, and says so', async () => {
    const session = await workspace();
    await inspect(session, '2026-11-24T09:00:00+08:00');
    await mkdir(join(session.workspace.root, 'state'), { recursive: true });
    await writeFile(join(session.workspace.root, 'state/reminders.json'), '{"schema":1,"messages":[{}]}');
    const { caught, ...options } = catching();
    await expect(remind(session, AT, options)).rejects.toThrow('提醒台账无法识别');
    expect(caught).toEqual([]);
    expect((await reminderAttention(session, AT)).map(({ kind }) => kind)).toEqual(['ledger']);
    await session.close();
  });

  it('without settings is none', async () => {
    const session = await workspace('');
    expect(await remind(session, AT)).toBeNull();
    expect(await reminderAttention(session, AT)).toEqual([]);
    expect(await reminderFindings(session, AT, {})).toBeNull();
    await expect(lookAtReminders(session, AT)).rejects.toThrow('没有设置提醒');
    await session.close();
  });

  it('names what does not get through, the role without an address and the missing variable', async () => {
    const session = await workspace();
    await inspect(session, '2026-11-24T09:00:00+08:00');
    const { send, env } = catching({ result: 'failed', reason: 'auth', code: 535 });
    await remind(session, AT, { env, send });
    const told = await reminderFindings(session, AT, { DING_TOKEN: 'token-1234' });
    expect(told?.map(({ detail }) => detail)).toEqual([
      '通道 group：缺少 DING_SECRET',
      'mail engineer@example.internal：邮件服务器不接受账号或口令（编号 535），连续 1 次',
      expect.stringMatching(/^角色 项目经理 没有可用的地址（待签收）：改发给 /),
    ]);
    await session.close();
  });
});

describe('what is told', () => {
  it('bears nothing that anybody wrote into a record', async () => {
    const session = await workspace();
    await add(session, 'incident', openIncident());
    await add(session, 'permit', {
      ...without<PermitRecord>(permit.example),
      ...{ reason: POISON, scope: POISON, conditions: POISON, number: POISON },
    });
    await add(session, 'renewal', {
      ...without<RenewalRecord>(renewal.example),
      item: POISON,
      note: POISON,
      owner: POISON,
    });
    const facts = await remindFacts(session, AT);
    expect(facts.clocks.length).toBeGreaterThan(0);
    expect(facts.expiries.map(({ kind }) => kind).toSorted()).toEqual(['4G 卡', '单次许可'].toSorted());
    const out = [
      JSON.stringify(facts),
      await dueCalendar(session, AT),
      await weekPage(session, AT),
      JSON.stringify((await lookAtReminders(session, AT)).wanted),
    ];
    for (const text of out) expect(text).not.toContain('绝密');
    await session.close();
  });

  it('leaves out a risk that was accepted and whose finding a later scan no longer shows', async () => {
    const session = await workspace();
    const accepted = draftOf(decision.example);
    const scanned = draftOf(scan.example, 'attachments');
    const [finding] = scanned.findings;
    const about = { vulnerability: finding?.id, target: finding?.address, component: finding?.component };
    await session.workspace.change(
      '判定',
      (change) => change.addRecord('finding-decision', { ...accepted, ...about } as never),
      { at: AT },
    );
    const later = '2026-11-25T12:00:00+08:00';
    const numbers = async () => (await remindFacts(session, later)).expiries.map(({ kind }) => kind);
    expect(await numbers()).toEqual(['接受风险']);
    const day = (one: string) => ({ at: one, startedAt: one, finishedAt: one, enteredAt: one });
    await add(session, 'scan', { ...scanned, ...day('2026-11-24T10:00:00+08:00') });
    expect(await numbers()).toEqual(['接受风险']);
    await add(session, 'scan', { ...scanned, ...day('2026-11-25T11:30:00+08:00'), findings: [] });
    expect(await numbers()).toEqual([]);
    await session.close();
  });

  it('leaves out a permit that another one takes over from', async () => {
    const session = await workspace();
    const standing = {
      ...without<PermitRecord>(permit.example),
      ...{
        type: 'standing',
        operations: ['collect'],
        assets: ['mysql-primary'],
        validFrom: '2026-11-24T00:00:00+08:00',
      },
    };
    await add(session, 'permit', { ...standing, validTo: '2026-12-10T18:00:00+08:00' });
    const numbers = async () => (await remindFacts(session, AT)).expiries.map(({ on }) => on);
    expect(await numbers()).toEqual(['2026-12-10']);
    await add(session, 'permit', { ...standing, assets: undefined, validTo: '2027-11-20T18:00:00+08:00' });
    expect(await numbers()).toEqual(['2027-11-20']);
    await session.close();
  });
});

describe('between rounds', () => {
  it('rests until a time comes, something is committed, or the settings change', async () => {
    const session = await workspace();
    const gate = remindGate(session.workspace.root, {});
    const now = '2026-11-24T16:00:00+08:00';
    expect(await gate.isResting(now)).toBe(false);
    await gate.run(now, () => Promise.resolve('2026-11-24T16:30:00+08:00'));
    expect(await gate.isResting('2026-11-24T16:29:00+08:00')).toBe(true);
    expect(await gate.isResting('2026-11-24T16:30:00+08:00')).toBe(false);
    await inspect(session, '2026-11-24T09:00:00+08:00');
    expect(await gate.isResting('2026-11-24T16:01:00+08:00')).toBe(false);
    await gate.run(now, () => Promise.resolve(null));
    expect(await gate.isResting('2026-11-24T16:59:00+08:00')).toBe(true);
    expect(await gate.isResting('2026-11-24T17:00:00+08:00')).toBe(false);
    const path = join(session.workspace.root, 'opsledger.yaml');
    await writeFile(path, `${await readFile(path, 'utf8')}\n`);
    expect(await gate.isResting('2026-11-24T16:01:00+08:00')).toBe(false);
    await gate.run(now, () => Promise.reject(new Error('broken'))).catch(() => undefined);
    expect(await gate.isResting('2026-11-24T16:01:00+08:00')).toBe(false);
    await session.close();
  });

  it('rests where nobody is reminded, until the settings name somebody', async () => {
    const session = await workspace('');
    const gate = remindGate(session.workspace.root, {});
    expect(await gate.isResting(AT)).toBe(true);
    const path = join(session.workspace.root, 'opsledger.yaml');
    await writeFile(path, `${await readFile(path, 'utf8')}${NOTIFY}`);
    expect(await gate.isResting(AT)).toBe(false);
    await session.close();
  });
});
