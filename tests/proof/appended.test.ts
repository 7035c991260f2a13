/** What was appended to an issued PDF: a signature and nothing else, or something else, which is named. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Appended, judgeAppended } from '../../src/proof/pdf/appended.ts';
import { bodyOf, pagesIn } from '../../src/proof/pdf/read.ts';
import { finishPdf } from '../../src/render/pdf/finish.ts';
import { readPdf, TOOLS } from '../../src/render/pdf/read.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { packedStream, printedPdf } from '../render/_plain-pdf.ts';
import { appendUpdate, type Listing, type SignOptions, sealed, sealedByLibrary } from './_signed.ts';

const issued = (await finishPdf(printedPdf(), inspectionLog(), 'A')).pdf;

const judge = (bytes: Uint8Array, of = issued): Appended => judgeAppended(bytes, of.length, TOOLS);
const other = (bytes: Uint8Array, of = issued): string => {
  const found = judge(bytes, of);
  return found.is === 'other' ? found.what : JSON.stringify(found);
};

describe('a signature and nothing else', () => {
  test.each<Listing>(['table', 'stream'])('is told, with the page that shows it, listed by a %s', (listing) => {
    expect(judge(sealed(issued, { listing }))).toEqual({ is: 'signature', count: 1, pages: [1], properties: false });
    expect(judge(sealed(issued, { listing, on: 1 }))).toMatchObject({ pages: [2] });
  });

  test('is told of one that is not to be seen', () => {
    expect(judge(sealed(issued, { rect: '[0 0 0 0]' }))).toMatchObject({ is: 'signature', pages: [] });
  });

  test('is told of what a library wrote', async () => {
    expect(judge(await sealedByLibrary(issued))).toEqual({ is: 'signature', count: 1, pages: [1], properties: false });
  });

  test('is told of documents that were issued before their objects were packed', async () => {
    const old = printedPdf();
    expect(judge(sealed(old), old)).toMatchObject({ is: 'signature', count: 1 });
    expect(judge(await sealedByLibrary(old), old)).toMatchObject({ is: 'signature', count: 1 });
  });

  test('may be one after the other', () => {
    const once = sealed(issued);
    const source = readPdf(once);
    const [form = ''] = /\/AcroForm (\d+)/.exec(bodyOf(source, source.root))?.slice(1) ?? [];
    const page = pagesIn(source)[1] as number;
    const first = source.size;
    const twice = appendUpdate(
      once,
      new Map([
        [Number(form), bodyOf(source, Number(form)).replace(']', ` ${first} 0 R]`)],
        [page, bodyOf(source, page).replace(/>>$/, `/Annots[${first} 0 R]>>`)],
        [first, `<</Type/Annot/Subtype/Widget/FT/Sig/V ${first + 1} 0 R/Rect[1 1 90 90]>>`],
        [first + 1, `<</Type/Sig/ByteRange[0 ${once.length} ${once.length + 9} 9]/Contents(x)>>`],
      ]),
    );
    expect(judge(twice)).toEqual({ is: 'signature', count: 2, pages: [1, 2], properties: false });
  });

  test('may come with the time and the program in the properties', () => {
    const source = readPdf(issued);
    const [info] = [...source.infos] as [number];
    const body = bodyOf(source, info).replace(/\/ModDate \([^)]*\)/, "/ModDate (D:20300101000000+08'00')");
    const more = (): [number, string][] => [[info, body.replace(/\/Producer <\w+>/, '/Producer (Signer)')]];
    expect(judge(sealed(issued, { more }))).toMatchObject({ is: 'signature', properties: true });
    const xmp = Number(/\/Metadata (\d+)/.exec(bodyOf(source, source.root))?.[1]);
    const written = (): [number, Buffer][] => [[xmp, packedStream('<x/>', '/Type/Metadata/Subtype/XML')]];
    expect(judge(sealed(issued, { more: written }))).toMatchObject({ is: 'signature', properties: true });
  });

  test('may bring pictures, fonts, certificates and a lock', () => {
    const more = (first: number): [number, string][] => [
      [first, '<</Type/DSS/Certs[]>>'],
      [first + 1, '<</Type/XObject/Subtype/Form/Length 0>>\nstream\n\nendstream'],
    ];
    const first = readPdf(issued).size + 3;
    const options = { more, catalog: `/DSS ${first} 0 R/Perms<<>>`, field: `/AP<</N ${first + 1} 0 R>>/Lock<<>>` };
    expect(judge(sealed(issued, options))).toMatchObject({ is: 'signature' });
  });
});

describe('anything else is named', () => {
  test.each<[string, SignOptions, string]>([
    [
      'a page of other content',
      { page: (body) => body.replace(/\/Contents \[[^\]]*\]/, '/Contents []') },
      '改动了页面（/Contents）',
    ],
    ['a page of other size', { page: (body) => body.replace('595', '300') }, '改动了页面（/MediaBox）'],
    [
      'a script that runs on opening',
      { catalog: '/OpenAction<</S/JavaScript/JS(x)>>' },
      '改动了文档目录（/OpenAction）',
    ],
    ['a file that is attached', { catalog: '/Names<</EmbeddedFiles<<>>>>' }, '改动了文档目录（/Names）'],
    ['a form besides the signature', { form: '/XFA(x)' }, '加入了签名域以外的表单内容（/XFA）'],
    ['a field that acts', { field: '/AA<</E<</S/JavaScript>>>>' }, '签名域带有动作（/AA）'],
    ['a field without a signature', { signature: '' }, '只有空白的签名域，没有签名'],
    ['a signature over something else', { range: '[0 100 200 5]' }, '签名没有覆盖签发的内容'],
    ['a signature of no range', { range: '[]' }, '签名不完整'],
    ['a text field', { field: '/FT/Tx' }, '追加的内容不完整，或不能识别'],
  ])('%s', (_, options, what) => expect(other(sealed(issued, options))).toBe(what));

  test('a note beside the seal', () => {
    const source = readPdf(issued);
    const note = source.size + 3;
    const more = (): [number, string][] => [[note, '<</Type/Annot/Subtype/Square/Rect[0 0 9 9]>>']];
    const page = (body: string) => body.replace(/\/Annots\[([^\]]*)\]/, `/Annots[$1 ${note} 0 R]`);
    expect(other(sealed(issued, { more, page }))).toBe('在页面上加入了签名以外的批注');
  });

  test('content, fonts, tags and other objects that were written anew, in whatever way it is hidden', () => {
    const source = readPdf(issued);
    const [page] = pagesIn(source) as [number];
    const [, content] = [...bodyOf(source, page).matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
    for (const number of [...source.places.keys()]) {
      if (number === source.root || pagesIn(source).includes(number)) continue;
      const body = number === content ? packedStream('other') : '<</Type /Other>>';
      expect(other(sealed(issued, { more: () => [[number, body]] })), `object ${number}`).not.toContain('signature');
      expect(other(sealed(issued, { more: () => [[number, null]] })), `object ${number}`).not.toContain('signature');
    }
  });

  test('an update without any signature', () => {
    const source = readPdf(issued);
    const [page] = pagesIn(source) as [number];
    expect(other(appendUpdate(issued, new Map([[page, bodyOf(source, page)]])))).toBe('没有签名域');
  });

  test('bytes that are no update', () => {
    expect(other(Buffer.concat([issued, Buffer.from('x')]))).toBe('追加的内容不完整，或不能识别');
    expect(other(Buffer.concat([issued, issued]))).toMatch(/没有接在签发的内容之后|不能识别/);
    expect(other(sealed(issued).subarray(0, -20))).toBe('追加的内容不完整，或不能识别');
  });

  test('an update that leads past what was issued', () => {
    const whole = sealed(issued).toString('latin1');
    const [last] = readPdf(issued).tables;
    const astray = Buffer.from(whole.replace(`/Prev ${last}`, '/Prev 0'.padEnd(`/Prev ${last}`.length)), 'latin1');
    expect(judge(astray).is).toBe('other');
  });

  test('what would not end, or not fit', () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const at = issued.length + 1;
    const head = `9 0 obj\n<</Type/XRef/W[1 4 1]/Size 9/Root 1 0 R/Filter/FlateDecode/Length ${bomb.length}>>\nstream\n`;
    const end = `\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`;
    const packed = Buffer.concat([issued, Buffer.from(`\n${head}`), bomb, Buffer.from(end)]);
    const unnumbered = 'xref\n0 999999999\ntrailer\n<</Root 1 0 R>>\n';
    const wide =
      '9 0 obj\n<</Type/XRef/W[1 999999999999 1]/Size 9/Root 1 0 R/Length 9>>\nstream\n123456789\nendstream\nendobj\n';
    const around = `xref\ntrailer\n<</Root 1 0 R/Prev ${at}>>\n`;
    const texts = [unnumbered, wide, around].map((text) =>
      Buffer.concat([issued, Buffer.from(`\n${text}startxref\n${at}\n%%EOF\n`)]),
    );
    for (const bytes of [packed, ...texts]) expect(other(bytes)).toBe('追加的内容不完整，或不能识别');
  });

  test('whatever is changed in the update, nothing is thrown', () => {
    const whole = sealed(issued);
    fc.assert(
      fc.property(
        fc.integer({ min: issued.length, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, byte) => {
          const bytes = Buffer.from(whole);
          bytes[at] = byte;
          expect(['signature', 'other']).toContain(judge(bytes).is);
        },
      ),
      { numRuns: 200, seed: 17 },
    );
  });
});
