/**
 * Makes an archival PDF of what Chromium printed: small, the same bytes every time, with PDF/A-2b metadata and colour, and a QR code on
 * every page. The file is read once and written once.
 */
import { inflateSync } from 'node:zlib';
import { bodyOf, type PdfSource, streamOf } from '../../proof/pdf/read.ts';
import type { ReportDocument } from '../../report/document.ts';
import { fontCoverage } from '../html/missing-characters.ts';
import { refuseForeignFonts, refuseMissingGlyphs } from './gate.ts';
import { isNewerSrgb, srgbProfile } from './icc.ts';
import { fontsIn, type PdfPage, pagesOf } from './pages.ts';
import { checkpointCodeText, POINTS_PER_MM, qrMask, qrOperators, qrText } from './qr.ts';
import { readPdf } from './read.ts';
import { beginRewrite, type PdfRewrite } from './rewrite.ts';
import { sharedGlyphs } from './shared-glyphs.ts';
import { correctFonts } from './to-unicode.ts';
import { pack, streamDictionary } from './write.ts';
import { infoDictionary, type PdfMetadata, xmpPacket } from './xmp.ts';

/** Right margins of templates/print.css, where the code ends: portrait and landscape pages. */
const RIGHT_MARGIN = 20 * POINTS_PER_MM;
const RIGHT_MARGIN_LANDSCAPE = 22 * POINTS_PER_MM;

const PROFILE = pack(srgbProfile());
const PROFILE_DICTIONARY = streamDictionary('/N 3 ', PROFILE.length, false);

export interface FinishedPdf {
  pdf: Buffer;
  pages: number;
}

function metadata(doc: ReportDocument): PdfMetadata {
  return {
    title: `${doc.title} ${doc.number}`,
    author: doc.frame.supplier,
    subject: `${doc.frame.project}　${doc.subtitle}　${doc.revisionText}`,
    keywords: `${doc.number}, ${doc.fingerprint}`,
    creator: 'OpsLedger',
    producer: 'Chromium Skia/PDF',
    time: doc.time,
  };
}

function addMetadata(source: PdfSource, rewrite: PdfRewrite, meta: PdfMetadata): string {
  const catalog = bodyOf(source, source.root);
  const xmp = rewrite.addStream(Buffer.from(xmpPacket(meta)), '/Type /Metadata /Subtype /XML ', true);
  const profile = colourProfile(source, rewrite) ?? rewrite.addPacked(PROFILE_DICTIONARY, PROFILE);
  const intent = rewrite.add(
    `<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R>>`,
  );
  return catalog.replace(/>>$/, `\n/Metadata ${xmp} 0 R\n/OutputIntents [${intent} 0 R]>>`);
}

/** Object of the profile of pictures, in place of which stands ours; undefined: there is no picture. */
function colourProfile(source: PdfSource, rewrite: PdfRewrite): number | undefined {
  const newer = [...rewrite.objects].filter(
    ([number, { body, stream }]) =>
      stream !== null && /^<<\/N 3\s/.test(body) && isNewerSrgb(inflateSync(streamOf(source, number))),
  );
  for (const [number] of newer) rewrite.replacePacked(number, PROFILE_DICTIONARY, PROFILE);
  return newer[0]?.[0];
}

/** Chromium leaves its own transformation in force at the end of a page; ours begins from a saved state. */
function addCodes(rewrite: PdfRewrite, doc: ReportDocument, pages: readonly PdfPage[]): void {
  const save = rewrite.addStream(Buffer.from('q\n'), '', true);
  const mask = qrMask(qrText(doc.number, 1, pages.length)); // the pages' codes differ in a figure or two
  pages.forEach((page, i) => {
    const margin = page.width > page.height ? RIGHT_MARGIN_LANDSCAPE : RIGHT_MARGIN;
    const operators = qrOperators(qrText(doc.number, i + 1, pages.length), page.width - margin, mask);
    const { checkpoint, checkpointCode } = doc.frame;
    const head =
      i === 0 && checkpointCode === true && typeof checkpoint === 'string'
        ? qrOperators(checkpointCodeText(checkpoint), page.width - margin, undefined, page.height)
        : '';
    const code = rewrite.addStream(Buffer.from(`Q\n${operators}${head}`));
    const contents = `/Contents [${[save, ...page.contents, code].map((one) => `${one} 0 R`).join(' ')}]`;
    rewrite.replace(page.number, page.body.replace(/\/Contents (?:\[[^\]]*\]|\d+ 0 R)/, contents));
  });
}

/**
 * The archival file.
 * @param printed bytes from Chromium
 * @param text everything that the document shows, in whatever markup
 * @throws Error when they are not as Chromium writes them; UnprintableError when a glyph or a font is missing
 */
export async function finishPdf(printed: Uint8Array, doc: ReportDocument, text: string): Promise<FinishedPdf> {
  const { source, rewrite, pages } = await begin(printed, { name: doc.number, text });
  const meta = metadata(doc);
  addCodes(rewrite, doc, pages);
  rewrite.replace(source.root, addMetadata(source, rewrite, meta));
  const info = rewrite.add(infoDictionary(meta));
  return { pdf: rewrite.finish(source.root, info), pages: pages.length };
}

/**
 * Pages of a bound volume: printed as documents are, and searchable as they are; their metadata are the volume's.
 * @param name of the pages, for messages
 * @throws as `finishPdf`
 */
export async function finishPart(printed: Uint8Array, text: string, name: string): Promise<Buffer> {
  const { source, rewrite } = await begin(printed, { name, text });
  return rewrite.finish(source.root, rewrite.add('<<>>'));
}

/** What every page that is kept has in common: no sign and no font is missing, and each letter is the one that was meant. */
async function begin(printed: Uint8Array, { name, text }: { name: string; text: string }) {
  const source = readPdf(printed);
  const rewrite = beginRewrite(source);
  const pages = pagesOf(source);
  const fonts = fontsIn(rewrite.objects);
  refuseForeignFonts(rewrite.objects, fonts, name);
  refuseMissingGlyphs(source, pages, { name, text, covers: await fontCoverage() });
  correctFonts(source, fonts, rewrite, text, await sharedGlyphs());
  return { source, rewrite, pages };
}
