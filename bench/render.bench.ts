/** The 131-row inspection log as an archival PDF, against a fresh page with an embedded web font for each document. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fontFiles } from '../src/render/chromium/fonts.ts';
import { launchBrowser } from '../src/render/chromium/launch.ts';
import { renderPage } from '../src/render/html/page.ts';
import { openRenderer } from '../src/render/renderer.ts';
import { inspectionLog } from '../tests/fixtures/documents/inspection-log.ts';
import { atMost, type Figure, median, told } from './_figure.ts';

const CACHE = join(import.meta.dirname, '..', '.cache');
const DOCUMENTS = 60;
const WORKERS = 2;
/** Runs of the fast way; each is set against baseline documents made just before, so that drift cancels. */
const ROUNDS = 3;
const BASELINE = 6;
const noImage = (): Promise<Uint8Array> => Promise.reject(new Error('the fixture has no pictures'));

export default {
  id: 'render',
  async run(): Promise<Figure[]> {
    const renderer = await openRenderer({ cacheDir: CACHE, workers: WORKERS });
    try {
      // The first prints start the browser and its two pages.
      const [pdf] = await Promise.all([1, 1].map((day) => renderer.renderPdf(inspectionLog(day), noImage)));
      if (pdf === undefined) throw new Error('nothing was rendered');
      const fast: number[] = [];
      const slow: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        slow.push(await baseline());
        fast.push(await ours(renderer));
      }
      const value = median(fast);
      const ratio = median(slow.map((s, i) => s / (fast[i] as number)));
      const started = performance.now();
      const packed = gzipSync(pdf).byteLength;
      const packing = performance.now() - started;
      return [
        atMost(`archival PDF, 131 rows, ${DOCUMENTS} documents, ${WORKERS} workers`, value, 'ms/document', 60),
        {
          name: 'speed against a fresh page with a web font',
          value: median(slow),
          unit: 'ms/document (baseline)',
          against: 'fresh page, font as data URI',
          ratio,
          target: '≥ 7 ×',
          met: ratio >= 7,
        },
        told('size of the PDF', pdf.byteLength / 1024, 'KB'),
        told('size compressed beside it', packed / 1024, 'KB'),
        told('cost of compressing', packing, 'ms/document'),
      ];
    } finally {
      await renderer.close();
    }
  },
};

async function ours(renderer: Awaited<ReturnType<typeof openRenderer>>): Promise<number> {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: DOCUMENTS }, (_, i) => renderer.renderPdf(inspectionLog(1 + (i % 28)), noImage)),
  );
  return (performance.now() - started) / DOCUMENTS;
}

/** The obvious way: one page after the other, each with its own copy of one font. */
async function baseline(): Promise<number> {
  const font = fontFiles().find((path) => path.includes('Sans') && path.includes('Regular')) as string;
  const data = (await readFile(font)).toString('base64');
  const face = `@font-face{font-family:'Embedded';src:url(data:font/ttf;base64,${data})}`;
  const html = (await renderPage(inspectionLog(1), noImage))
    .replaceAll('Noto Sans SC', 'Embedded')
    .replace('<style>', `<style>${face}`)
    // The archived page allows no fonts by address; this one needs one.
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  const launched = await launchBrowser(CACHE);
  try {
    const started = performance.now();
    for (let i = 0; i < BASELINE; i += 1) {
      const page = await launched.browser.newPage();
      await page.setJavaScriptEnabled(false);
      await page.setContent(html, { waitUntil: 'load' });
      await page.pdf({ format: 'A4', printBackground: true, tagged: true, outline: true });
      await page.close();
    }
    return (performance.now() - started) / BASELINE;
  } finally {
    await launched.close();
  }
}
