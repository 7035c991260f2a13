/** A day at the desk in a real browser, as narrow as a phone and without scripts: a call to its issued document, the checks, a receipt. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDesk, serveDesk } from '../../src/desk/serve.ts';
import type { SignoffRecord } from '../../src/records/kinds/signoff.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { cleanUp, DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { PASSWORD } from './_desk.ts';

let clock = `${DAY}T09:00:00+08:00`;
let root: string;
let server: SiteServer;
let running: TestBrowser;
let engineer: Page;
let purchaser: Page;

beforeAll(async () => {
  root = await makeWorkspace();
  const { doors, close } = await buildDesk(root);
  for (const role of ['engineer', 'purchaser']) {
    await doors.accounts.add({ name: role, person: `${role} 甲`, role, now: clock });
    await doors.accounts.setPassword(role, PASSWORD, clock);
  }
  await close();
  server = await serveDesk(root, { port: 0, now: () => clock });
  running = await startBrowser();
  engineer = await signIn('engineer');
  purchaser = await signIn('purchaser');
});

afterAll(async () => {
  await running?.close();
  await server?.close();
  await cleanUp();
});

const at = (path: string): string => new URL(path, server.url).href;

async function signIn(account: string): Promise<Page> {
  const context = await running.browser.createBrowserContext();
  const page = await context.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setViewport({ width: 390, height: 844 });
  await page.goto(at('/desk/'));
  await page.type('#account', account);
  await page.type('#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  return page;
}

const setClock = (time: string): void => {
  clock = `${DAY}T${time}+08:00`;
};

/** Presses a button that leads to another page, which must fit the screen. */
async function press(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
  expect(await page.$eval('html', (html) => html.scrollWidth)).toBeLessThanOrEqual(390);
}

const text = async (page: Page): Promise<string> =>
  (await page.$eval('main', (main) => main.textContent ?? '')).replace(/\s+/g, ' ');

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.type(`main [name="${name}"]`, value);
}

let incident = '';
const documentNumber = (): string => `HQSF-${incident}-r1`;

it('the checks of a day, every group of them', async () => {
  await engineer.goto(at('/desk/checks'));
  while ((await engineer.$('button[value=rest-normal]')) !== null) await press(engineer, 'button[value=rest-normal]');
  expect(await text(engineer)).toContain('共 31 项，已填 31 项；31 项尚未登记');
  await press(engineer, '.desk-save button');
  await engineer.goto(at('/desk/'));
  expect(await text(engineer)).toContain('共 31 项，已填齐');
});

it('an incident, from the call to the document that is issued', async () => {
  await engineer.goto(at('/desk/incidents/new'));
  const told = { reporter: '人事处用户', what: '提交请假时提示“系统繁忙”', asset: '人事管理子系统' };
  await fill(engineer, told);
  await engineer.click('input[name=level][value=P2]');
  await engineer.click('input[name=foundBy][value=user]');
  await press(engineer, '.inc-new .desk-button-main');
  incident = new URL(engineer.url()).pathname.split('/').at(-1) ?? '';
  expect(await text(engineer)).toContain('响应（10 分钟） 进行中 应于 09:10:00 前');
  for (const [n, step] of ['respond', 'remote', 'arrive', 'restore'].entries()) {
    setClock(`09:0${n + 1}:00`);
    await press(engineer, `form[action$="/steps/${step}"] > .desk-button`);
  }

  await purchaser.goto(at('/desk/'));
  await press(purchaser, `main a[href="/desk/incidents/${incident}"]`);
  await press(purchaser, 'form[action$="/vouch/restored"] > .desk-button-main');
  expect(await text(purchaser)).toContain('采购人账号确认');

  setClock('09:10:00');
  await engineer.goto(at(`/desk/incidents/${incident}/analysis`));
  await engineer.select('main [name=outage]', 'partial');
  await engineer.select('main [name=causeCategory]', 'database');
  await fill(engineer, { impact: '人事处不能提交请假', verification: '由用户提交 3 笔，均成功' });
  await press(engineer, 'form[action$="/analysis"] .desk-button-main');
  await press(engineer, 'form[action$="/steps/close"] > .desk-button-main');
  await press(engineer, `a[href="/desk/documents/incident-analysis/${incident}"]`);
  await press(engineer, '#confirm .desk-button-main');
  // The page asks for itself again until the document is there.
  const issued = `已签发 ${documentNumber()}`;
  await expect.poll(() => engineer.content().catch(() => ''), { timeout: 60_000 }).toContain(issued);
  const file = `archive/2026/incident-analysis/${incident}/r1/${documentNumber()}.pdf`;
  expect((await readFile(join(root, file))).subarray(0, 5).toString()).toBe('%PDF-');
});

it('its receipt by the purchaser, once they had it open', async () => {
  await engineer.goto(at(`/desk/documents/incident-analysis/${incident}`));
  await press(engineer, 'form[action$="/deliver"] .desk-button-main');
  await purchaser.goto(at('/desk/receive'));
  await press(purchaser, `a[href="/desk/receive/${documentNumber()}"]`);
  const path = new URL(purchaser.url()).pathname;
  await press(purchaser, `form[action="${path}/sign"] button`);
  expect(await text(purchaser)).toContain('没有打开过的文档不能签收');
  await purchaser.goto(at(`${path}/html`));
  expect(await purchaser.content()).toContain('由用户提交 3 笔，均成功');
  await purchaser.goto(at(path));
  await press(purchaser, `form[action="${path}/sign"] button`);
  expect(await text(purchaser)).toContain(`已签收 ${documentNumber()}`);
  const { records } = await (await open(root)).workspace.records.list<SignoffRecord>('signoff');
  const receipt = records.find(({ action }) => action === 'receive');
  expect(receipt).toMatchObject({ period: incident, enteredBy: { channel: 'purchaser', account: 'purchaser' } });
});
