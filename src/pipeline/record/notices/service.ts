/** A record of a day outside the service period is kept, but no document ever reads it: the person must be told. */

import { parseRecordId } from '../../../contract/record-id.ts';
import { isOfService } from '../../../records/of-service.ts';
import type { AnyRecord } from '../../../records/record.ts';
import { idDate } from '../../../workspace/store/record-file.ts';
import type { Session } from '../../session.ts';

/** One notice for a record that was edited to another day than its id bears: it stays where it is, and is read there. */
export function otherDay(record: AnyRecord): string[] {
  const day = idDate(record);
  const filed = parseRecordId(record.id)?.date;
  if (filed === undefined || filed === day) return [];
  return [`${record.id} 的日期改为 ${day}，但编号不变：各期文档仍按编号的日期 ${filed} 取用它`];
}

/**
 * One notice for a record that nothing will show; none for others.
 * @param atDesk who reads it knows no files; without it by where the record was entered
 */
export function outsideService(
  { workspace }: Session,
  record: AnyRecord,
  atDesk = record.enteredBy !== undefined && record.enteredBy.channel !== 'terminal',
): string[] {
  const { servicePeriod } = workspace.contract.contract;
  const day = idDate(record);
  if (isOfService(record.kind, day, servicePeriod)) return [];
  const when = day < servicePeriod.from ? '早于服务期' : '晚于服务期';
  const service = `${servicePeriod.from} 至 ${servicePeriod.to}`;
  const mended = atDesk ? '请维护合同数据的人改正' : '改正 contract/contract.yaml 的 servicePeriod';
  return [
    `${record.id} 的日期 ${day} ${when}（${service}）：任何文档都不会用到它；` +
      `时间写错的，按正确的时间登记；服务期有误的，${mended}`,
  ];
}
