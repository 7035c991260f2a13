/** Times that cannot be: entered before they happened, one person in two places, work by somebody absent. Pure. */
import { compareRecordIds } from '../../contract/record-id.ts';
import { compareInstants, dateOf, formatDateTime, type InstantText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { type Operation, operationsOf } from '../../subjects/permits/judge/operations.ts';
import type { ServiceOrderRecord } from '../../subjects/requests/kinds/service-order.ts';
import type { PrecheckLine } from './line.ts';

export function impossibleTimes(records: readonly AnyRecord[]): PrecheckLine[] {
  return [...enteredTooEarly(records), ...twoPlacesAtOnce(records), ...workWhileAbsent(records)];
}

/** What was entered after the moment of a document is no input of it, so that only the record's own times can disagree. */
function enteredTooEarly(records: readonly AnyRecord[]): PrecheckLine[] {
  return records
    .filter(({ at, enteredAt }) => compareInstants(at, enteredAt) > 0)
    .map(({ id, at, enteredAt }) =>
      line([id], `${id} 的时间 ${formatDateTime(at)} 晚于录入时间 ${formatDateTime(enteredAt)}`),
    );
}

/** Visits of one engineer to different places that overlap. */
function twoPlacesAtOnce(records: readonly AnyRecord[]): PrecheckLine[] {
  const visits = records
    .filter(
      (one): one is ServiceOrderRecord =>
        one.kind === 'service-order' && (one as ServiceOrderRecord).leftAt !== undefined,
    )
    .sort((a, b) => compareInstants(a.arrivedAt, b.arrivedAt) || compareRecordIds(a.id, b.id));
  return visits.flatMap((visit, i) =>
    visits
      .slice(i + 1)
      .filter((other) => other.engineer === visit.engineer && other.place !== visit.place)
      .filter((other) => compareInstants(other.arrivedAt, visit.leftAt ?? visit.arrivedAt) < 0)
      .map((other) =>
        line(
          [visit.id, other.id],
          `同一服务人员 ${formatDateTime(other.arrivedAt)} 到${other.place}时尚未离开${visit.place}（${visit.id}、${other.id}）`,
        ),
      ),
  );
}

/** Operations and visits by a person whom the duty record of that day calls absent or on leave; of each line the work and the duty record. */
export function workWhileAbsent(records: readonly AnyRecord[]): PrecheckLine[] {
  const absences = records
    .filter((one): one is DutyRecord => one.kind === 'duty')
    .filter((duty) => duty.state === 'absent' || duty.state === 'leave');
  const work = [
    ...operationsOf(records)
      .filter((one) => one.operation !== null)
      .map(workOf),
    ...records.filter((one) => one.kind === 'service-order').map(visitOf),
  ];
  return absences.flatMap((duty) =>
    work
      .filter((one) => one.person === duty.person && dateOf(one.at) === duty.date)
      .map((one) =>
        line(
          [one.record, duty.id],
          `${duty.date} ${duty.state === 'leave' ? '请假' : '缺勤'}（${duty.id}），却有 ${formatDateTime(one.at)} 的工作（${one.record}）`,
        ),
      ),
  );
}

interface Work {
  record: string;
  person: string | null;
  at: InstantText;
}

const workOf = ({ record, person, from }: Operation): Work => ({ record, person, at: from });
const visitOf = (record: AnyRecord): Work => {
  const { id, engineer, arrivedAt } = record as ServiceOrderRecord;
  return { record: id, person: engineer, at: arrivedAt };
};

const line = (records: string[], text: string): PrecheckLine => ({ rule: 'impossible-time', records, text });
