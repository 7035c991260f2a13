/** An outage marked as planned maintenance when it is over, through the whole app: it counts until the purchaser agrees. */
import { afterAll, describe, expect, it } from 'vitest';
import { agreePlanned, markPlanned, recentOutages } from '../../src/pipeline/record/planned-outage.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { availabilityOf, upOf, upWithPlannedOf } from '../../src/subjects/availability/judge/availability.ts';
import type { MaintenanceWindowRecord } from '../../src/subjects/availability/kinds/maintenance-window.ts';
import probeKind, { type ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { DAY, makeUnfilledWorkspace, open, SERVICE_FROM } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person } from './_desk.ts';

const NOW = `${DAY}T10:00:00+08:00`;
const [FROM, TO] = [`${SERVICE_FROM}T19:00:00+08:00`, `${SERVICE_FROM}T20:00:00+08:00`];
const root = await makeUnfilledWorkspace();
await probed();
const desk = await openTestDesk(root, NOW);
const [engineer, purchaser] = [await desk.person('engineer'), await desk.person('purchaser')];
afterAll(() => desk.close());

/** Two systems that were down for the same hour of the first day. */
async function probed(): Promise<void> {
  const { id: _id, ...example } = probeKind.example;
  const at = `${SERVICE_FROM}T23:59:59+08:00`;
  const row = { probe: 'http', states: 'u1140 d60 u240' };
  const series = ['subsystem-hr', 'mysql-primary'].map((target) => ({ target, ...row }));
  const draft = { ...example, date: SERVICE_FROM, at, enteredAt: at, interval: 60, series, failures: [] };
  const session = await open(root);
  await session.workspace.change(
    '探测',
    (change) => change.addRecord('probe', draft as unknown as Draft<ProbeRecord>),
    { at },
  );
  await session.close();
}

const page = async (person: Person): Promise<string> => (await person.get('/desk/outages')).text();
const versionIn = (html: string): string => /name="version" value="(\w{64})"/.exec(html)?.[1] ?? '';

async function shares(target: string): Promise<{ without: number | null; with: number }> {
  const session = await open(root);
  const { records } = session.workspace;
  const [probes, windows] = await Promise.all([
    records.list<ProbeRecord>('probe'),
    records.list<MaintenanceWindowRecord>('maintenance-window'),
  ]);
  await session.close();
  const to = `${DAY}T00:00:00+08:00`;
  const input = { probes: probes.records, windows: windows.records, from: `${SERVICE_FROM}T00:00:00+08:00`, to };
  const own = availabilityOf(input).find((one) => one.target === target);
  if (own === undefined) throw new Error(target);
  const { numerator, denominator } = upWithPlannedOf(own.seconds);
  const { numerator: up, denominator: all } = upOf(own.seconds);
  return { without: up / all, with: numerator / denominator };
}

const DOWN = 1380 / 1440;
const MARK = { from: FROM, to: TO, target: ['subsystem-hr', 'mysql-primary'], purpose: '更换核心交换机电源' };

describe('an outage', () => {
  it('is marked once, also at once, and not where the samples show none', async () => {
    const session = await open(root);
    const entered = { name: '工程师', channel: 'terminal' as const };
    const request = {
      from: FROM,
      to: TO,
      targets: MARK.target,
      purpose: '更换电源',
      announced: true,
      entered,
      now: NOW,
    };
    const both = await Promise.allSettled([markPlanned(session, request), markPlanned(session, request)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const other = { ...request, from: `${SERVICE_FROM}T18:00:00+08:00` };
    await expect(markPlanned(session, other)).rejects.toThrow('没有这次未登记的中断');
    const { marked } = await recentOutages(session, NOW);
    const record = marked[0]?.window.id ?? '';
    // The supplier's word of the purchaser, at the terminal, is none of theirs.
    const said = { record, version: marked[0]?.version ?? '', agreed: true, reason: '', entered, now: NOW };
    await expect(agreePlanned(session, said)).rejects.toThrow('只有⟦采购人⟧的账号');
    await withdraw(session, { record, reason: '误登记', by: '工程师', now: NOW });
    expect((await recentOutages(session, NOW)).counted).toHaveLength(1);
    await session.close();
  });

  it('that the purchaser does not agree to counts, and they say why', async () => {
    await engineer.post('/desk/outages', { ...MARK, target: 'subsystem-hr' });
    const html = await page(purchaser);
    const id = /WH-\d{8}-\d{3}/.exec(html)?.[0] ?? '';
    const version = versionIn(html);
    expect((await purchaser.post(`/desk/outages/${id}/refuse`, { version, reason: '' })).status).toBe(400);
    expect((await purchaser.post(`/desk/outages/${id}/refuse`, { version, reason: '没有事先商定' })).status).toBe(303);
    expect(await shares('subsystem-hr')).toEqual({ without: DOWN, with: DOWN });
    const session = await open(root);
    const stored = (await session.workspace.records.onFile<MaintenanceWindowRecord>(id))?.record;
    await session.close();
    expect(stored).toMatchObject({
      cancelled: 'yes',
      corrections: [{ reason: '采购人不同意：没有事先商定', entered: { channel: 'purchaser', account: 'purchaser' } }],
    });
    expect(await page(engineer)).toContain('登记为计划维护</summary>');
  });

  it('that is marked counts until the purchaser agrees, and stays visible then', async () => {
    expect(await page(engineer)).toContain('登记为计划维护</summary>');
    expect(await page(purchaser)).not.toContain('登记为计划维护</summary>');
    expect((await purchaser.post('/desk/outages', MARK)).status).toBe(403);
    expect((await engineer.post('/desk/outages', { ...MARK, purpose: ' ' })).status).toBe(400);
    expect((await engineer.post('/desk/outages', MARK)).status).toBe(303);
    expect(await shares('subsystem-hr')).toEqual({ without: DOWN, with: DOWN });
    expect(await (await purchaser.get('/desk/')).text()).toContain('登记为计划维护的中断 1 次');
    const html = await page(purchaser);
    expect(html).toContain('更换核心交换机电源');
    const id = /WH-\d{8}-\d{3}/.exec(html)?.[0] ?? '';
    const version = versionIn(html);
    expect((await engineer.post(`/desk/outages/${id}/agree`, { version })).status).toBe(403);
    const stale = await purchaser.post(`/desk/outages/${id}/agree`, { version: 'f'.repeat(64) });
    expect(stale.status).toBe(400);
    expect((await purchaser.post(`/desk/outages/${id}/agree`, { version })).status).toBe(303);
    for (const target of MARK.target) expect(await shares(target)).toEqual({ without: 1, with: DOWN });
    const after = await page(purchaser);
    expect([after.includes('事后认定'), after.includes('同意为计划维护')]).toEqual([true, false]);
    expect((await purchaser.post(`/desk/outages/${id}/agree`, { version })).status).toBe(400);
  });
});
