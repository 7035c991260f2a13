/** A year of daily documents bound into one PDF: CPU time of the process, and the most memory that it took. */
import { join } from 'node:path';
import { bindPdfs } from '../src/render/bind/bind.ts';
import { openPrinter } from '../src/render/chromium/printer.ts';
import { pageCount } from '../src/render/pdf/read.ts';
import { openRenderer } from '../src/render/renderer.ts';
import { inspectionLog } from '../tests/fixtures/documents/inspection-log.ts';
import { atMost, type Figure, told } from './_figure.ts';

const CACHE = join(import.meta.dirname, '..', '.cache');
/** Different documents that are drawn; each is bound several times, under numbers of its own. */
const DRAWN = 28;
const PAGES = 3000;
const MB = 1024 * 1024;
const noImage = (): Promise<Uint8Array> => Promise.reject(new Error('the fixture has no pictures'));

export default {
  id: 'bind',
  async run(): Promise<Figure[]> {
    const renderer = await openRenderer({ cacheDir: CACHE });
    const drawn: Uint8Array[] = [];
    for (let day = 1; day <= DRAWN; day += 1) drawn.push(await renderer.renderPdf(inspectionLog(day), noImage));
    await renderer.close();
    const printer = openPrinter(CACHE, 1);
    try {
      return await measured((html) => printer.print(html), drawn);
    } finally {
      await printer.close();
    }
  },
};

async function measured(print: (html: string) => Promise<Buffer>, drawn: readonly Uint8Array[]): Promise<Figure[]> {
  const each = pageCount(drawn[0] as Uint8Array);
  const parts = Array.from({ length: Math.ceil(PAGES / each) }, (_, n) => {
    const bytes = drawn[n % drawn.length] as Uint8Array;
    const named = {
      title: '系统巡检日志',
      period: `第 ${n + 1} 日`,
      number: `HQSF-XJ-${n + 1}-r1`,
      revision: '第 1 版',
    };
    return { ...named, pages: pageCount(bytes), read: () => Promise.resolve(bytes) };
  });
  const text = { author: '供应商', subject: '合订本', keywords: '', creator: 'OpsLedger', producer: 'OpsLedger' };
  const meta = { ...text, title: '合订本', time: '2026-11-24T09:00:00Z' };
  const front = { title: '合订本', subtitle: '一年', facts: [], notes: [], mark: null };
  const before = process.cpuUsage();
  const made = await bindPdfs({ front, groups: [{ title: '一年', parts }], meta }, print);
  const { user, system } = process.cpuUsage(before);
  return [
    atMost(`a year bound, ${made.pages} pages, CPU time`, (user + system) / 1e6, 's', 60),
    atMost('memory while binding, with what drew the documents', process.resourceUsage().maxRSS / 1024, 'MB', 1500),
    told('size of the bound file', made.pdf.length / MB, 'MB'),
  ];
}
