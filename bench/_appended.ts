/** How PDFs were finished before their objects were packed: everything new appended to Chromium's own file. The measure of what packing costs. */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { bodyOf } from '../src/proof/pdf/read.ts';
import { srgbProfile } from '../src/render/pdf/icc.ts';
import { fontsIn, pagesOf } from '../src/render/pdf/pages.ts';
import { qrMask, qrOperators, qrText } from '../src/render/pdf/qr.ts';
import { readPdf } from '../src/render/pdf/read.ts';
import { beginRewrite } from '../src/render/pdf/rewrite.ts';
import { sharedGlyphs } from '../src/render/pdf/shared-glyphs.ts';
import { correctFonts } from '../src/render/pdf/to-unicode.ts';
import { infoDictionary, xmpPacket } from '../src/render/pdf/xmp.ts';
import type { ReportDocument } from '../src/report/document.ts';

const PROFILE = srgbProfile();

/** The file with codes, metadata and character tables appended behind a table of their own. */
export async function appended(printed: Buffer, doc: ReportDocument, text: string): Promise<Buffer> {
  const source = readPdf(printed);
  const parts: Buffer[] = [printed];
  let length = printed.length;
  const offsets = new Map<number, number>();
  let next = source.size;
  const put = (number: number, body: Buffer): number => {
    offsets.set(number, length);
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return number;
  };
  const stream = (data: Uint8Array, extra = ''): Buffer => {
    const packed = deflateSync(data);
    const head = Buffer.from(`<<${extra}/Filter /FlateDecode /Length ${packed.length}>>\nstream\n`);
    return Buffer.concat([head, packed, Buffer.from('\nendstream')]);
  };
  const pages = pagesOf(source);
  const mask = qrMask(qrText(doc.number, 1, pages.length));
  pages.forEach((page, n) => {
    const code = put(
      next++,
      stream(Buffer.from(`Q\n${qrOperators(qrText(doc.number, n + 1, pages.length), 500, mask)}`)),
    );
    const contents = [...page.contents, code].map((one) => `${one} 0 R`).join(' ');
    put(page.number, Buffer.from(page.body.replace(/\/Contents \d+ 0 R/, `/Contents [${contents}]`), 'latin1'));
  });
  const tables = { ...beginRewrite(source), replaceStream: (n: number, data: Uint8Array) => void put(n, stream(data)) };
  correctFonts(source, fontsIn(tables.objects), tables, text, await sharedGlyphs());
  const meta = { title: doc.title, author: '', subject: '', keywords: '', creator: '', producer: '', time: doc.time };
  const xmp = put(next++, stream(Buffer.from(xmpPacket(meta))));
  const profile = put(next++, stream(PROFILE, '/N 3 '));
  const catalog = bodyOf(source, source.root).replace(/>>$/, `/Metadata ${xmp} 0 R/OutputIntents [${profile} 0 R]>>`);
  put(source.root, Buffer.from(catalog, 'latin1'));
  put(next++, Buffer.from(infoDictionary(meta), 'latin1'));
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const rows = [...offsets].map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
  const end = `xref\n${rows.join('')}trailer\n<</Size ${next} /ID [<${hash.digest('hex')}>]>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
