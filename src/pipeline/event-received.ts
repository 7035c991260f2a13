/** When the purchaser received the document that is about one record: from then on what it says is what they vouched for. */
import { compareInstants, type InstantText } from '../contract/time.ts';
import { isVouched } from '../records/purchaser.ts';
import type { AnyRecord } from '../records/record.ts';
import type { SignoffRecord } from '../subjects/signing/kinds/signoff.ts';
import type { RecordStore } from '../workspace/store/record-store.ts';

/** Behind the id of an event, where a document of it does not tell of how it ended. */
const BEFORE_THE_END = /^-(?:c|x\d+)$/;

/** @returns null where nothing about it was received, or what was is void */
export async function eventReceivedAt(records: RecordStore, { id }: AnyRecord): Promise<InstantText | null> {
  const signed = (await records.list<SignoffRecord>('signoff')).records.filter(
    ({ period }) => period.startsWith(id) && !BEFORE_THE_END.test(period.slice(id.length)),
  );
  const keyOf = ({ obligation, period, revision }: SignoffRecord): string => `${obligation} ${period} ${revision}`;
  const gone = new Set(signed.filter(({ action }) => action === 'void').map(keyOf));
  const received = signed.filter((one) => one.action === 'receive' && isVouched(one, one.at) && !gone.has(keyOf(one)));
  return received.map(({ at }) => at).toSorted(compareInstants)[0] ?? null;
}
