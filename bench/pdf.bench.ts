/** What makes an archival PDF of what Chromium printed: how small it gets, and what that costs, side by side with appending. */
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { objectsOf } from '../src/proof/pdf/read.ts';
import { openPrinter } from '../src/render/chromium/printer.ts';
import { renderPage } from '../src/render/html/archived-page.ts';
import { finishPdf } from '../src/render/pdf/finish.ts';
import { readPdf } from '../src/render/pdf/read.ts';
import type { ReportDocument } from '../src/report/document.ts';
import { inspectionLog } from '../tests/fixtures/documents/inspection-log.ts';
import { appended } from './_appended.ts';
import { atMost, type Figure, median, told } from './_figure.ts';

const CACHE = join(import.meta.dirname, '..', '.cache');
const DOCUMENTS = 28;
/** Each way takes its turn, so that drift and the compiler's warming up cancel; the first round is not counted. */
const ROUNDS = 6;
const KB = 1024;
const noImage = (): Promise<Uint8Array> => Promise.reject(new Error('the fixture has no pictures'));

interface Printed {
  doc: ReportDocument;
  html: string;
  pdf: Buffer;
}

export default {
  id: 'pdf',
  async run(): Promise<Figure[]> {
    const printer = openPrinter(CACHE, 1);
    const printed: Printed[] = [];
    try {
      for (let day = 1; day <= DOCUMENTS; day += 1) {
        const doc = inspectionLog(day);
        const html = await renderPage(doc, noImage, 'paper');
        printed.push({ doc, html, pdf: await printer.print(html) });
      }
    } finally {
      await printer.close();
    }
    return measured(printed);
  },
};

async function measured(printed: readonly Printed[]): Promise<Figure[]> {
  const extra: number[] = [];
  const packed: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = await cpu(printed, appended);
    const own = await cpu(printed, finishPdf);
    if (round === 0) continue;
    extra.push(own - before);
    packed.push(own);
  }
  const [first] = printed as [Printed];
  const { pdf, pages } = await finishPdf(first.pdf, first.doc, first.html);
  const old = await appended(first.pdf, first.doc, first.html);
  const library = await cpu(printed.slice(0, 4), async (bytes) =>
    (await PDFDocument.load(bytes, { updateMetadata: false })).save({ useObjectStreams: true }),
  );
  return [
    atMost('finishing a PDF in one pass, more than appending took, CPU time', median(extra), 'ms/document', 8),
    told('finishing a PDF in one pass, all of it, CPU time', median(packed), 'ms/document'),
    told('a rewrite with object streams by a library, CPU time', library, 'ms/document'),
    atMost('size of a PDF', pdf.length / KB / pages, 'KB/page', 30),
    told('size of a PDF to which is appended', old.length / KB / pages, 'KB/page'),
    atMost('of it tags, dictionaries and cross-reference', besidesStreams(pdf) / KB / pages, 'KB/page', 6),
  ];
}

/** CPU time of this process for a document, in ms. */
async function cpu(
  printed: readonly Printed[],
  finish: (pdf: Buffer, doc: ReportDocument, html: string) => Promise<unknown>,
): Promise<number> {
  const before = process.cpuUsage();
  for (const { pdf, doc, html } of printed) await finish(pdf, doc, html);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / printed.length;
}

/** Bytes that are no content, font, picture or profile. */
function besidesStreams(pdf: Buffer): number {
  const streams = [...objectsOf(readPdf(pdf))].map(([, { stream }]) => (stream === null ? 0 : stream.to - stream.from));
  return pdf.length - streams.reduce((sum, length) => sum + length, 0);
}
