/**
 * Names of what went wrong, alike wherever it is judged: an exception of a clause and a charge that names the same event bear the same one,
 * so that no charge on clauses counts again what another charge of the scheme already names. Pure.
 */
import type { AttendanceSlot } from '../../subjects/attendance/judge/attendance.ts';
import type { LapsedShifts } from '../../subjects/attendance/judge/certificates.ts';
import type { AvailabilityFound } from '../../subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../subjects/deliveries/judge/deliveries.ts';
import type { Clock } from '../../subjects/incidents/judge/clock.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import type { KeptSet } from '../../subjects/recovery/judge/backup-kept.ts';
import type { OwedSets } from '../../subjects/recovery/judge/backup-owed.ts';
import type { ActivityState } from './activities.ts';

export type EventKey = string;

/** A clock of an incident beyond its limit. */
export const clockEvent = (incident: string, clock: Clock['id']): EventKey => `clock ${incident} ${clock}`;

/** An incident beyond a quota. */
export const quotaEvent = (quota: string, incident: string): EventKey => `quota ${quota} ${incident}`;

export const permitEvent = ({ operation: { record, from } }: Cover): EventKey => `operation ${record} ${from}`;

export const documentEvent = ({ obligation, occurrence }: Delivery): EventKey =>
  `document ${obligation.id} ${occurrence.period}`;

/** A period of an activity that is over without what was asked for: of a shift, of one of its objects, after one of its causes. */
export const activityEvent = ({ activity, ends, span, object, cause }: ActivityState): EventKey =>
  `activity ${activity.id} ${span?.from ?? ends} ${object ?? ''} ${cause ?? ''}`;

/** A set that was owed on a day. */
export const setEvent = ({ asset, asked, plan }: OwedSets, day: string): EventKey =>
  `set ${day} ${asset} ${asked?.id ?? plan}`;

/** The sets of an object of one day that did not last as long as they had to. */
export const keptEvent = ({ asked, asset, day }: KeptSet): EventKey => `kept ${asked.id} ${asset} ${day}`;

/** One person of a post. @param record empty: of whom nothing was written down */
export const attendanceEvent = ({ date, post, shift }: AttendanceSlot, record: string): EventKey =>
  `attendance ${date} ${post.id} ${shift ?? ''} ${record}`;

/** Shifts of a day at a post for which a certificate had run out. */
export const certificateEvent = ({ asked, day, post }: LapsedShifts): EventKey =>
  `certificate ${asked.id} ${day} ${post}`;

/** @param whole first and last day of the document, for what is judged over its whole interval */
export const availabilityEvent = (
  { targets, window }: AvailabilityFound,
  whole: { from: string; to: string },
): EventKey => {
  const { from, to } = window ?? whole;
  return `availability ${[...targets].sort().join()} ${from} ${to}`;
};
