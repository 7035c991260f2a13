/** 月末 at the desk: the sheet for each to see, its stamped scan entered by the supplier. */

import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { newFolder, open } from '../pipeline/_workspace.ts';
import { pdfSaying } from '../support/scans.ts';
import { inspect, starterSession } from '../support/starter-session.ts';
import { openTestDesk, type TestDesk } from './_desk.ts';

const DAY = '2026-11-24';
const XJ = 'HQSF-XJ-20261124-r1';
const RB = 'HQSF-RB-20261124-r1';
const SD = 'HQSF-SD-202611-r1';
const NOW = '2026-12-02T15:00:00+08:00';

let root: string;
let desk: TestDesk;

const session = await starterSession('2026-11-01');
const template = session.workspace.root;
await inspect(session, DAY);
await issue(session, { obligation: 'inspection-log', period: DAY, now: `${DAY}T17:00:00+08:00` });
const request = { period: DAY, person: '驻点运维工程师', measures: [], now: `${DAY}T17:30:00+08:00` };
await confirm(session, { ...request, obligation: 'daily-maintenance' });
const handed = { action: 'deliver' as const, documents: [XJ, RB], person: '项目经理' };
await recordDelivery(session, { ...handed, now: '2026-12-01T08:30:00+08:00' });
await issue(session, { obligation: 'signing-sheet', period: '2026-11', now: '2026-12-01T09:00:00+08:00' });
beforeEach(async () => {
  root = join(await newFolder(), 'w');
  await cp(template, root, { recursive: true });
  desk = await openTestDesk(root, NOW);
});
afterEach(() => desk.close());

const scan = () => new File([pdfSaying('stamped') as BlobPart], '签收单.pdf', { type: 'application/pdf' });

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
      // As many as its signature receives, which may be fewer than it lists: called so, not 份数.
      expect(page).toContain('data-label="签字即签收"');
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

  it('enters nothing without a scan or by the purchaser', async () => {
    const form = { person: '采购人经办人', handedBy: '项目经理' };
    const manager = await desk.person('manager');
    const refused = await manager.post(`/desk/month/sheets/${SD}/receive`, form);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('没有盖章的扫描件')]);
    const theirs = await desk.person('purchaser');
    expect((await theirs.post(`/desk/month/sheets/${SD}/receive`, { ...form, scan: scan() })).status).toBe(403);
    expect(await received()).toEqual([]);
  });

  it('makes an audit pack for who may see all of a record, gives it once, and leaves nothing behind', async () => {
    expect((await (await desk.person('administrator')).get('/desk/packs')).status).toBe(403);
    const auditor = await desk.person('auditor');
    const form = await (await auditor.get('/desk/packs')).text();
    expect(form).toContain('value="2026-12-01"');
    const wrong = await auditor.post('/desk/packs', { from: '2026-12-02', to: '2026-12-01' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('起始日期晚于截止日期')]);
    const asked = await auditor.post('/desk/packs', { from: '2026-11-24', to: '2026-12-02' });
    const place = asked.headers.get('location') ?? '';
    const page = async () => (await auditor.get(place)).text();
    expect((await auditor.post('/desk/packs', { from: '2026-11-24', to: '2026-12-02' })).status).toBe(400);
    await expect.poll(page, { timeout: 60_000, interval: 100 }).toContain('已制作：文档 3 份');
    const other = await desk.person('purchaser');
    expect((await other.get(place)).status).toBe(404);
    expect((await other.post(`${place}/file`)).status).toBe(404);
    const file = await auditor.post(`${place}/file`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([bytes.subarray(0, 2).toString(), bytes.length]).toEqual(['PK', Number(file.headers.get('content-length'))]);
    expect((await auditor.post(`${place}/file`)).status).toBe(404);
    expect(await readdir(join(root, '.opsledger', 'cache', 'desk-packs'))).toEqual([]);
    expect(await page()).toContain('文件不再保留');
    const none = await auditor.post('/desk/packs', { from: '2026-11-01', to: '2026-11-02' });
    const failed = async () => (await auditor.get(none.headers.get('location') ?? '')).text();
    await expect.poll(failed, { timeout: 60_000, interval: 100 }).toContain('没有做成：其间没有签发的文档');
  });

  it('binds any days and any kinds that were issued, by the same call as the command, and refuses in the words of the form', async () => {
    const theirs = await desk.person('purchaser');
    const page = await (await theirs.get('/desk/month')).text();
    const ticks = [...page.matchAll(/name="kind" value="([^"]+)"( checked)?/g)].map(([, id, on]) => [
      id,
      on !== undefined,
    ]);
    expect(ticks.sort()).toEqual([
      ['daily-maintenance', true],
      ['inspection-log', true],
      ['signing-sheet', false],
    ]);
    const asked = { from: '2026-11-20', to: '2026-11-30' };
    const refusals: [Record<string, string | string[]>, string][] = [
      [{ ...asked, to: '2026-11-31', kind: 'inspection-log' }, '2026-11-31'],
      [{ ...asked, from: '2026-12-02', kind: 'inspection-log' }, '起始日期晚于截止日期'],
      [asked, '没有选中文档'],
      [{ ...asked, kind: 'inspection-logs' }, 'inspection-log'],
      [{ from: '2026-11-01', to: '2026-11-02', kind: 'inspection-log' }, '没有可合订的文档'],
    ];
    for (const [form, said] of refusals) {
      const refused = await theirs.post('/desk/month/bind', form);
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(said)]);
    }
  });
});
