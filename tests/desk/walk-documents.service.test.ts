/** Documents at the desk in a real browser, by keyboard: the day's two go out, one comes back and is revised, the month is signed for. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { startWalk, type Walker } from './_walk.ts';

const BEFORE = '2026-11-23';
const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;

const root = await makeWorkspace();
await inspect(await open(root), at('09:00', BEFORE), at('09:00'));
const walk = await startWalk(root, ['engineer', 'manager', 'purchaser'], at('16:50'));
const engineer = await walk.person('engineer', 'none');
const manager = await walk.person('manager', 'old');
const purchaser = await walk.person('purchaser', 'old');

afterAll(() => walk?.close());

const signoffs = async (): Promise<readonly SignoffRecord[]> => {
  const session = await open(root);
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff');
  await session.close();
  return records;
};

/** Confirms the document whose page is open, and waits until it is issued. */
async function confirm(walker: Walker, number: string): Promise<void> {
  await walker.tick('[name=knows]');
  await walker.press('#confirm .desk-button-main');
  await walker.until(`已签发 ${number}`);
}

async function handOver(walker: Walker, document: string): Promise<void> {
  await walker.go(`/desk/documents/${document}`);
  await walker.press('form[action$="/deliver"] .desk-button-main');
}

let note = '';

it('a day: its checks and a note, and both documents confirmed and issued by the engineer', async () => {
  await engineer.press('main a[href^="/desk/checks"]');
  const rest = 'button[value=rest-normal]';
  while ((await engineer.page.$(rest)) !== null) {
    // Past the rows of the group in one stroke.
    await engineer.use('.desk-jump');
    await engineer.press(rest);
  }
  await engineer.press('.desk-save button');
  await engineer.go('/desk/');
  expect(await engineer.text()).toContain('共 31 项，已填齐');

  await engineer.go('/desk/records/note');
  await engineer.choose('[name="f.topic"]', 'operation');
  await engineer.write('[name="f.text"]', '清理了应用服务器 1 的日志，释放 3 GB');
  await engineer.press('.desk-buttons button[value=review]');
  await engineer.press('button[value=save]');
  note = engineer.path().split('/').at(-1) ?? '';

  await engineer.go('/desk/documents');
  await engineer.press(`a[href="/desk/documents/inspection-log/${DAY}"]`);
  // What is confirmed is in the page before it.
  const draft = await engineer.page.waitForFrame((one) => one.url().includes('/draft?seen='));
  await expect.poll(() => draft.content(), { timeout: 60_000 }).toContain('HQSF-XJ-20261124-r1');
  await engineer.write('#remark', '同意');
  await confirm(engineer, 'HQSF-XJ-20261124-r1');
  walk.setClock(at('17:05'));
  await engineer.go(`/desk/documents/daily-maintenance/${DAY}`);
  await confirm(engineer, 'HQSF-RB-20261124-r1');
  for (const [unit, number] of [
    ['inspection-log', 'HQSF-XJ-20261124-r1'],
    ['daily-maintenance', 'HQSF-RB-20261124-r1'],
  ]) {
    const pdf = await readFile(join(root, `archive/2026/${unit}/${DAY}/r1/${number}.pdf`));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await handOver(engineer, `${unit}/${DAY}`);
  }
  const confirmed = (await signoffs()).filter(({ action }) => action === 'confirm');
  expect(confirmed.map(({ enteredBy }) => enteredBy?.account)).toEqual(['engineer', 'engineer']);
});

it('a document comes back with reason and marks, its record is corrected, the revision is issued and received', async () => {
  await purchaser.go('/desk/receive');
  await purchaser.press('main a[href="/desk/receive/lists/2026-11"]');
  await purchaser.press('main a[href="/desk/receive/HQSF-RB-20261124-r1"]');
  // Neither button is there before the document was open.
  expect(await purchaser.page.$$eval('main form button:not(:disabled)', (all) => all.length)).toBe(0);
  expect(await purchaser.look('a[href$="/html"]')).toContain('释放 3 GB');
  await purchaser.write('#reason', '释放的空间与现场不符');
  await purchaser.write('[name=page]', '2');
  await purchaser.write('[name=mark]', '应为 30 GB');
  await purchaser.press('form[action$="/return"] button');
  expect(await purchaser.text()).toContain('已退回 HQSF-RB-20261124-r1');

  await engineer.go('/desk/');
  expect(await engineer.text()).toContain('释放的空间与现场不符');
  await engineer.go(`/desk/records/note/${note}`);
  await engineer.press(`main a[href$="/${note}/edit"]`);
  await engineer.write('[name="f.text"]', '清理了应用服务器 1 的日志，释放 30 GB');
  await engineer.write('#reason', '少写了一个零');
  await engineer.press('.desk-buttons button[value=review]');
  await engineer.press('button[value=save]');
  await engineer.go('/desk/');
  await engineer.press(`main a[href="/desk/documents/daily-maintenance/${DAY}"]`);
  expect(await engineer.text()).toContain('修订并确认第 2 版');
  await confirm(engineer, 'HQSF-RB-20261124-r2');
  await handOver(engineer, `daily-maintenance/${DAY}`);

  await purchaser.go('/desk/receive/HQSF-RB-20261124-r2');
  expect(await purchaser.text()).toContain('应为 30 GB');
  expect(await purchaser.look('a[href$="/html"]')).toContain('释放 30 GB');
  await purchaser.press('form[action$="/sign"] button');
  expect(await purchaser.text()).toContain('已签收 HQSF-RB-20261124-r2');
});

it('what is left of the month is confirmed in one go by the manager, and its list is signed for', async () => {
  await manager.press('main a[href^="/desk/documents?month="], nav a[href="/desk/documents"]');
  await manager.choose('#month', '2026-11');
  await manager.press('.ol-filters button');
  await manager.press('button[name=all]');
  await manager.until('确认选中的</h2>');
  const left = await manager.page.$$eval('main input[name=item]', (all) => all.map((one) => one.ariaLabel ?? ''));
  expect(left.length).toBeGreaterThanOrEqual(2);
  for (let n = 0; n < left.length; n += 1) {
    await manager.reach('input[name=item]:not(:checked)');
    await manager.page.keyboard.press('Space');
    if ((await manager.page.$('input[name=item]:not(:checked)')) === null) break;
  }
  await manager.tick('[name=knows]');
  if ((await manager.page.$('#reason')) !== null) await manager.write('#reason', '登记台启用前未确认');
  await manager.press('main .desk-button-main');
  await manager.until('全部办完');
  for (const unit of ['inspection-log', 'daily-maintenance']) await handOver(manager, `${unit}/${BEFORE}`);

  await purchaser.go('/desk/receive/lists/2026-11');
  const exceptions = await purchaser.page.$$eval('a[data-desk-opens]', (all) =>
    all.map((one) => one.getAttribute('href') ?? ''),
  );
  expect(exceptions.length).toBeGreaterThan(0);
  for (const href of exceptions) await purchaser.look(`a[href="${href}"]`);
  await purchaser.press('form[action$="/lists/2026-11"] button');
  expect(await purchaser.text()).toContain('已按清单签收 3 份文档');
  const received = (await signoffs()).filter(({ action }) => action === 'receive');
  expect(received.map(({ enteredBy }) => enteredBy?.channel)).toEqual(Array(4).fill('purchaser'));
  expect(walk.errors).toEqual([]);
});
