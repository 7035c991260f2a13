/** The page of a pack in a real browser, opened from the disk as an auditor opens it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { packPageFiles } from '../../src/pack/page-bundle.ts';
import { tempFolder } from '../support/at-end.ts';
import { startBrowser } from '../support/browser.ts';
import { becomeOld } from '../support/old-browser.ts';
import { writePack } from './_disk.ts';
import { buildPack, type Files } from './_pack.ts';

const ONE = 'TEST-RB-20260302-r1';
const require = createRequire(import.meta.url);

let page: Page;
let outside: string[];
let refused: string[];

const chromium = await startBrowser();
const root = await tempFolder('pack-page');
const pages: Files = new Map((await packPageFiles()).map(({ path, bytes }) => [path, bytes]));
const built = buildPack({ others: pages });
writePack(root, built.files);
afterAll(() => chromium?.close());

beforeEach(async () => {
  page = await (await chromium.browser.createBrowserContext()).newPage();
  await becomeOld(page);
  [outside, refused] = [[], []];
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) outside.push(request.url());
  });
  page.on('console', (message) => refused.push(message.text()));
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.goto(pathToFileURL(join(root, 'verify.html')).href);
});

const textOf = (selector: string): Promise<string> => page.$eval(selector, (node) => node.textContent ?? '');

async function choose(path = root, input = '#folder'): Promise<string> {
  await ((await page.$(input)) as ElementHandle<HTMLInputElement>).uploadFile(path);
  await page.waitForSelector('#result:not([hidden]) .verdict');
  return textOf('#sheet .verdict');
}

async function type(selector: string, text: string): Promise<void> {
  await page.$eval(selector, (node) => ((node as HTMLInputElement).value = ''));
  await page.type(selector, text);
}

describe('a pack', () => {
  it('is checked without network, told by a sentence, and held against the checkpoint on paper', async () => {
    expect(await choose()).toContain('尚未与外部留存的校验点比较');
    const before = await textOf('#sheet');
    expect(before).toContain('整包重做');
    expect(before).toContain('不是《电子签名法》所称的可靠电子签名');
    await type('#claim', built.printed.before);
    await page.click('#compare button');
    await page.waitForSelector('.verdict-normal');
    expect(await textOf('#sheet .verdict')).toContain('接续给出的校验点：当时的 306 条一字未改');
    await type('#claim', `319 条 ${'0000·'.repeat(7)}0000`);
    await page.click('#compare button');
    await page.waitForSelector('.verdict-abnormal');
    expect(await textOf('#sheet table')).toContain('分叉：有一份被改写');
    // Done beside the page, which stays alive.
    expect(page.workers()).toHaveLength(1);
    expect([outside, refused]).toEqual([[], []]);
  });

  it('is read from the zip as well', async () => {
    const zip = join(tmpdir(), `opsledger-pack-${process.pid}.zip`);
    await writeFile(zip, zipSync(Object.fromEntries(built.files), { level: 1 }));
    try {
      expect(await choose(zip, '#zip')).toContain('没有发现问题');
    } finally {
      await rm(zip);
    }
  });

  it('that was changed is named, and a folder that is none is refused', async () => {
    const path = join(root, 'documents', ONE, `${ONE}.html`);
    const bytes = await readFile(path);
    try {
      await writeFile(path, 'other');
      expect(await choose()).toContain('发现 1 处问题');
      expect(await textOf('#sheet table')).toContain(`documents/${ONE}/${ONE}.html`);
    } finally {
      await writeFile(path, bytes);
    }
    await page.reload();
    expect(await choose(join(root, 'documents'))).toContain('没有 pack.json');
  });
});

it('draws a sample by a seed, with the whole chain and links to the files', async () => {
  await choose();
  await type('#seed', '20261127');
  await type('#count', '2');
  await page.click('#draw button');
  await page.waitForSelector('.card');
  expect(await textOf('#cards')).toMatch(
    /种子“20261127”，从 6 份中抽 2 份[\s\S]*条款[\s\S]*应交[\s\S]*文档[\s\S]*没有签收记录/,
  );
  const links = await page.$$eval('.card a', (all) => all.map((one) => one.getAttribute('href') ?? ''));
  expect(links.every((href) => /^(documents|proofs|records|evidence|signed)\//.test(href))).toBe(true);
  await page.select('#way', 'payment');
  await page.click('#draw button');
  expect(await textOf('#cards .told')).toContain('付款“首付款”要求的文档：6 份中有 6 份');
  expect(refused).toEqual([]);
});

it('checks one document with its proof alone', async () => {
  const give = async (selector: string, path: string) =>
    ((await page.$(selector)) as ElementHandle<HTMLInputElement>).uploadFile(join(root, path));
  await give('#one-file', `documents/${ONE}/${ONE}.html`);
  await give('#one-proof', `proofs/${ONE}.tlog-proof`);
  await type('#one-key', built.keys[0] ?? '');
  await page.click('#one button');
  await page.waitForSelector('#one-found .verdict');
  expect(await textOf('#one-found')).toContain('由给出的公钥签名');
});

it.each([
  ['light', 1366],
  ['dark', 390],
] as const)('has no fault that axe finds, %s at %d px, and nothing is wider than the page', async (scheme, width) => {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width, height: 768 });
  await choose();
  await type('#seed', 'a');
  await page.click('#draw button');
  await page.waitForSelector('.card');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const faults = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(faults).toEqual([]);
});
