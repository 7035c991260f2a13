/** What a file shows that is given as evidence: what nobody can see on it proves nothing, whoever wrote it and however. */
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { lookAtEvidence } from '../../src/evidence/look.ts';
import { shownText } from '../../src/records/evidence-reuse.ts';
import { differenceOf } from '../../src/records/likeness.ts';
import { runs } from '../support/runs.ts';
import { greyPng, pdfSaying, photoPng } from '../support/scans.ts';

type Page = ReturnType<PDFDocument['addPage']>;
type Draw = (page: Page, pdf: PDFDocument) => unknown;

/** What a page may have drawn on it, and whether anybody sees it. */
const drawings: Record<string, { draw: Draw; seen: boolean }> = {
  nothing: { draw: () => undefined, seen: false },
  'white ground': { draw: (page) => page.drawRectangle({ width: 595, height: 842, color: rgb(1, 1, 1) }), seen: false },
  'white text': { draw: (page) => page.drawText('Approved', { x: 60, y: 700, color: rgb(1, 1, 1) }), seen: false },
  blanks: { draw: (page) => page.drawText('   ', { x: 60, y: 700 }), seen: false },
  'a blank scan': { draw: async (page, pdf) => page.drawImage(await pdf.embedPng(greyPng(() => 250))), seen: false },
  'an empty form': {
    draw: async (page) => {
      const empty = await PDFDocument.create();
      empty.addPage().drawText('', { x: 0, y: 0 });
      page.drawPage(await page.doc.embedPage(empty.getPage(0)));
    },
    seen: false,
  },
  'an unfilled field': {
    draw: (page, pdf) => {
      const form = pdf.getForm();
      form.createTextField(`left${form.getFields().length}`).addToPage(page);
    },
    seen: false,
  },
  text: { draw: (page) => page.drawText('Approved', { x: 60, y: 700 }), seen: true },
  line: { draw: (page) => page.drawLine({ start: { x: 9, y: 9 }, end: { x: 90, y: 90 } }), seen: true },
  'a scan': { draw: async (page, pdf) => page.drawImage(await pdf.embedPng(photoPng())), seen: true },
  'a JPEG scan': {
    draw: async (page, pdf) => page.drawImage(await pdf.embedJpg(await sharp(photoPng()).jpeg().toBuffer())),
    seen: true,
  },
  'a page within': {
    draw: async (page, pdf) => page.drawPage((await pdf.embedPdf(pdfSaying('within')))[0] as never),
    seen: true,
  },
  field: {
    draw: (page, pdf) => {
      const form = pdf.getForm();
      const field = form.createTextField(`agreed${form.getFields().length}`);
      field.setText('Yes');
      field.addToPage(page);
    },
    seen: true,
  },
};
const names = fc.array(fc.constantFrom(...Object.keys(drawings)), { minLength: 1, maxLength: 4 });

describe('a PDF', () => {
  it('shows as many pages as have anything to be seen, packed or in clear, with its tables or with wrong ones', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), fc.boolean(), async (chosen, useObjectStreams, damaged) => {
        const pdf = await PDFDocument.create();
        for (const name of chosen) await drawings[name]?.draw(pdf.addPage(), pdf);
        const bytes = await pdf.save({ useObjectStreams });
        // A file whose tables lead nowhere is put together again by every reader.
        const text = Buffer.from(bytes)
          .toString('latin1')
          .replace(/startxref\s+\d+/, 'startxref\n7');
        const given = damaged ? Buffer.from(text, 'latin1') : bytes;
        const inked = chosen.filter((name) => drawings[name]?.seen).length;
        const look = await lookAtEvidence(given, 'application/pdf');
        expect(look.shows).toMatchObject({ pages: chosen.length, inked });
        expect(look.empty).toBe(inked === 0 ? 'blank-pages' : null);
      }),
      { numRuns: runs(30) },
    );
  });

  it('that no reader opens shows nothing, and one that is locked is not called empty', async () => {
    for (const text of ['%PDF-1.4 signed', '%PDF-1.7\n', '%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj'])
      expect((await lookAtEvidence(Buffer.from(text), 'application/pdf')).empty).toBe('no-pages');
    const locked = await PDFDocument.create();
    locked.addPage();
    locked.encrypt({ userPassword: 'x', ownerPassword: 'y' });
    expect(await lookAtEvidence(await locked.save(), 'application/pdf')).toEqual({ shows: {}, empty: null });
  });

  it('tells the letters that can be found, and calls nothing empty whose font it does not know', async () => {
    const pdf = await PDFDocument.create();
    drawings['text']?.draw(pdf.addPage(), pdf);
    expect((await lookAtEvidence(await pdf.save(), 'application/pdf')).shows.letters).toBe('Approved'.length);
    const { shows, empty } = await lookAtEvidence(pdfSaying('同意，准予实施'), 'application/pdf');
    expect([shows.inked, empty]).toEqual([1, null]);
    // Nothing says that its text was seen.
    expect([shows.letters, shownText(shows)]).toEqual([undefined, '字体未嵌入，文字未读出']);
    expect(shownText({ ...shows, pages: 3, letters: 0 })).toBe('共 3 页，有内容 1 页');
  });

  it('of the fewest bytes, with no content at all, shows nothing', async () => {
    const blank =
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF';
    expect((await lookAtEvidence(Buffer.from(blank), 'application/pdf')).empty).toBe('blank-pages');
  });
});

describe('a picture', () => {
  it('of one colour shows nothing, with the noise of a camera too', async () => {
    for (const light of [0, 128, 255]) {
      const noisy = greyPng((row, column) => Math.min(255, light + ((row * 7 + column * 3) % 4)));
      expect((await lookAtEvidence(noisy, 'image/png')).empty).toBe('one-colour');
    }
    expect((await lookAtEvidence(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'image/png')).empty).toBe('no-picture');
  });

  it('is known again when it was saved anew, smaller or in another form, and another one is not', async () => {
    const likeness = async (bytes: Buffer, type = 'image/png') =>
      (await lookAtEvidence(bytes, type)).shows.likeness as string;
    const large = await sharp(photoPng(3)).resize(400, 300, { fit: 'fill' }).blur(6).png().toBuffer();
    const again = await sharp(large).resize(240).jpeg({ quality: 60 }).toBuffer();
    expect(differenceOf(await likeness(large), await likeness(again, 'image/jpeg'))).toBeLessThanOrEqual(2);
    expect(differenceOf(await likeness(photoPng(3)), await likeness(photoPng(5)))).toBeGreaterThan(8);
  });
});
