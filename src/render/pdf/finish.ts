/**
 * Makes an archival PDF of what Chromium printed: the same bytes every time, PDF/A-2b metadata and colour, and a QR code
 * on every page. All of it is appended as one incremental update, which takes a few milliseconds; rewriting the file
 * would take as long as printing it.
 */
import type { ReportDocument } from '../../report/document.ts';
import { srgbProfile } from './icc.ts';
import { objectText, openPdf, type PdfPage, pagesOf } from './objects.ts';
import { POINTS_PER_MM, qrMask, qrOperators, qrText } from './qr.ts';
import { sharedGlyphs } from './shared-glyphs.ts';
import { fixDates, renumberStructure } from './stable.ts';
import { correctFonts } from './to-unicode.ts';
import { beginUpdate, type PdfUpdate } from './update.ts';
import { infoDictionary, type PdfMetadata, xmpPacket } from './xmp.ts';

/** Right margins of templates/print.css, where the code ends: portrait and landscape pages. */
const RIGHT_MARGIN = 20 * POINTS_PER_MM;
const RIGHT_MARGIN_LANDSCAPE = 22 * POINTS_PER_MM;

const PROFILE = srgbProfile();

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

function addMetadata(update: PdfUpdate, catalog: string, meta: PdfMetadata): string {
  const xmp = update.addStream(Buffer.from(xmpPacket(meta)), '/Type /Metadata /Subtype /XML ', true);
  const profile = update.addStream(PROFILE, '/N 3 ');
  const intent = update.add(
    `<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R>>`,
  );
  return catalog.replace(/>>$/, `\n/Metadata ${xmp} 0 R\n/OutputIntents [${intent} 0 R]>>`);
}

/** Chromium leaves its own transformation in force at the end of a page; ours begins from a saved state. */
function addCodes(update: PdfUpdate, doc: ReportDocument, pages: readonly PdfPage[]): void {
  const save = update.addStream(Buffer.from('q\n'), '', true);
  const mask = qrMask(qrText(doc.number, 1, pages.length)); // the pages' codes differ in a figure or two
  pages.forEach((page, i) => {
    const margin = page.width > page.height ? RIGHT_MARGIN_LANDSCAPE : RIGHT_MARGIN;
    const operators = qrOperators(qrText(doc.number, i + 1, pages.length), page.width - margin, mask);
    const code = update.addStream(Buffer.from(`Q\n${operators}`));
    const contents = `/Contents [${save} 0 R ${page.contents} 0 R ${code} 0 R]`;
    update.replace(page.number, page.text.replace(/\/Contents \d+ 0 R/, contents));
  });
}

/**
 * The archival file.
 * @param printed bytes from Chromium; changed in place
 * @param text everything that the document shows, in whatever markup
 * @throws Error when they are not as Chromium writes them
 */
export async function finishPdf(printed: Buffer, doc: ReportDocument, text: string): Promise<Buffer> {
  renumberStructure(printed);
  fixDates(printed, doc.time);
  const file = openPdf(printed);
  const update = beginUpdate(file);
  const meta = metadata(doc);
  addCodes(update, doc, pagesOf(file));
  correctFonts(file, update, text, await sharedGlyphs());
  update.replace(file.root, addMetadata(update, objectText(file, file.root), meta));
  const info = update.add(infoDictionary(meta));
  return update.finish(file.root, info);
}
