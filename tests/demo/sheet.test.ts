/** The signed sheets of the demo are files that a reader opens, and say that nobody signed them. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { sheetPdf, signed } from '../../src/demo/kit/signatures.ts';

test('a sheet is one page that opens without repair, and the same lines are the same bytes', async () => {
  const lines = ['采购人签字页（演示数据）', '签认的时间：2026-03-20 12:00'];
  const bytes = sheetPdf(lines);
  const read = await PDFDocument.load(bytes, { throwOnInvalidObject: true });
  expect(read.getPageCount()).toBe(1);
  expect(sheetPdf(lines)).toEqual(bytes);
  const text = new TextDecoder().decode(bytes);
  // Each row of the table is where its object begins.
  for (const [n, row] of [...text.matchAll(/^(\d{10}) 00000 n $/gm)].entries())
    expect(text.slice(Number(row[1])).startsWith(`${n + 1} 0 obj`)).toBe(true);
});

test('an act of the purchaser comes with its sheet', () => {
  const entry = {
    ...{ kind: 'permit', writtenAt: '2026-03-20T12:00:00+08:00' },
    draft: { grantedBy: '采购人', grantedAt: '2026-03-20T11:00:00+08:00' },
  };
  const { files = [], draft } = signed<typeof entry & { files?: readonly Uint8Array[] }>(entry);
  const [bytes] = files;
  expect(draft).toMatchObject({ attachments: [{ type: 'application/pdf', size: bytes?.length, proof: 'purchaser' }] });
});
