/** The 131-row inspection log as an archival PDF, against a fresh page with an embedded web font for each document. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fontFiles } from '../src/render/chromium/fonts.ts';
import { launchBrowser } from '../src/render/chromium/launch.ts';
import { renderPage } from '../src/render/html/archived-page.ts';
import { openRenderer, type Renderer } from '../src/render/renderer.ts';
import { inspectionLog } from '../tests/fixtures/documents/inspection-log.ts';
import { atMost, type Figure, median } from './_figure.ts';

const CACHE = join(import.meta.dirname, '..', '.cache');
const DOCUMENTS = 60;
const WORKERS = 2;
/** Runs of the fast way; each is set against baseline documents made just before, so that drift cancels. */
const ROUNDS = 3;
const BASELINE = 4;
const noImage = (): Promise<Uint8Array> => Promise.reject(new Error('the fixture has no pictures'));
const day = (i: number): number => 1 + (i % 28);

export default {
  id: 'render',
  async run(): Promise<Figure[]> {
    const renderer = await openRenderer({ cacheDir: CACHE, workers: WORKERS });
    const html = await withWebFont();
    try {
      const fast: number[] = [];
      const slow: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        slow.push(await baseline(html));
        fast.push(await ours(renderer));
      }
      return speed(median(fast), slow, fast);
    } finally {
      await renderer.close();
    }
  },
};

function speed(value: number, slow: readonly number[], fast: readonly number[]): Figure[] {
  const ratio = median(slow.map((s, i) => s / (fast[i] as number)));
  return [
    atMost(`archival PDF, 131 rows, ${DOCUMENTS} documents, ${WORKERS} workers`, value, 'ms/document', 60),
    {
      name: 'fresh page, web font as data URI',
      value: median(slow),
      unit: 'ms/document',
      against: 'our archival PDF',
      ratio,
      target: '≥ 7 ×',
      met: ratio >= 7,
    },
  ];
}

/** HTML, printing, and everything that makes the file ready for the archive. */
async function ours(renderer: Renderer): Promise<number> {
  const started = performance.now();
  await Promise.all(Array.from({ length: DOCUMENTS }, (_, i) => renderer.renderPdf(inspectionLog(day(i)), noImage)));
  return (performance.now() - started) / DOCUMENTS;
}

/** Only the regular weight is embedded, which favours the baseline: with all three fonts it takes three times as long. */
async function withWebFont(): Promise<string> {
  const font = (await readFile(fontFiles()[0] as string)).toString('base64');
  const face = `@font-face{font-family:'Embedded Sans';src:url(data:font/ttf;base64,${font})}`;
  return (
    (await renderPage(inspectionLog(1), noImage))
      .replaceAll('Noto Sans SC', 'Embedded Sans')
      .replaceAll('Noto Serif SC', 'Embedded Sans')
      .replace('<style>', `<style>${face}`)
      // The archived page allows no fonts by address; this one needs them.
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  );
}

/** The obvious way: one page after the other, each with its own copy of the font, and nothing done to the file. */
async function baseline(html: string): Promise<number> {
  const launched = await launchBrowser(CACHE);
  try {
    const started = performance.now();
    for (let i = 0; i < BASELINE; i += 1) {
      const page = await launched.browser.newPage();
      await page.setJavaScriptEnabled(false);
      await page.setContent(html, { waitUntil: 'load' });
      await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
      await page.close();
    }
    return (performance.now() - started) / BASELINE;
  } finally {
    await launched.close();
  }
}
