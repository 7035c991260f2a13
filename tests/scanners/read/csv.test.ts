/** One reader for all that is comma-separated: what was written comes back, and what was damaged is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { csvTable, readCsv } from '../../../src/scanners/read/csv.ts';

const cell = fc.string({ unit: fc.constantFrom('a', '0', '"', ',', ';', '\t', '\n', '\r\n', ' ', '中', '=') });
const rows = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
const delimiter = fc.constantFrom(',', ';', '\t');
const end = fc.constantFrom('\n', '\r\n', '\r');

/** As Excel writes it, or with every cell in quotes. */
const written = (table: string[][], between: string, lineEnd: string, isQuoted: boolean): string =>
  table
    .map((row) =>
      row
        .map((text) => (isQuoted || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join(between),
    )
    .join(lineEnd);

const pieces = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));

const read = async (text: string, between: string, size = text.length || 1): Promise<string[][]> => {
  const found: string[][] = [];
  for await (const { cells } of readCsv(pieces(text, size), 'a.csv', between)) found.push(cells);
  return found;
};

it('gives back every row to the letter, wherever the text is cut into pieces', () =>
  fc.assert(
    fc.asyncProperty(rows, delimiter, end, fc.boolean(), fc.integer({ min: 1, max: 7 }), async (table, d, e, q, n) => {
      expect(await read(`${written(table, d, e, q)}${e}`, d, n)).toEqual(table);
    }),
  ));

it('reads nothing of a text in which one quotation mark is missing, too many or another sign', () =>
  fc.assert(
    fc.asyncProperty(
      fc.tuple(rows, delimiter, end, fc.boolean()).map(([table, d, e, q]) => [written(table, d, e, q), d] as const),
      fc.nat(),
      fc.constantFrom('', 'x', ',', '\n'),
      async ([text, d], at, instead) => {
        const quotes = [...text.matchAll(/"/g)].map(({ index }) => index);
        const place = at % (text.length + 1);
        const quote = quotes[at % quotes.length];
        const more = `${text.slice(0, place)}"${text.slice(place)}`;
        const damaged = quote === undefined ? [] : [`${text.slice(0, quote)}${instead}${text.slice(quote + 1)}`];
        for (const one of [more, ...damaged]) {
          const said = await read(one, d).catch((error: unknown) => error);
          expect(said).toBeInstanceOf(UserError);
          expect(String(said)).toMatch(/a\.csv[\s\S]*第 \d+ 行[\s\S]*应为/);
        }
      },
    ),
  ));

describe('a table with a header', () => {
  const take = (text: string) =>
    [...csvTable(text, 'a.csv', '清单', ['a', 'b'])].map(({ line, cell: of }) => [line, of('a'), of('b')]);

  it('is read by the names of its columns; codes stay text, empty rows and commas behind the last cell say nothing', () => {
    expect(take('\n b ,c,a\n1.10,"x\ny",0080\n,,\n\n2,,3,,\n')).toEqual([
      [3, '0080', '1.10'],
      [7, '3', '2'],
    ]);
  });

  it.each([
    ['', /没有内容/],
    ['a,c\n1,2\n', /第 1 行（表头）[\s\S]*没有“b”列/],
    ['a,b,a\n1,2,3\n', /有几个“a”列/],
    ['a,b\n1,2\n3\n', /第 3 行[\s\S]*1 列[\s\S]*2 列[\s\S]*不完整/],
    ['a,b\n1,2,3\n', /第 2 行[\s\S]*3 列[\s\S]*2 列/],
  ])('is refused with file, line, found and expected: %j', (text, says) => {
    expect(() => take(text)).toThrow(UserError);
    expect(() => take(text)).toThrow(says);
  });
});
