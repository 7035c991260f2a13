/** The confirmations of inspection logs: what people saw and did of a day, for whoever judges it. */
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { idsEverOf } from '../../src/contract/terms/units.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { INSPECTION_LOG } from '../../src/subjects/deliveries/judge/observed.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';

/** true for the confirmation of an inspection log, which holds 处理措施 and manual results. */
export function confirmsInspection(record: AnyRecord, { obligations }: Pick<ContractBundle, 'obligations'>): boolean {
  const { action, obligation } = record as SignoffRecord;
  return (
    record.kind === 'signoff' && action === 'confirm' && idsEverOf(obligations, INSPECTION_LOG).includes(obligation)
  );
}
