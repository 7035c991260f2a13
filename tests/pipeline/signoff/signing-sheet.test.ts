/** 月度签收单: made before it is signed; its stamped scan receives every line that is not struck out. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { receiveSheet, type SheetReceipt, sheetsOf } from '../../../src/pipeline/signoff/signing-sheet.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { recount } from '../../../src/recount/recount.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { pdfSaying } from '../../support/scans.ts';
import { inspect, starterSession } from '../../support/starter-session.ts';
import { newFolder } from '../_workspace.ts';

const DAY = '2026-11-24';
const XJ = 'HQSF-XJ-20261124-r1';
const RB = 'HQSF-RB-20261124-r1';
const SD = 'HQSF-SD-202611-r1';
const MADE = '2026-12-01T09:00:00+08:00';
const NOW = '2026-12-02T15:00:00+08:00';

const session = await starterSession('2026-11-01');
const scan = join(await newFolder(), '签收单.pdf');
await writeFile(scan, pdfSaying('stamped'));
await inspect(session, DAY);
const request = { period: DAY, person: '驻点运维工程师', measures: [] };
await confirm(session, { ...request, obligation: 'inspection-log', now: `${DAY}T16:30:00+08:00` });
await confirm(session, { ...request, obligation: 'daily-maintenance', now: `${DAY}T17:30:00+08:00` });
const now = '2026-12-01T08:30:00+08:00';
await recordDelivery(session, { action: 'deliver', documents: [XJ, RB], person: '项目经理', now });
await issue(session, { obligation: 'signing-sheet', period: '2026-11', now: MADE });

const receipt = (changes: Partial<SheetReceipt> = {}): SheetReceipt => ({
  ...{ sheet: SD, person: '采购人经办人', scans: [scan], handedBy: '项目经理', now: NOW },
  ...changes,
});
const signoffs = async () => (await session.workspace.records.list<SignoffRecord>('signoff')).records;

describe('月度签收单', () => {
  it('keeps what it lists and the pages of each, before anybody signed', async () => {
    const plan = await planWithRequests(session, NOW);
    const [sheet] = sheetsOf(plan, session.workspace.contract);
    expect([sheet?.number, sheet?.lines]).toEqual([SD, [RB, XJ]]);
    expect(plan.documents.find(({ manifest }) => manifest.number === XJ)?.manifest.pages).toBeGreaterThan(0);
  });

  it.each([
    ['a sheet that there is not', { sheet: 'HQSF-SD-202610-r1' }, /没有这份签收单[\s\S]*HQSF-SD-202611-r1/],
    ['no scan', { scans: [] }, /没有盖章的扫描件/],
    [
      'a line that is not on it',
      { except: ['HQSF-XJ-20261125-r1'] },
      /没有列入这份文档[\s\S]*您是不是要 HQSF-XJ-20261124-r1/,
    ],
    ['nobody who handed it over', { handedBy: ' ' }, /本身尚未登记送达[\s\S]*--handed-by/],
    ['a time before it was made', { happenedAt: '2026-12-01T08:45:00+08:00' }, /早于签发时间/],
  ])('is not received with %s, and nothing is saved', async (_, changes, message) => {
    const before = await session.workspace.git.head();
    await expect(receiveSheet(session, receipt(changes))).rejects.toThrow(message);
    expect(await session.workspace.git.head()).toBe(before);
  });

  it('receives all lines but those struck out, by the one scan, and itself', async () => {
    const before = (await signoffs()).length;
    const result = await receiveSheet(session, receipt({ except: [RB] }));
    expect(result.recorded.map(({ number }) => number)).toEqual([XJ, SD]);
    expect(result.left).toEqual([{ number: RB, reason: '单上划去' }]);
    const added = (await signoffs()).slice(before);
    expect(added.map(({ action, obligation }) => `${action} ${obligation}`).sort()).toEqual([
      'deliver signing-sheet',
      'receive inspection-log',
      'receive signing-sheet',
    ]);
    const received = added.filter(({ action }) => action === 'receive');
    expect(new Set(received.map(({ attachments = [] }) => attachments[0]?.sha256)).size).toBe(1);
    expect(received.every(({ attachments = [] }) => attachments[0]?.proof === 'purchaser')).toBe(true);
    const plan = await planWithRequests(session, NOW);
    const stateOf = (number: string) => plan.items.find(({ issued }) => issued?.manifest.number === number)?.delivery;
    expect([stateOf(XJ)?.received === null, stateOf(RB)?.received === null]).toEqual([false, true]);
  });

  it('entered again receives nothing twice', async () => {
    const before = await session.workspace.git.head();
    const again = await receiveSheet(session, receipt({ except: [RB] }));
    expect([again.recorded, again.unchanged]).toEqual([[], [XJ]]);
    expect(await session.workspace.git.head()).toBe(before);
  });

  it('is the same document when it is made again: its signature changes nothing on it', async () => {
    const made = await issue(session, { obligation: 'signing-sheet', period: '2026-11', now: NOW, reason: '核对' });
    expect(made.unchanged.map(({ number }) => number)).toEqual([SD]);
  });

  it('of the next month lists again what was struck out, and not what was received', async () => {
    await issue(session, { obligation: 'signing-sheet', period: '2026-12', now: '2026-12-31T18:00:00+08:00' });
    const plan = await planWithRequests(session, '2026-12-31T18:00:00+08:00');
    expect(sheetsOf(plan, session.workspace.contract).at(-1)?.lines).toEqual([RB]);
  });

  it('is composed again alike, and its figures are counted again alike', async () => {
    const { problems } = await verify(session, { rerender: true });
    expect(problems.filter(({ path }) => path.includes('signing-sheet'))).toEqual([]);
    const { differences, documents } = recount(session.workspace.root);
    expect(documents).toBeGreaterThan(0);
    expect(differences.filter(({ number }) => number.includes('-SD-'))).toEqual([]);
  });
});
