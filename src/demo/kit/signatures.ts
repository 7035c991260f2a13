/** The purchaser's signature on what the story tells of their acts: without it each of them is the supplier's word. Pure. */
import { sha256 } from '../../archive/digest.ts';
import { formatDateTime } from '../../contract/time.ts';
import { purchaserActTimes } from '../../records/purchaser.ts';
import type { AnyRecord, Attachment } from '../../records/record.ts';
import { sheetPdf } from './sheet.ts';
import { later } from './times.ts';

/** Of an entry of the story. */
interface Told {
  kind: string;
  writtenAt: string;
  draft: Record<string, unknown>;
  files?: readonly Uint8Array[];
}

/** The entry with a signed sheet of all that the purchaser did in it; itself where they did nothing. */
export function signed<T extends Told>(entry: T): T {
  const { kind, draft, files = [] } = entry;
  const record = { kind, at: entry.writtenAt, ...draft } as unknown as AnyRecord;
  const times = purchaserActTimes(record);
  if (times.length === 0) return entry;
  const takenAt = times.reduce(later);
  const bytes = sheetPdf([
    '采购人签字页（演示数据）',
    '本页由演示生成，没有人在上面签过字，不能作为任何凭据。',
    `签认的时间：${formatDateTime(takenAt)}`,
  ]);
  const sheet: Attachment = {
    sha256: sha256(bytes),
    name: '采购人签字页.pdf',
    type: 'application/pdf',
    size: bytes.byteLength,
    subject: '采购人签字页（演示数据）',
    takenAt,
    proof: 'purchaser',
  };
  const attachments = [...((draft['attachments'] as Attachment[] | undefined) ?? []), sheet];
  return { ...entry, draft: { ...draft, attachments }, files: [...files, bytes] };
}
