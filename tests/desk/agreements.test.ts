/** 口径 confirmed and 豁免 approved at the desk, through the whole app. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planWithRequests } from '../../src/pipeline/plan/on-request.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { chosenOption } from '../../src/subjects/incidents/judge/interpretation.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { DAY, makeUnfilledWorkspace, open } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const NOW = `${DAY}T10:00:00+08:00`;
let root: string;
let desk: TestDesk;
let purchaser: Person;
beforeEach(async () => {
  root = await makeUnfilledWorkspace();
  desk = await openTestDesk(root, NOW);
  purchaser = await desk.person('purchaser');
});
afterEach(() => desk.close());

const sectionOf = (html: string, id: string): string => html.split(`id="${id}"`)[1]?.split('</section>')[0] ?? '';
const wordingIn = (html: string): string => /name="wording" value="(\w{64})"/.exec(html)?.[1] ?? '';

async function onTime() {
  const session = await open(root);
  const { interpretations } = session.workspace.contract;
  await session.close();
  return chosenOption(interpretations, 'on-time');
}

it('a 口径 is confirmed by the account of the purchaser, and decides from then on', async () => {
  expect(await onTime()).toMatchObject({ option: 'issued', confirmed: false });
  const page = await (await purchaser.get('/desk/interpretations')).text();
  expect(sectionOf(page, 'on-time')).toContain('2026-11-24 16:50 签发，17:00 应交，没有登记送达 → 未按期');
  const wording = wordingIn(sectionOf(page, 'on-time'));
  const stale = await purchaser.post('/desk/interpretations/on-time', {
    option: 'delivered',
    wording: 'f'.repeat(64),
  });
  expect([stale.status, await stale.text()]).toEqual([400, expect.stringContaining('口径的文字已有变化')]);
  const unknown = await purchaser.post('/desk/interpretations/on-time', { option: 'never', wording });
  expect([unknown.status, await unknown.text()]).toEqual([400, expect.stringContaining('口径没有这个选项')]);
  expect((await purchaser.post('/desk/interpretations/on-time', { option: 'delivered', wording })).status).toBe(303);
  expect(await onTime()).toMatchObject({ option: 'delivered', effect: 'delivered', confirmed: true });
  const settled = await (await purchaser.get('/desk/interpretations')).text();
  expect(settled).toMatch(/电子确认（KJ-20261124-001，账号由供应商管理）/);
  expect(settled).not.toContain('没有列出案例');
  const again = await purchaser.post('/desk/interpretations/on-time', { option: 'issued', wording });
  expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('这项口径已经确认')]);
});

describe('a waiver that the supplier tells of', () => {
  const told = { obligation: 'inspection-log', periods: [DAY], reason: '停电检修', side: 'purchaser' as const };

  it('waives nothing until the purchaser approves it', async () => {
    const session = await open(root);
    const { recorded } = await waive(session, { ...told, person: '采购人项目负责人', now: NOW });
    const stateOf = async () =>
      (await planWithRequests(session, NOW)).items.find(
        ({ obligation, occurrence }) => obligation.id === 'inspection-log' && occurrence.period === DAY,
      )?.state;
    expect(await stateOf()).not.toBe('waived');
    expect(await (await purchaser.get('/desk/waivers')).text()).toContain('停电检修');
    const id = recorded[0]?.id ?? '';
    for (const role of ['engineer', 'manager', 'auditor'])
      expect((await (await desk.person(role)).post(`/desk/waivers/${id}`)).status, role).toBe(403);
    expect((await purchaser.post(`/desk/waivers/${id}`)).status).toBe(303);
    expect(await stateOf()).toBe('waived');
    const { records } = await session.workspace.records.list<WaiverRecord>('waiver');
    expect(records.at(-1)).toMatchObject({
      reason: '停电检修',
      enteredBy: { account: 'purchaser', channel: 'purchaser' },
    });
    expect((await purchaser.post(`/desk/waivers/${id}`)).status).toBe(400);
    await session.close();
  });
});

it('no account of another side confirms a 口径', async () => {
  for (const role of ['engineer', 'duty', 'manager', 'auditor', 'administrator']) {
    const person = await desk.person(role);
    expect((await person.get('/desk/interpretations')).status, role).toBe(403);
    expect((await person.post('/desk/interpretations/on-time', { option: 'issued' })).status, role).toBe(403);
  }
  expect((await onTime()).confirmed).toBe(false);
});
