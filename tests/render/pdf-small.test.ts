/** A printed file written anew: smaller, and as it was in all that counts; and what is refused at that door. */
import { PDFArray, PDFDict, PDFName, type PDFNumber, type PDFRef } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { objectsOf } from '../../src/proof/pdf/read.ts';
import { finishPdf } from '../../src/render/pdf/finish.ts';
import { pageCount, readPdf } from '../../src/render/pdf/read.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { load, ofType } from './_pdf.ts';
import { type PrintedPage, printedPdf } from './_plain-pdf.ts';

const finished = async (page: PrintedPage = {}, text = 'A') =>
  (await finishPdf(printedPdf(page), inspectionLog(), text)).pdf;

describe('a finished file', () => {
  test('holds its objects in object streams behind a cross-reference stream', async () => {
    const text = (await finished()).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text).toContain('/Type /ObjStm');
    expect(text).toContain('/Type /XRef');
    expect(text).not.toMatch(/\nxref\n|\ntrailer\n|\/Type \/StructElem|\/Type \/Page\b/);
  });

  test('is read alike by our reader and by a library that had no part in it', async () => {
    const pdf = await finished();
    const own = [...objectsOf(readPdf(pdf))].map(([number]) => number).sort((a, b) => a - b);
    const all = (await load(pdf)).context.enumerateIndirectObjects();
    const others = all.filter(([, one]) => !/\/(ObjStm|XRef)/.test(String(one))).map(([ref]) => ref.objectNumber);
    expect(own).toEqual(others.sort((a, b) => a - b));
    expect(pageCount(pdf)).toBe(2);
    expect((await load(pdf)).getPageCount()).toBe(2);
  });

  test('has the content of shells in their parents, and of another page where it was', async () => {
    const pdf = await load(await finished());
    const [heading] = ofType(pdf, 'S', 'TH') as [PDFDict];
    const [cell] = ofType(pdf, 'S', 'TD') as [PDFDict];
    const shells = ofType(pdf, 'S', 'NonStruct');
    const pages = pdf.getPages().map(({ ref }) => ref);
    expect(String(heading.get(PDFName.of('K')))).toBe('0');
    expect(heading.get(PDFName.of('Pg'))).toBe(pages[0]);
    expect(shells).toHaveLength(1);
    const content = cell.lookup(PDFName.of('K'), PDFArray);
    expect((content.get(0) as PDFNumber).asNumber()).toBe(1);
    expect(pdf.context.lookup(content.get(1))).toBe(shells[0]);
    expect(shells[0]?.get(PDFName.of('Pg'))).toBe(pages[1]);
  });

  test('leads from marked content to the tags that have it', async () => {
    const pdf = await load(await finished());
    const root = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const first = root
      .lookup(PDFName.of('ParentTree'), PDFDict)
      .lookup(PDFName.of('Nums'), PDFArray)
      .lookup(1, PDFArray);
    const kinds = first.asArray().map((one) => pdf.context.lookup(one as PDFRef, PDFDict).get(PDFName.of('S')));
    expect(kinds).toEqual([PDFName.of('TH'), PDFName.of('TD')]);
  });

  test('is the same whatever the ids counted from, and leaves strings alone', async () => {
    const trap = '4 0 R node00000010 \\( << 5 0 R';
    const [one, other] = [await finished({ alt: trap }), await finished({ alt: trap, firstId: 9702 })];
    expect(one.equals(other)).toBe(true);
    const [table] = ofType(await load(one), 'S', 'Table') as [PDFDict];
    expect(String(table.get(PDFName.of('Alt')))).toContain(trap);
    const [cell] = ofType(await load(one), 'S', 'TD') as [PDFDict];
    expect(String(cell.get(PDFName.of('ID')))).toBe('(node00000002)');
    expect(String(cell.get(PDFName.of('A')))).toContain('(node00000001)');
  });

  test('has one information dictionary, its own', async () => {
    const pdf = await load(await finished());
    expect(pdf.getTitle()).toContain('HQSF-XJ-20261124-r1');
    const infos = pdf.context.enumerateIndirectObjects().filter(([, one]) => String(one).includes('/CreationDate'));
    expect(infos).toHaveLength(1);
  });
});

describe('what cannot be archived is refused', () => {
  test('a glyph that the fonts lack, named by what it stood for', async () => {
    const drawn = '/Span<</ActualText <FEFFD83DDE01> >> BDC <0000> Tj EMC';
    await expect(finished({ drawn })).rejects.toThrow(
      /HQSF-XJ-20261124-r1 第 1 页有字库中没有的字符：“😁”（U\+1F601）/,
    );
  });

  test('one that only the text can name, also among others in one run', async () => {
    await expect(finished({ drawn: '<002200000022> Tj' }, '<p>A \u{20bb7}</p>')).rejects.toThrow('（U+20BB7）');
    await expect(finished({ drawn: '[<0022> -3 <0000>] TJ' }, 'A')).rejects.toThrow('不能识别');
  });

  test('not figures and glyphs that only look like it', async () => {
    await finished({ drawn: '16.0000305 0 Td <00220001> Tj <2000> Tj <0220> Tj <10000022> Tj' });
  });

  test('a font that is not in the file', async () => {
    await expect(finished({ descriptor: '/Flags 4' })).rejects.toThrow(
      /HQSF-XJ-20261124-r1 用到的字体 AAAAAA\+Noto 没有嵌入/,
    );
  });

  test('it ends a command as bad input does', async () => {
    await expect(finished({ descriptor: '' })).rejects.toMatchObject({ exitCode: 2 });
  });
});
