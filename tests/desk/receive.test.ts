/** 签收 at the desk, through the whole app: opened before signed, a return and its revision, a month received by its list. */

import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRoles, type Role } from '../../src/contract/acts.ts';
import { recordAccountEvent } from '../../src/desk/account-record.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { planWithRequests } from '../../src/pipeline/plan/on-request.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { DAY, newFolder, open } from '../pipeline/_workspace.ts';
import { inspect, starterSession } from '../support/starter-session.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const XJ = 'HQSF-XJ-20261124-r1';
const RB = 'HQSF-RB-20261124-r1';
const JF = 'HQSF-JF-202611-r1';
const NOW = '2026-12-02T09:00:00+08:00';
const purchaserRole = defaultRoles.find(({ id }) => id === 'purchaser') as Role;

let root: string;
let desk: TestDesk;
let purchaser: Person;

/** Two documents of a day, signed by the month's list, and a register that is signed by itself; all of them handed over. */
const session = await starterSession('2026-11-01');
const template = session.workspace.root;
await inspect(session, DAY);
const request = { period: DAY, person: '驻点运维工程师', measures: [] };
// Nobody confirmed the log, which the list must say.
await issue(session, { obligation: 'inspection-log', period: DAY, now: `${DAY}T17:00:00+08:00` });
await confirm(session, { ...request, obligation: 'daily-maintenance', now: `${DAY}T17:30:00+08:00` });
await issue(session, { obligation: 'delivery-register', period: '2026-11', now: '2026-11-30T16:00:00+08:00' });
const now = '2026-11-30T17:00:00+08:00';
await recordDelivery(session, { action: 'deliver', documents: [XJ, RB, JF], person: '项目经理', now });
beforeEach(async () => {
  root = join(await newFolder(), 'w');
  await cp(template, root, { recursive: true });
  desk = await openTestDesk(root, NOW);
  purchaser = await desk.person('purchaser');
});
afterEach(() => desk.close());

async function signoffs(action: SignoffRecord['action']): Promise<SignoffRecord[]> {
  const session = await open(root);
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff');
  await session.close();
  return records.filter((one) => one.action === action);
}

const fingerprintOn = (html: string): string => /name="fingerprint" value="(\w{64})"/.exec(html)?.[1] ?? '';

describe('the purchaser', () => {
  it('sees what waits, how long, and what is signed by the list of its month', async () => {
    const page = await (await purchaser.get('/desk/receive')).text();
    expect(page).toContain(JF);
    expect(page).toContain('2 天');
    expect(page).toContain('2026 年 11 月签收清单');
    expect(page).not.toContain(XJ);
  });

  it('sees which incidents are called restored and wait for their word', async () => {
    const session = await open(root);
    const { id: _id, schema: _schema, kind: _kind, attachments: _none, ...told } = incident.example;
    await session.workspace.change('登记', (change) => change.addRecord('incident', told), { at: told.enteredAt });
    await session.close();
    const page = await (await purchaser.get('/desk/receive')).text();
    expect(page).toContain(`/desk/incidents/${incident.example.id}`);
  });

  it('sees which incident a document is of, as the site would call it, wherever it waits, is read or was sent back', async () => {
    const session = await open(root);
    const { id: _id, schema: _schema, kind: _kind, attachments: _none, ...told } = incident.example;
    const named = { ...told, title: '网关 10.20.1.15 无响应' };
    const { id } = await session.workspace.change('登记', (change) => change.addRecord('incident', named), {
      at: told.enteredAt,
    });
    const { issued } = await issue(session, { obligation: 'incident-analysis', period: id, now: NOW });
    const [number = ''] = issued.map((one) => one.number);
    await recordDelivery(session, { action: 'deliver', documents: [number], person: '项目经理', now: NOW });
    await session.close();
    const one = `/desk/receive/${number}`;
    const seen = async (path: string): Promise<void> => {
      const page = await (await purchaser.get(path)).text();
      expect(page).toContain(number);
      expect(page).toContain('网关 〔地址略〕 无响应');
      expect(page).not.toContain('10.20.1.15');
    };
    await seen('/desk/receive');
    await seen(one);
    await purchaser.get(`${one}/html`);
    expect((await purchaser.post(`${one}/return`, { reason: '缺页' })).status).toBe(303);
    await seen('/desk/receive');
  });

  it('sees who made, reset or disabled an account of theirs, and when', async () => {
    expect(await (await purchaser.get('/desk/receive')).text()).not.toContain('采购人账号的变动');
    const manager = { now: NOW, by: { name: '项目经理', channel: 'terminal' as const }, address: '命令行' };
    const place = openDeskSession(root);
    await recordAccountEvent(
      place,
      { account: 'cai-gou', role: purchaserRole, action: 'disabled', reason: '调岗' },
      manager,
    );
    await place.close();
    const page = await (await purchaser.get('/desk/receive')).text();
    for (const text of ['采购人账号的变动', 'cai-gou', '停用', '项目经理（命令行）', '2026-12-02 09:00', '调岗'])
      expect(page).toContain(text);
  });

  it('signs for nothing that they never had open', async () => {
    const refused = await purchaser.post(`/desk/receive/${JF}/sign`);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('没有打开过的文档不能签收')]);
    const back = await purchaser.post(`/desk/receive/${JF}/return`, { reason: '缺页' });
    expect(back.status).toBe(400);
    expect([...(await signoffs('receive')), ...(await signoffs('return'))]).toEqual([]);
  });

  it('opens the file of the archive and signs for it, once', async () => {
    const file = await purchaser.get(`/desk/receive/${JF}/pdf`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(file.headers.get('content-security-policy')).toContain("script-src 'none'");
    await purchaser.post(`/desk/receive/${JF}/sign`, { remark: '已阅' });
    await purchaser.post(`/desk/receive/${JF}/sign`);
    const [receipt, ...others] = await signoffs('receive');
    expect(others).toEqual([]);
    expect(receipt).toMatchObject({
      ...{ obligation: 'delivery-register', period: '2026-11', person: 'purchaser 测试员', reason: '已阅', at: NOW },
      enteredBy: { name: 'purchaser 测试员', account: 'purchaser', channel: 'purchaser' },
    });
    const session = await open(root);
    const plan = await planWithRequests(session, NOW);
    const item = plan.items.find(({ issued }) => issued?.manifest.number === JF);
    expect(item?.delivery.received?.id).toBe(receipt?.id);
    expect(receipt?.fingerprint).toBe(item?.issued?.manifest.fingerprint);
    await session.close();
  });

  it('signs by their account for what the supplier alone said was received', async () => {
    const session = await open(root);
    const told = {
      action: 'receive' as const,
      documents: [JF],
      person: '采购人经办人',
      now: '2026-12-01T09:00:00+08:00',
    };
    expect((await recordDelivery(session, told)).recorded[0]?.claimed).toBe(true);
    await session.close();
    expect(await (await purchaser.get('/desk/receive')).text()).toContain('供应商登记已签收，待您确认');
    await purchaser.get(`/desk/receive/${JF}/html`);
    await purchaser.post(`/desk/receive/${JF}/sign`);
    expect((await signoffs('receive')).map((one) => isVouched(one, one.at))).toEqual([false, true]);
  });

  it('is not shown a file that is not the one that was issued', async () => {
    const session = await open(root);
    const plan = await planWithRequests(session, NOW);
    const folder = plan.items.find(({ issued }) => issued?.manifest.number === JF)?.issued?.folder ?? '';
    await session.close();
    await writeFile(join(root, folder, `${JF}.html`), 'another');
    expect((await purchaser.get(`/desk/receive/${JF}/html`)).status).toBe(500);
    expect((await purchaser.post(`/desk/receive/${JF}/sign`)).status).toBe(400);
  });
});

it('what an account of the purchaser said is taken back by them with a reason, and by nobody else', async () => {
  await purchaser.get(`/desk/receive/${JF}/html`);
  await purchaser.post(`/desk/receive/${JF}/sign`);
  const [receipt] = await signoffs('receive');
  const session = await open(root);
  const asked = { record: receipt?.id ?? '', reason: '误点', by: '项目经理', now: NOW };
  await expect(withdraw(session, asked)).rejects.toThrow('⟦采购人⟧账号登记的记录，⟦供应商⟧不能作废');
  await session.close();
  expect(await (await purchaser.get(`/desk/receive/${JF}`)).text()).toContain('收回签收');
  expect((await purchaser.post(`/desk/receive/${JF}/take-back`, { reason: '' })).status).toBe(400);
  expect((await purchaser.post(`/desk/receive/${JF}/take-back`, { reason: '误点' })).status).toBe(303);
  expect(await signoffs('receive')).toEqual([]);
  expect(await (await purchaser.get('/desk/receive')).text()).toContain(JF);
});

it('a return says why and where, and the next revision waits anew', async () => {
  await purchaser.get(`/desk/receive/${JF}/pdf`);
  const empty = await purchaser.post(`/desk/receive/${JF}/return`, { reason: '', page: ['x'], mark: ['表头'] });
  expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining('退回须写明原因')]);
  await purchaser.post(`/desk/receive/${JF}/return`, {
    reason: '数量不符',
    page: ['2', '', ''],
    mark: ['表 1 少一行', '附件未列', ''],
  });
  const [back] = await signoffs('return');
  expect(back).toMatchObject({
    reason: '数量不符',
    marks: [{ page: 2, text: '表 1 少一行' }, { text: '附件未列' }],
    enteredBy: { channel: 'purchaser' },
  });
  expect((await purchaser.post(`/desk/receive/${JF}/sign`)).status).toBe(400);

  const supplier = await (await desk.person('manager')).get('/desk/documents/delivery-register/2026-11');
  const said = (await supplier.text()).split('数量不符（第 2 页：表 1 少一行；附件未列）');
  // As what it lacks, as what is unusual, and beside the revision that came back.
  expect(said).toHaveLength(4);

  const session = await open(root);
  const later = '2026-12-02T10:00:00+08:00';
  await confirm(session, {
    ...{ obligation: 'delivery-register', period: '2026-11', person: '项目经理', now: later, reason: '已核对' },
  });
  const next = JF.replace('-r1', '-r2');
  await recordDelivery(session, { action: 'deliver', documents: [next], person: '项目经理', now: later });
  const item = (await planWithRequests(session, later)).items.find(({ issued }) => issued?.manifest.number === next);
  expect(item?.issued?.manifest.reason).toContain('数量不符（第 2 页：表 1 少一行；附件未列）');
  await session.close();

  desk.setClock('2026-12-02T11:00:00+08:00');
  const again = await desk.person('purchaser');
  const page = await (await again.get(`/desk/receive/${next}`)).text();
  expect(page).toContain('尚未打开');
  expect(page).toContain('数量不符（第 2 页：表 1 少一行；附件未列）');
  expect((await again.post(`/desk/receive/${next}/sign`)).status).toBe(400);
  await again.get(`/desk/receive/${next}/html`);
  expect((await again.post(`/desk/receive/${next}/sign`)).status).toBe(303);
  expect((await signoffs('receive')).map(({ revision }) => revision)).toEqual([2]);
});

describe('the list of a month', () => {
  const LIST = '/desk/receive/lists/2026-11';

  it('is signed as a whole once its exceptions were opened: one receipt for each document, with the list', async () => {
    const page = await (await purchaser.get(LIST)).text();
    const fingerprint = fingerprintOn(page);
    expect(page).toContain(XJ);
    const unseen = await purchaser.post(LIST, { fingerprint });
    expect([unseen.status, await unseen.text()]).toEqual([400, expect.stringContaining('没有打开过的文档不能签收')]);
    expect(page).toContain('未经人工确认');
    // The button says by itself what it waits for.
    expect(page).toMatch(/须先打开的还有 <span data-desk-unopened>\d+<\/span> 份，打开以后才能签收/);
    expect(page).toMatch(/<button [^>]*type="submit" disabled>签收 \d+ 份/);
    await purchaser.get(`/desk/receive/${XJ}/html`);
    expect(await (await purchaser.get(LIST)).text()).toMatch(/<button [^>]*type="submit">签收 \d+ 份/);
    expect((await purchaser.post(LIST, { fingerprint })).status).toBe(303);
    const receipts = await signoffs('receive');
    expect(receipts.map(({ obligation }) => obligation).sort()).toEqual(['daily-maintenance', 'inspection-log']);
    for (const one of receipts) expect(one).toMatchObject({ list: fingerprint, enteredBy: { channel: 'purchaser' } });
    expect((await purchaser.get(LIST)).status).toBe(404);
    expect((await purchaser.post(LIST, { fingerprint })).status).toBe(303);
    expect(await signoffs('receive')).toHaveLength(2);
  });

  it('is not signed when it is another one by now', async () => {
    const fingerprint = fingerprintOn(await (await purchaser.get(LIST)).text());
    for (const number of [XJ, RB]) await purchaser.get(`/desk/receive/${number}/html`);
    await purchaser.post(`/desk/receive/${RB}/return`, { reason: '重写' });
    const answer = await purchaser.post(LIST, { fingerprint });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('清单已有变化')]);
    expect(await signoffs('receive')).toEqual([]);
  });
});

it('no account of another side receives or returns anything, or opens it as the purchaser', async () => {
  for (const role of ['engineer', 'duty', 'manager', 'auditor', 'administrator']) {
    const person = await desk.person(role);
    for (const path of ['', `/${JF}`, `/${JF}/html`, '/lists/2026-11'])
      expect((await person.get(`/desk/receive${path}`)).status, `${role} ${path}`).toBe(403);
    for (const path of [`/${JF}/sign`, `/${JF}/return`, '/lists/2026-11'])
      expect((await person.post(`/desk/receive${path}`, { reason: '代签' })).status, `${role} ${path}`).toBe(403);
  }
  expect([...(await signoffs('receive')), ...(await signoffs('return'))]).toEqual([]);
});
