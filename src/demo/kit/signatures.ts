/** The purchaser's signature on what the story tells of their acts: without it each of them is the supplier's word. Pure. */
import { sha256 } from '../../archive/digest.ts';
import { purchaserActTimes } from '../../records/purchaser.ts';
import type { AnyRecord, Attachment } from '../../records/record.ts';
import { later } from './times.ts';

/** Of an entry of the story. */
interface Told {
  kind: string;
  writtenAt: string;
  key?: string;
  draft: Record<string, unknown>;
  files?: readonly Uint8Array[];
}

/** The entry with a signed sheet of all that the purchaser did in it; itself where they did nothing. */
export function signed<T extends Told>(entry: T): T {
  const { kind, draft, key = '', files = [] } = entry;
  const record = { kind, at: entry.writtenAt, ...draft } as unknown as AnyRecord;
  const times = purchaserActTimes(record);
  if (times.length === 0) return entry;
  const takenAt = times.reduce(later);
  const bytes = new TextEncoder().encode(`%PDF-1.4\n% 演示数据 ${kind} ${key} ${takenAt}\n`);
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
