/** An incident at the desk in a real browser, by keyboard and as narrow as a phone: from the call to the receipt of its document. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, expect, it } from 'vitest';
import { toText } from '../../src/contract/time.ts';
import { sheetPdf } from '../../src/demo/kit/signatures.ts';
import { clockWords } from '../../src/pipeline/log/declared.ts';
import { status } from '../../src/pipeline/status/status.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { drawn } from '../support/browser.ts';
import { pdfSaying } from '../support/scans.ts';
import { startWalk } from './_walk.ts';

const at = (time: string): string => `${DAY}T${time}+08:00`;

const root = await makeWorkspace();
const walk = await startWalk(root, ['engineer', 'purchaser'], at('09:00:00'));
const engineer = await walk.person('engineer', 'none');
const purchaser = await walk.person('purchaser', 'old');

afterAll(() => walk?.close());

let incident = '';
const documentNumber = (): string => `HQSF-${incident}-r1`;

it('from the call to the document that is issued', async () => {
  await engineer.go('/desk/incidents');
  await engineer.press('main a[href="/desk/incidents/new"]');
  await engineer.write('[name=reporter]', '人事处用户');
  await engineer.write('[name=what]', '提交请假时提示“系统繁忙”');
  await engineer.write('[name=asset]', '人事管理子系统');
  await engineer.choose('[name=level]', 'P2');
  await engineer.choose('[name=foundBy]', 'user');
  await engineer.press('.inc-new .desk-button-main');
  incident = engineer.path().split('/').at(-1) ?? '';
  expect(await engineer.text()).toContain('响应（10 分钟） 进行中 应于 09:10:00 前');
  for (const [n, step] of ['respond', 'remote', 'arrive', 'restore'].entries()) {
    walk.setClock(at(`09:0${n + 1}:00`));
    await engineer.press(`form[action$="/steps/${step}"] > .desk-button`);
  }

  await purchaser.go('/desk/');
  await purchaser.press(`main a[href="/desk/incidents/${incident}"]`);
  await purchaser.press('form[action$="/vouch/restored"] > .desk-button-main');
  expect(await purchaser.text()).toContain('采购人账号确认');

  walk.setClock(at('09:10:00'));
  await engineer.press(`main a[href="/desk/incidents/${incident}/analysis"]`);
  await engineer.choose('[name=outage]', 'partial');
  await engineer.write('[name=impact]', '人事处不能提交请假');
  await engineer.choose('[name=causeCategory]', 'database');
  await engineer.write('[name=verification]', '由用户提交 3 笔，均成功');
  await engineer.press('form[action$="/analysis"] .desk-button-main');
  await engineer.press('form[action$="/steps/close"] > .desk-button-main');
  await engineer.press(`a[href="/desk/documents/incident-analysis/${incident}"]`);
  await engineer.tick('[name=knows]');
  await engineer.press('#confirm .desk-button-main');
  await engineer.until(`已签发 ${documentNumber()}`);
  const file = `archive/2026/incident-analysis/${incident}/r1/${documentNumber()}.pdf`;
  expect((await readFile(join(root, file))).subarray(0, 5).toString()).toBe('%PDF-');
});

it('its receipt by the purchaser, once they had it open', async () => {
  await engineer.go(`/desk/documents/incident-analysis/${incident}`);
  await engineer.press('form[action$="/deliver"] .desk-button-main');
  await purchaser.go('/desk/receive');
  await purchaser.press(`main a[href="/desk/receive/${documentNumber()}"]`);
  const path = purchaser.path();
  // With scripts the button waits; without them the server says no.
  expect(await purchaser.page.$(`form[action="${path}/sign"] button:disabled`)).not.toBeNull();
  await purchaser.page.setJavaScriptEnabled(false);
  await purchaser.go(path);
  await purchaser.press(`form[action="${path}/sign"] button`);
  expect(await purchaser.text()).toContain('没有打开过的文档不能签收');
  await purchaser.go(path);
  expect(await purchaser.look('a[href$="/html"]')).toContain('由用户提交 3 笔，均成功');
  await purchaser.press(`form[action="${path}/sign"] button`);
  expect(await purchaser.text()).toContain(`已签收 ${documentNumber()}`);
  const { records } = await (await open(root)).workspace.records.list<SignoffRecord>('signoff');
  const receipt = records.find(({ action }) => action === 'receive');
  expect(receipt).toMatchObject({ period: incident, enteredBy: { channel: 'purchaser', account: 'purchaser' } });
  expect(walk.errors).toEqual([]);
});

it('what is typed is kept by the scripts of the oldest browser, and is there on the next page', async () => {
  const typing = await walk.person('engineer', 'old');
  const said = async (selector: string): Promise<string> =>
    await typing.page.$eval(selector, (one) => one.textContent ?? '');
  await typing.go('/desk/checks');
  await typing.choose('.desk-checks [name^="result:"]', 'normal');
  await expect.poll(() => said('[data-desk-kept]'), { timeout: 30_000 }).toContain('已自动保存');
  await typing.go('/desk/records/note');
  await typing.write('[name="f.text"]', '正在写的记事');
  await expect.poll(() => said('[data-draft-state]'), { timeout: 30_000 }).toContain('草稿存于');
  await typing.go('/desk/records');
  expect(await typing.text()).toContain('我的草稿 工作记事');
  expect(walk.errors).toEqual([]);
});

it('a clock that was wrong is accepted by who may issue, with the paper that both sides signed', async () => {
  const at = toText(Temporal.Now.instant().add({ hours: 240 }));
  const who = ['-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost'];
  execFileSync('git', ['-C', root, ...who, 'commit', '-q', '--allow-empty', '-m', '采集'], {
    env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
  });
  await purchaser.go('/desk/clock');
  expect(await purchaser.text()).toContain('早于最近一次保存的');
  expect(await purchaser.page.$('#accept')).toBeNull();
  await engineer.go('/desk/');
  await engineer.press('main a[href="/desk/clock"]');
  await engineer.write('[name=reason]', '曾调快，已校正');
  const paper = join(root, '..', 'clock.pdf');
  const field = (await engineer.page.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await writeFile(paper, sheetPdf([]));
  await field.uploadFile(paper);
  await engineer.press('.desk-button-main');
  expect(await engineer.text()).toMatch(/空白|没有/);
  await engineer.go('/desk/clock');
  expect(await engineer.text()).toContain('没有人说明过时钟');
  await engineer.write('[name=reason]', '曾调快，已校正');
  await writeFile(paper, pdfSaying('双方签字的时钟说明'));
  await ((await engineer.page.$('input[type=file]')) as ElementHandle<HTMLInputElement>).uploadFile(paper);
  await engineer.press('.desk-button-main');
  const said = '曾调快，已校正';
  expect(await engineer.text()).toMatch(new RegExp(`本机时钟没有疑问.*${said}.*有双方签字的扫描件`));
  const session = await open(root);
  const [{ text } = { text: '' }] = await clockWords(session.workspace);
  expect((await status(session, `${DAY}T12:00:00+08:00`)).clockWords.map((one) => one.text)).toEqual([text]);
  await purchaser.go('/desk/clock');
  expect(await purchaser.text()).toContain(text);
  await session.close();
});

it('a wrong password leads nowhere; a form pressed twice is one record; a page of the web named as a picture is none', async () => {
  const guest = await (await walk.running.browser.createBrowserContext()).newPage();
  await guest.goto(`${walk.server.url}/desk/`);
  await drawn(guest);
  await guest.keyboard.type('engineer');
  await guest.keyboard.press('Tab');
  await guest.keyboard.type('Wrong-Harbour-Lamp-58');
  await Promise.all([guest.waitForNavigation(), guest.keyboard.press('Enter')]);
  expect(await guest.$eval('main', (main) => main.textContent)).toContain('账号或口令不对');
  expect(new URL(guest.url()).pathname).toBe('/desk/sign-in');

  const typing = await walk.person('engineer', 'none');
  // ASCII: this Chromium has no Chinese locale to open another name with.
  const picture = join(root, '..', 'site.jpg');
  await writeFile(picture, '<!doctype html><script>alert(1)</script>');
  await typing.go('/desk/records/note');
  await typing.write('[name="f.text"]', '按了两次的记事');
  await typing.choose('[name="f.topic"]', 'other');
  const field = (await typing.page.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(picture);
  await typing.press('.desk-button-main');
  expect(await typing.text()).toContain('附件的内容与扩展名不符');
  await typing.press('button[value^="drop."]');
  await typing.press('.desk-button-main');
  await typing.reach('.desk-button-main');
  await typing.page.keyboard.press('Enter');
  await typing.page.keyboard.press('Enter');
  await expect.poll(() => typing.path(), { timeout: 30_000 }).toMatch(/^\/desk\/records\/note\/[A-Z]{2}-/);
  const { records } = await (await open(root)).workspace.records.list<NoteRecord>('note');
  expect(records.filter(({ text }) => text === '按了两次的记事')).toHaveLength(1);
});
