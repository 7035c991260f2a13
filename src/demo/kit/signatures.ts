/** The purchaser's signature on what the story tells of their acts: without it each of them is the supplier's word. Pure. */
import { sha256 } from '../../archive/digest.ts';
import { formatDateTime } from '../../contract/time.ts';
import { purchaserActTimes } from '../../records/purchaser.ts';
import type { AnyRecord, Attachment } from '../../records/record.ts';
import { later } from './times.ts';

/** Of an entry of the story. */
interface Told {
  kind: string;
  writtenAt: string;
  draft: Record<string, unknown>;
  files?: readonly Uint8Array[];
}

/** A sheet that was signed, with its bytes. */
export interface Sheet {
  attachment: Attachment;
  bytes: Uint8Array;
}

/**
 * The entry with a signed sheet of all that the purchaser did in it; itself where they did nothing.
 * @param before sheets of earlier versions of the record: they stay, and another is signed only for a later act
 * @returns sheets: all of this version
 */
export function signed<T extends Told>(entry: T, before: readonly Sheet[]): { entry: T; sheets: readonly Sheet[] } {
  const { kind, draft, files = [] } = entry;
  const record = { kind, at: entry.writtenAt, ...draft } as unknown as AnyRecord;
  const times = purchaserActTimes(record);
  if (times.length === 0) return { entry, sheets: before };
  const takenAt = times.reduce(later);
  const isSigned = before.some(({ attachment }) => later(attachment.takenAt, takenAt) === attachment.takenAt);
  const sheets = isSigned ? before : [...before, sheetOf(kind, draft, takenAt, before.length)];
  const attachments = [
    ...((draft['attachments'] as Attachment[] | undefined) ?? []),
    ...sheets.map(({ attachment }) => attachment),
  ];
  return {
    entry: { ...entry, draft: { ...draft, attachments }, files: [...files, ...sheets.map(({ bytes }) => bytes)] },
    sheets,
  };
}

function sheetOf(kind: string, draft: Told['draft'], takenAt: string, earlier: number): Sheet {
  const bytes = sheetPdf([
    '采购人签字页（演示数据）',
    '本页由演示生成，没有人在上面签过字，不能作为任何凭据。',
    `签认的时间：${formatDateTime(takenAt)}`,
    // A page that was signed for one thing proves no other: two acts of a minute have two pages.
    `所签内容的校验：${sha256(new TextEncoder().encode(JSON.stringify([kind, draft]))).slice(0, 16)}`,
  ]);
  const attachment: Attachment = {
    sha256: sha256(bytes),
    name: earlier === 0 ? '采购人签字页.pdf' : `采购人签字页（${earlier + 1}）.pdf`,
    type: 'application/pdf',
    size: bytes.byteLength,
    subject: '采购人签字页（演示数据）',
    takenAt,
    proof: 'purchaser',
  };
  return { attachment, bytes };
}

/** Millimetres of A4 in points, and where the first line stands. */
const PAGE = { width: 595, height: 842, left: 72, top: 740 };
const SIZE = 14;
const LEADING = 26;

/** @param lines from the top, of characters that UTF-16 writes as one unit each */
export function sheetPdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line) => `<${hexOf(line)}> Tj 0 -${LEADING} Td`).join('\n');
  const drawn = `BT /F ${SIZE} Tf ${PAGE.left} ${PAGE.top} Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>`,
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  return new TextEncoder().encode(fileOf(objects));
}

/** Numbered from 1, with the table of where each begins. */
function fileOf(objects: readonly string[]): string {
  let text = '%PDF-1.4\n';
  const begins = objects.map((body, n) => {
    const begin = text.length;
    text += `${n + 1} 0 obj\n${body}\nendobj\n`;
    return begin;
  });
  const size = objects.length + 1;
  const rows = begins.map((begin) => `${String(begin).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

const hexOf = (line: string): string =>
  [...line].map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
