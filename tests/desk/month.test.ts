/** 月末 at the desk: the sheet for each to see, its stamped scan entered by the supplier. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import type { SignoffRecord } from '../../src/records/kinds/signoff.ts';
import { cleanUp, newFolder, open } from '../pipeline/_workspace.ts';
import { cleanUpSessions, inspect, starterSession } from '../support/starter-session.ts';
import { openTestDesk, type TestDesk } from './_desk.ts';

const DAY = '2026-11-24';
const XJ = 'HQSF-XJ-20261124-r1';
const RB = 'HQSF-RB-20261124-r1';
const SD = 'HQSF-SD-202611-r1';
const NOW = '2026-12-02T15:00:00+08:00';

let template: string;
let root: string;
let desk: TestDesk;

beforeAll(async () => {
  const session = await starterSession('2026-11-01');
  template = session.workspace.root;
  await inspect(session, DAY);
  await issue(session, { obligation: 'inspection-log', period: DAY, now: `${DAY}T17:00:00+08:00` });
  const request = { period: DAY, person: '驻点运维工程师', measures: [], now: `${DAY}T17:30:00+08:00` };
  await confirm(session, { ...request, obligation: 'daily-maintenance' });
  const handed = { action: 'deliver' as const, documents: [XJ, RB], person: '项目经理' };
  await recordDelivery(session, { ...handed, now: '2026-12-01T08:30:00+08:00' });
  await issue(session, { obligation: 'signing-sheet', period: '2026-11', now: '2026-12-01T09:00:00+08:00' });
});
beforeEach(async () => {
  root = join(await newFolder(), 'w');
  await cp(template, root, { recursive: true });
  desk = await openTestDesk(root, NOW);
});
afterEach(() => desk.close());
afterAll(() => Promise.all([cleanUp(), cleanUpSessions()]));

const scan = () => new File(['%PDF-1.4 stamped'], '签收单.pdf', { type: 'application/pdf' });

async function received(): Promise<string[]> {
  const session = await open(root);
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff');
  await session.close();
  return records.filter(({ action }) => action === 'receive').map(({ obligation }) => obligation);
}

describe('月末', () => {
  it('shows the sheet to both sides, and the form to enter it to the supplier alone', async () => {
    for (const role of ['manager', 'purchaser']) {
      const person = await desk.person(role);
      const page = await (await person.get('/desk/month')).text();
      expect(page).toContain(SD);
      expect(page).toContain('2 份');
      const sheet = await (await person.get(`/desk/month/sheets/${SD}`)).text();
      for (const number of [XJ, RB]) expect(sheet).toContain(number);
      expect(sheet.includes('登记签回')).toBe(role === 'manager');
      const file = await person.get(`/desk/month/sheets/${SD}/pdf`);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect((await person.get('/desk/month/sheets/HQSF-SD-202610-r1')).status).toBe(404);
    }
  });

  it('enters the stamped scan as the receipt of every line but those struck out', async () => {
    const manager = await desk.person('manager');
    const form = { person: '采购人经办人', handedBy: '项目经理', at: '2026-12-02T14:00', except: [RB], scan: scan() };
    const answer = await manager.post(`/desk/month/sheets/${SD}/receive`, form);
    expect(answer.status).toBe(303);
    expect((await received()).sort()).toEqual(['inspection-log', 'signing-sheet']);
    const page = await (await manager.get(`/desk/month/sheets/${SD}`)).text();
    expect(page).toContain('已签收');
    expect(page).not.toContain('登记签回');
  });

  it('enters nothing without a scan, by the purchaser, or of a month that nobody chose', async () => {
    const form = { person: '采购人经办人', handedBy: '项目经理' };
    const manager = await desk.person('manager');
    const refused = await manager.post(`/desk/month/sheets/${SD}/receive`, form);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('没有盖章的扫描件')]);
    const theirs = await desk.person('purchaser');
    expect((await theirs.post(`/desk/month/sheets/${SD}/receive`, { ...form, scan: scan() })).status).toBe(403);
    expect((await theirs.post('/desk/month/bind', { from: '2026-13' })).status).toBe(400);
    expect(await received()).toEqual([]);
  });
});
