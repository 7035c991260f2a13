/** A scan of what the purchaser signed, as an attachment: with it an act of the purchaser is the purchaser's. */
import type { Attachment } from '../../src/records/record.ts';

/** @param takenAt ISO; nothing that was done later is proven by it */
export const signedScan = (takenAt: string): Attachment => ({
  sha256: 'a'.repeat(64),
  name: '签字页.pdf',
  type: 'application/pdf',
  size: 1000,
  subject: '采购人签字页',
  takenAt,
  proof: 'purchaser',
});
