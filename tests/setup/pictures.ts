/**
 * `npm run pictures -- WORKSPACE`: takes the pictures of the manual and of the README again, from a demo year whose site is built and of
 * the same program. Light, at the width of a notebook, in at most 256 colours so that they stay small.
 */
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { readArchive } from '../../src/archive/store.ts';
import { serveSite } from '../../src/server/server.ts';
import { launchBrowser } from '../support/browser.ts';

const IMAGES = join(import.meta.dirname, '../../knowledge-base/manual/images');
const WIDTH = 1180;

interface Picture {
  name: string;
  path: string;
  height: number;
  /** What is to be seen at the top; the head of the page without it. */
  from?: string;
  /** What has to be there before it is taken. */
  until?: string;
}

const pictures: readonly Picture[] = [
  { name: 'site', path: '/', height: 1000 },
  { name: 'site-deliverables', path: '/deliverables/month/2026-03', height: 760 },
  { name: 'site-clause', path: '/clauses/5.3.8', height: 760 },
  { name: 'site-faults', path: '/faults', height: 800, from: '#trend', until: '.ol-chart-key' },
  { name: 'site-knowledge-base', path: '/knowledge-base', height: 800, from: '#unanswered' },
  { name: 'site-search', path: '/search?q=磁盘满了怎么办', height: 760, until: 'main a[href^="/knowledge-base/"]' },
  { name: 'site-verify', path: '/verify?number=HQSF-YB-202603-r1', height: 760, until: '.ol-proof-card' },
];
/** Of whose first page there is a picture. */
const REPORT = 'HQSF-XJ-20260310-r1';
const REPORT_DPI = '80';

async function take(page: Page, base: string, { path, height, from, until }: Picture): Promise<Uint8Array> {
  await page.setViewport({ width: WIDTH, height });
  await page.goto(base + path, { waitUntil: 'load' });
  if (from !== undefined) await page.$eval(from, (node) => node.scrollIntoView());
  if (until !== undefined) await page.waitForSelector(until);
  return page.screenshot();
}

/** Colours of a picture and, pixel by pixel, which of them: as base64, since a page gives back plain values alone. */
interface Indexed {
  width: number;
  height: number;
  palette: string;
  pixels: string;
}

/** In a page, which reads pictures: the 256 colours that most pixels have after rounding, and for the others the nearest. */
async function indexed(page: Page, png: Uint8Array): Promise<Indexed> {
  return page.evaluate(
    async (source: string) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { width, height } = image;
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const key = (at: number): number => ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
      const counts = new Map<number, number>();
      for (let at = 0; at < data.length; at += 4) counts.set(key(at), (counts.get(key(at)) ?? 0) + 1);
      const palette = [...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 256)
        .map(([colour]) => colour);
      const parts = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];
      const known = new Map(palette.map((colour, n) => [colour, n]));
      const nearest = (colour: number): number => {
        const [r = 0, g = 0, b = 0] = parts(colour);
        let [best, least] = [0, Number.POSITIVE_INFINITY];
        palette.forEach((other, n) => {
          const [or = 0, og = 0, ob = 0] = parts(other);
          const far = (r - or) ** 2 + (g - og) ** 2 + (b - ob) ** 2;
          if (far < least) [best, least] = [n, far];
        });
        known.set(colour, best);
        return best;
      };
      const text = (bytes: number[]): string => {
        let all = '';
        for (const byte of bytes) all += String.fromCharCode(byte);
        return btoa(all);
      };
      const pixels: number[] = [];
      for (let at = 0; at < data.length; at += 4) pixels.push(known.get(key(at)) ?? nearest(key(at)));
      return { width, height, palette: text(palette.flatMap(parts)), pixels: text(pixels) };
    },
    `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
  );
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of eight bits a pixel with a palette. */
function pngOf({ width, height, palette, pixels }: Indexed): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const bytes = Buffer.from(pixels, 'base64');
  const lines = Array.from({ length: height }, (_, y) => [Buffer.of(0), bytes.subarray(y * width, (y + 1) * width)]);
  const data = deflateSync(Buffer.concat(lines.flat()), { level: 9 });
  const parts = [chunk('IHDR', head), chunk('PLTE', Buffer.from(palette, 'base64')), chunk('IDAT', data)];
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** The first page of a document as it is printed. */
async function firstPage(workspace: string): Promise<Uint8Array> {
  const found = (await readArchive(workspace)).documents.find(({ manifest }) => manifest.number === REPORT);
  if (found === undefined) throw new Error(`${workspace} has no ${REPORT}: it is no demo year`);
  const out = join(tmpdir(), `opsledger-picture-${process.pid}`);
  const pdf = join(workspace, found.folder, `${REPORT}.pdf`);
  execFileSync('pdftoppm', ['-r', REPORT_DPI, '-f', '1', '-singlefile', '-png', pdf, out]);
  try {
    return await readFile(`${out}.png`);
  } finally {
    await rm(`${out}.png`, { force: true });
  }
}

const given = process.argv[2];
if (given === undefined) throw new Error('npm run pictures -- WORKSPACE');
const workspace = resolve(process.env['INIT_CWD'] ?? '', given);
const server = await serveSite({
  siteDir: join(workspace, '.opsledger/cache/site'),
  archiveDir: join(workspace, 'archive'),
  hosts: [],
  port: 0,
});
const { browser, close } = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  const taken: [string, Uint8Array][] = [];
  for (const one of pictures) taken.push([one.name, await take(page, server.url, one)]);
  taken.push(['report', await firstPage(workspace)]);
  const blank = await browser.newPage();
  for (const [name, png] of taken) await writeFile(join(IMAGES, `${name}.png`), pngOf(await indexed(blank, png)));
} finally {
  await close();
  await server.close();
}
