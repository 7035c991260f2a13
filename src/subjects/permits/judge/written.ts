/** The written permit after an oral one (rule 7): due by the end of the next working day; only then late is it a breach. Pure. */
import { at, compareInstants, dateOf, type InstantText, toDate, toText } from '../../../contract/time.ts';
import type { PermitRecord } from '../kinds/permit.ts';

/** `pending`: not there yet and still in time; `overdue`: not there and past the deadline. */
export type WrittenState = 'not-needed' | 'in-time' | 'late' | 'pending' | 'overdue';

/** Last second of the next working day after the permission, or the earlier deadline that the permit itself sets. */
export function writtenDeadline(
  permit: Pick<PermitRecord, 'grantedAt' | 'writtenDue'>,
  isWorkingDay: (date: string) => boolean,
): InstantText {
  let day = toDate(dateOf(permit.grantedAt)).add({ days: 1 });
  while (!isWorkingDay(day.toString())) day = day.add({ days: 1 });
  const latest = toText(at(day, '23:59:59'));
  const own = permit.writtenDue;
  return own !== undefined && compareInstants(own, latest) < 0 ? own : latest;
}

/** State of the written permit at an instant; the deadline is inclusive. */
export function writtenStateOf(
  permit: Pick<PermitRecord, 'type' | 'grantedAt' | 'writtenDue' | 'writtenAt'>,
  asOf: InstantText,
  isWorkingDay: (date: string) => boolean,
): WrittenState {
  if (permit.type !== 'emergency') return 'not-needed';
  const deadline = writtenDeadline(permit, isWorkingDay);
  const there =
    permit.writtenAt !== undefined && compareInstants(permit.writtenAt, asOf) <= 0 ? permit.writtenAt : undefined;
  if (there !== undefined) return compareInstants(there, deadline) <= 0 ? 'in-time' : 'late';
  return compareInstants(asOf, deadline) <= 0 ? 'pending' : 'overdue';
}
