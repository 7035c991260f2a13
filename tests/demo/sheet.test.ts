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

const entry = {
  ...{ kind: 'permit', writtenAt: '2026-03-20T12:00:00+08:00' },
  draft: { grantedBy: '采购人', grantedAt: '2026-03-20T11:00:00+08:00' },
};

test('an act of the purchaser comes with its sheet', () => {
  const { sheets, entry: own } = signed<typeof entry & { files?: readonly Uint8Array[] }>(entry, []);
  expect(own.files).toEqual([sheets[0]?.bytes]);
  const [{ attachment } = { attachment: undefined }] = sheets;
  expect(attachment).toMatchObject({ type: 'application/pdf', size: sheets[0]?.bytes.length, proof: 'purchaser' });
  expect(own.draft).toMatchObject({ attachments: [attachment] });
});

test('what was signed stays in later versions of its record, and a later act has another sheet', () => {
  const { sheets } = signed(entry, []);
  const written = { ...entry, draft: { ...entry.draft, number: '演示许〔2026〕1号' } };
  expect(signed(written, sheets).sheets).toEqual(sheets);
  const change = {
    kind: 'change',
    writtenAt: entry.writtenAt,
    draft: { agreedBy: '采购人', agreedAt: entry.writtenAt },
  };
  const agreed = signed(change, []).sheets;
  const confirmedAt = '2026-03-21T09:00:00+08:00';
  const confirmed = signed(
    { ...change, draft: { ...change.draft, confirmedBy: '采购人', confirmedAt } },
    agreed,
  ).sheets;
  expect(confirmed.map((one) => one.attachment.takenAt)).toEqual([entry.writtenAt, confirmedAt]);
  expect(new Set(confirmed.map((one) => one.attachment.name)).size).toBe(2);
});
