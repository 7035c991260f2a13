/** Arrivals for which nobody signed: no visit with a user's signature and no duty sign-in of that time. Pure. */
import { compareInstants, dateOf, formatDateTime, type InstantText, secondsBetween } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { ServiceOrderRecord } from '../../subjects/requests/kinds/service-order.ts';
import type { PrecheckLine } from './line.ts';

/** A service order is of an arrival when both times are this close, or when it names the record. Seconds. */
const CLOSE = 30 * 60;

export function arrivalsWithoutSignIn(records: readonly AnyRecord[]): PrecheckLine[] {
  const orders = records.filter((one): one is ServiceOrderRecord => one.kind === 'service-order');
  const duties = records.filter((one): one is DutyRecord => one.kind === 'duty');
  return records.flatMap((record) => {
    const arrivedAt = arrivalOf(record);
    if (arrivedAt === undefined) return [];
    if (orders.some((order) => provesArrival(order, record.id, arrivedAt))) return [];
    if (duties.some((duty) => wasThere(duty, arrivedAt))) return [];
    return [
      {
        rule: 'no-sign-in' as const,
        records: [record.id],
        text: `${record.id} 的到场时间 ${formatDateTime(arrivedAt)} 没有服务单签字，也没有在岗签到`,
      },
    ];
  });
}

function arrivalOf(record: AnyRecord): InstantText | undefined {
  if (record.kind === 'incident') {
    const { arrivedAt, residentOnSpot, respondedAt } = record as IncidentRecord;
    // 响应即到场: who was on the spot must have signed in there.
    return arrivedAt ?? (residentOnSpot ? respondedAt : undefined);
  }
  return record.kind === 'device-repair' ? (record as DeviceRepairRecord).arrivedAt : undefined;
}

function provesArrival(order: ServiceOrderRecord, record: string, arrivedAt: InstantText): boolean {
  if (order.signedBy === undefined) return false;
  const named = order.incident === record || order.repair === record;
  const sameDay = dateOf(order.arrivedAt) === dateOf(arrivedAt);
  return sameDay && (named || Math.abs(secondsBetween(order.arrivedAt, arrivedAt)) <= CLOSE);
}

/** Signed in by then and not out again; without a sign-out, for the rest of that day. */
function wasThere(duty: DutyRecord, at: InstantText): boolean {
  const { signedInAt, signedOutAt } = duty;
  if (signedInAt === undefined || compareInstants(signedInAt, at) > 0) return false;
  return signedOutAt === undefined ? dateOf(signedInAt) === dateOf(at) : compareInstants(at, signedOutAt) <= 0;
}
