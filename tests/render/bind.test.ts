/** Copying documents into one file: numbers, keys, ids and links are shifted, strings are left alone. */
import { type PDFDict, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { objectOf } from '../../src/proof/pdf/read.ts';
import { listOf, referencesIn } from '../../src/proof/pdf/syntax.ts';
import { type Binding, copyDocument } from '../../src/render/bind/copy.ts';
import { finishPdf } from '../../src/render/pdf/finish.ts';
import { readPdf } from '../../src/render/pdf/read.ts';
import { openWriter } from '../../src/render/pdf/write.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { load, ofType } from './_pdf.ts';
import { plainPdf, printedPdf } from './_plain-pdf.ts';

/** A file as ours are: one page with a link, a table cell with an id, and bookmarks; `extra` is a string of the document's text. */
function file(extra: string): Buffer {
  const objects = [
    '<</Title (x)>>',
    '<</Type /Catalog /Pages 3 0 R /Dests 12 0 R /StructTreeRoot 7 0 R /Outlines 13 0 R /Metadata 16 0 R>>',
    '<</Type /Pages /Count 1 /Kids [4 0 R]>>',
    '<</Type /Page /Parent 3 0 R /Resources <</ProcSet [/PDF]>> /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [6 0 R] /StructParents 0>>',
    '<</Length 3>> stream\nq Q\nendstream',
    '<</Type /Annot /Subtype /Link /Rect [0 0 1 1] /Dest /place /StructParent 1>>',
    '<</Type /StructTreeRoot /K 8 0 R /ParentTree 10 0 R /IDTree 11 0 R>>',
    `<</Type /StructElem /S /Document /P 7 0 R /K [9 0 R] /Alt (${extra})>>`,
    '<</Type /StructElem /S /TD /P 8 0 R /ID (node00000001) /A [<</O /Table /Headers [(node00000001)]>>] /K <</Type /OBJR /Obj 6 0 R /Pg 4 0 R>>>>',
    '<</Nums [0 9 0 R 1 9 0 R]>>',
    '<</Names [(node00000001) 9 0 R]>>',
    '<</place [4 0 R /XYZ 0 1 0]>>',
    '<</Type /Outlines /First 14 0 R /Last 14 0 R /Count 2>>',
    '<</Title (T) /Parent 13 0 R /First 15 0 R /Last 15 0 R /Count 1 /Dest [4 0 R /XYZ 0 0 0]>>',
    '<</Title (S) /Parent 14 0 R /Dest [4 0 R /XYZ 0 0 0]>>',
    '<</Type /Metadata /Length 1>> stream\nx\nendstream',
  ];
  return plainPdf(objects);
}

const TRAP = 'endobj 4 0 R >> stream\\n \\( endstream (node00000001x';

async function bound(count: number, bytes: Uint8Array = file(TRAP.replace('(node', 'node'))) {
  const writer = openWriter();
  const [root, pages, structure, outlines] = [1, 1, 1, 1].map((n) => writer.reserve(n)) as [
    number,
    number,
    number,
    number,
  ];
  const stamps: number[] = [];
  const binding: Binding = {
    ...{ writer, pages, structure, keys: 0, ids: 0, streams: new Map() },
    stamp(n) {
      stamps.push(n);
      return { contents: writer.addStream(Buffer.from(`q ${n} Q`)), font: '' };
    },
  };
  const copied = Array.from({ length: count }, (_, n) =>
    copyDocument(binding, bytes, { firstPage: n + 1, bookmark: writer.reserve(1) }),
  );
  const refs = (numbers: readonly (number | null)[]) => numbers.map((number) => `${number} 0 R`).join(' ');
  writer.put(pages, `<</Type /Pages /Count ${count} /Kids [${refs(copied.map((one) => one.pages))}]>>`);
  writer.put(structure, `<</Type /StructElem /S /Document /K [${refs(copied.flatMap((one) => one.elements))}]>>`);
  writer.put(root, `<</Type /Catalog /Pages ${pages} 0 R /Outlines ${outlines} 0 R>>`);
  writer.put(outlines, '<</Type /Outlines>>');
  const info = writer.reserve(1);
  writer.put(info, '<</Title (all)>>');
  return { bytes: writer.finish(root, info), copied, stamps };
}

describe('a bound file', () => {
  test('keeps the pages, links and tags of each document apart', async () => {
    const { bytes, copied, stamps } = await bound(3);
    const pdf = await load(bytes);
    expect(pdf.getPageCount()).toBe(3);
    expect(stamps).toEqual([1, 2, 3]);
    expect(pdf.getPages().map(({ node }) => node.get(PDFName.of('StructParents'))?.toString())).toEqual([
      '0',
      '2',
      '4',
    ]);
    const links = ofType(pdf, 'Type', 'Annot');
    const leadsTo = links.map((one) => one.get(PDFName.of('Dest'))?.toString());
    expect(leadsTo).toEqual(copied.map(({ firstPage }) => `[ ${firstPage} 0 R /XYZ 0 1 0 ]`));
    const cells = ofType(pdf, 'S', 'TD');
    expect(cells.map((one) => one.get(PDFName.of('ID'))?.toString())).toEqual(
      [1, 2, 3].map((n) => `(node0000000${n})`),
    );
    expect(cells.map((one) => String(one.get(PDFName.of('A'))).includes(String(one.get(PDFName.of('ID')))))).toEqual(
      cells.map(() => true),
    );
  });

  test('has one parent for all documents, and tables that lead back from pages and cells', async () => {
    const { bytes, copied } = await bound(2);
    const pdf = await load(bytes);
    const parts = ofType(pdf, 'S', 'Part');
    expect(parts).toHaveLength(2);
    for (const { parents, ids, bookmarks } of copied) {
      const lookUp = (number: number | null | undefined) => pdf.context.lookup(PDFRef.of(number ?? 0)) as PDFDict;
      for (const value of referencesIn(String(lookUp(parents).get(PDFName.of('Nums')))))
        expect(lookUp(value).get(PDFName.of('S'))).toBe(PDFName.of('TD'));
      expect(String(lookUp(ids).get(PDFName.of('Names')))).toContain('(node0000000');
      expect(String(lookUp(bookmarks?.first).get(PDFName.of('Title')))).toBe('(S)');
    }
  });

  test('has nothing of what each file has once for itself, and the same bytes each time', async () => {
    const [one, again] = [await bound(2), await bound(2)];
    const pdf = await load(one.bytes);
    expect(ofType(pdf, 'Type', 'Metadata')).toEqual([]);
    expect(ofType(pdf, 'Type', 'StructTreeRoot')).toEqual([]);
    expect(one.bytes.equals(again.bytes)).toBe(true);
  });

  test('takes documents whose objects are packed, without what packed them', async () => {
    const { pdf } = await finishPdf(printedPdf(), inspectionLog(), 'A');
    const { bytes, copied } = await bound(2, pdf);
    const all = await load(bytes);
    expect(copied.map(({ count }) => count)).toEqual([2, 2]);
    expect(all.getPageCount()).toBe(4);
    expect(ofType(all, 'S', 'TH')).toHaveLength(2);
    expect(ofType(all, 'Type', 'XRef')).toHaveLength(1);
    expect(ofType(all, 'Type', 'Metadata')).toEqual([]);
  });

  test('leaves what stands in a string as it is, whatever it looks like', async () => {
    const { bytes } = await bound(1);
    const [part] = ofType(await load(bytes), 'S', 'Part');
    expect(String(part?.get(PDFName.of('Alt')))).toContain('endobj 4 0 R >> stream');
  });
});

describe('reading', () => {
  test('gives each object with its stream, of the newest update', () => {
    const source = readPdf(file('x'));
    const { body, stream } = objectOf(source, 5);
    expect([body, source.text.slice(stream?.from, stream?.to)]).toEqual(['<</Length 3>>', 'q Q']);
    expect(objectOf(source, 3).stream).toBeNull();
    expect(source.root).toBe(2);
  });

  test.each([
    ['an empty file', Buffer.from('')],
    ['one that is cut short', file('x').subarray(0, 700)],
    [
      'one whose table lies',
      Buffer.from(
        file('x')
          .toString('latin1')
          .replace(/0000000009/, '0000000019'),
        'latin1',
      ),
    ],
  ])('refuses %s', (_, bytes) => {
    const all = () => {
      const source = readPdf(bytes);
      for (const number of source.places.keys()) objectOf(source, number);
    };
    expect(all).toThrow('PDF 结构与预期不符');
  });

  test('finds the value of a key, one or several', () => {
    expect(listOf('<</K [1 0 R <</X [2]>>] /P 3 0 R>>', 'K')).toBe('1 0 R <</X [2]>>');
    expect(listOf('<</K 8 0 R>>', 'K')).toBe('8 0 R');
    expect(listOf('<</P 8 0 R>>', 'K')).toBe('');
  });
});
