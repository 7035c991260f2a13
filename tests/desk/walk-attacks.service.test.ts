/** Attacks on the desk as a real browser carries them out: a page elsewhere that posts, a session that was stolen, far too large a file. */
import { truncate, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, expect, it } from 'vitest';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { startWalk } from './_walk.ts';

const SESSION = 'opsledger-session';
/** Another machine, as far as the server can tell. */
const ELSEWHERE = '127.0.0.9';
const MB = 1024 * 1024;

const servers: Server[] = [];

const root = await makeWorkspace();
const walk = await startWalk(root, ['engineer'], `${DAY}T09:00:00+08:00`);

afterAll(async () => {
  for (const one of servers) one.close();
  await walk?.close();
});

const notes = async (): Promise<NoteRecord[]> =>
  (await (await open(root)).workspace.records.list<NoteRecord>('note')).records;

/** Listens on a free port. @returns its address */
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy whose connections come from another address. */
const proxyElsewhere = (): Server =>
  createServer((asked, answer) => {
    const { method, headers } = asked;
    const onward = request(asked.url ?? '', { method, headers, localAddress: ELSEWHERE }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });

it('a page of somebody else that posts in the name of whoever is signed in, changes nothing', async () => {
  const victim = await walk.person('engineer', 'old');
  const page = `<!doctype html><form method="post" action="${walk.server.url}/desk/records/note"><input name="f.topic" value="other"><input name="f.text" value="来自别处"><input name="do" value="save"><button>x</button></form>`;
  const foreign = await listen(
    createServer((_, answer) => answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page)),
  );
  // Of the same site by another port: the browser sends the cookie, so that it is not what holds.
  await victim.page.goto(foreign);
  await Promise.all([victim.page.waitForNavigation(), victim.page.click('button')]);
  expect(await victim.page.content()).toContain('来源不符');
  expect(await notes()).toEqual([]);
  await victim.go('/desk/');
  expect(victim.path()).toBe('/desk/');
});

it('a session that was stolen does nothing elsewhere, and ends', async () => {
  const owner = await walk.person('engineer', 'old');
  const cookies = await owner.page.browserContext().cookies();
  const stolen = cookies.find(({ name }) => name.endsWith(SESSION));
  expect(stolen).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const proxy = await listen(proxyElsewhere());
  const thief = await walk.running.browser.createBrowserContext({
    proxyServer: proxy,
    proxyBypassList: ['<-loopback>'],
  });
  await thief.setCookie(...cookies);
  const page = await thief.newPage();
  await page.goto(`${walk.server.url}/desk/records/note`);
  expect(await page.content()).not.toContain('name="f.text"');
  await owner.go('/desk/');
  expect(owner.path()).toBe('/desk/sign-in');
});

it('a file of more than 300 MB is refused in words that the browser shows', async () => {
  const sender = await walk.person('engineer', 'none');
  const large = join(root, '..', 'large.jpg');
  await writeFile(large, '');
  await truncate(large, 301 * MB);
  await sender.go('/desk/records/note');
  await sender.write('[name="f.text"]', '附件太大的记事');
  await sender.choose('[name="f.topic"]', 'other');
  const field = (await sender.page.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(large);
  await sender.press('.desk-button-main');
  expect(await sender.text()).toContain('超过 300 MB');
  expect(await notes()).toEqual([]);
});
