/** Records of this service, as the documents of it count them: a permit of before it may hold in it. Pure. */
import { dayOfRecordId } from '../../contract/record-id.ts';
import { isOfService } from '../../records/of-service.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { recordsOf, type SiteFacts } from './facts.ts';

type Facts = Pick<SiteFacts, 'contract' | 'records'>;

export const ofService = <T extends AnyRecord>(facts: Facts, kind: RecordKind<T>): T[] =>
  recordsOf(facts, kind).filter((one) => isServices(facts, one));

export const isServices = ({ contract }: Pick<Facts, 'contract'>, { kind, id }: AnyRecord): boolean =>
  isOfService(kind, dayOfRecordId(id), contract.contract.servicePeriod);
