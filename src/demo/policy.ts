/** What is confirmed, issued, handed over, signed for and sent back at a moment of the story. Pure. */

import { CLOSING_REASON } from '../contract/calendar/closing.ts';
import { dueAt } from '../pipeline/issue/issue.ts';
import type { IssueOrder } from '../pipeline/issue/make.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { isToClose, type PlannedOccurrence, revisionReason } from '../pipeline/plan/planned.ts';
import { confirmDraft } from '../pipeline/signoff/confirm.ts';
import type { Measure } from '../subjects/signing/kinds/signoff.ts';
import { handedOver, isDaily, isSheet, keyOf, type Signed, type SignoffDraft } from './hand-over.ts';
import { people } from './kit/people.ts';
import { random } from './kit/random.ts';
import { dayOf, isBefore, later, plusMinutes, t } from './kit/times.ts';
import type { Moment } from './moments.ts';
import { atDaysEnd, corrections, holdOf, isAutomatic, plannedDays } from './policy-data.ts';
import { residentOf } from './topics/duty.ts';
import { MORNING_ROUND, manualResults } from './topics/inspections.ts';
import type { Year } from './year.ts';

/** @param plan as of the moment, with the records that are about to be written */
export function signoffsAt(plan: Plan, moment: Moment, year: Year): Signed {
  const signed: Signed = { drafts: [], files: [] };
  for (const item of plan.items) {
    if (shouldConfirm(item, moment, year)) signed.drafts.push(confirmation(item, moment.at, year));
    else if (moment.kinds.includes('morning')) addTo(signed, handedOver(item, moment.at, year));
  }
  return signed;
}

function addTo(signed: Signed, more: Signed): void {
  signed.drafts.push(...more.drafts);
  signed.files.push(...more.files);
}

/** Orders of a moment from the plan that knows its confirmations: what is confirmed, and what is due unconfirmed. */
export function ordersAt(plan: Plan, moment: Moment): IssueOrder[] {
  const due = new Set(dueAt(plan, moment.at));
  return plan.items.flatMap((planned): IssueOrder[] => {
    const { state, confirmed, issued } = planned;
    const open = issued !== null || state === 'due' || state === 'overdue';
    const hold = holdOf(planned.obligation.id, planned.occurrence.period);
    if (hold !== undefined && isBefore(moment.at, hold.until)) return [];
    if (isToClose(planned, moment.at)) return [{ planned, now: moment.at, closing: true, reason: CLOSING_REASON }];
    if (!(confirmed && open) && !due.has(planned)) return [];
    const reason = revisionReason(planned) ?? correctionOf(planned)?.reason ?? hold?.reason ?? lateReasonOf(planned);
    return [{ planned, now: moment.at, ...(reason === undefined ? {} : { reason }) }];
  });
}

/** A fault that nobody wrote down in the night: its reports are owed as one. */
const lateReasonOf = ({ issued, occurrence }: PlannedOccurrence): string | undefined =>
  issued === null && occurrence.part?.combines !== undefined ? '夜间由值班工程师处置，次日上班后登记' : undefined;

const correctionOf = (item: PlannedOccurrence) =>
  item.issued === null
    ? undefined
    : corrections.find((one) => one.obligation === item.obligation.id && one.period === item.occurrence.period);

function shouldConfirm(item: PlannedOccurrence, moment: Moment, year: Year): boolean {
  if (item.confirmed || !item.hasEvidence) return false;
  const morning = moment.kinds.includes('morning');
  if (item.issued !== null) {
    if (!morning) return false;
    const { returned } = item.delivery;
    if (returned !== null) return dayOf(returned.at) < dayOf(moment.at);
    const correction = correctionOf(item);
    return correction !== undefined && item.issued.manifest.revision === 1 && correction.on <= dayOf(moment.at);
  }
  if (item.state !== 'due' && item.state !== 'overdue') return false;
  if (isSheet(item)) return morning;
  const { id } = item.obligation;
  const hold = holdOf(id, item.occurrence.period);
  if (hold !== undefined) return hold.unconfirmed !== true && !isBefore(moment.at, hold.until);
  if (isAutomatic(id, item.occurrence.period)) return false;
  const planned = plannedDays[id];
  if (planned !== undefined) return isPlanned(id, moment) && dayOf(moment.at) >= planned;
  switch (item.obligation.every?.unit) {
    case 'day':
      return morning && (id !== 'daily-maintenance' || item.occurrence.to < dayOf(moment.at));
    case 'event':
      return eventIsWritten(item, moment, year);
    default:
      return moment.kinds.includes('close');
  }
}

/** Written in the morning; what tells of the whole day at its end. */
const isPlanned = (id: string, { kinds }: Moment): boolean => kinds.includes(atDaysEnd.has(id) ? 'close' : 'morning');

/** Reports of a fault are written when it has ended; those that can wait until the next working morning do. */
function eventIsWritten(item: PlannedOccurrence, moment: Moment, year: Year): boolean {
  if (moment.kinds.includes('morning')) return true;
  if (!moment.kinds.includes('event')) return false;
  const next = t(year.context.workingDayAfter(dayOf(moment.at), 1), '09:50');
  const { dueAt: limit } = item.occurrence;
  const waits = limit === null || !isBefore(limit, next);
  return !waits || ['incident-analysis', 'major-incident'].includes(item.obligation.id);
}

/** 处理措施 of the day; the first revision of a log that was corrected did not know the cause yet. */
function measuresOf(item: PlannedOccurrence, year: Year): Measure[] {
  const measures = year.inspections.get(item.occurrence.period)?.measures ?? [];
  const { id } = item.obligation;
  const { period } = item.occurrence;
  const isCorrected = corrections.some((one) => one.obligation === id && one.period === period);
  if (!isCorrected || item.issued !== null) return measures;
  return measures.map((one) => (one.check === 'desk-sign-data' ? { ...one, action: '22 号：离线，原因待查' } : one));
}

const manualOf = (day: string, { checkers, context }: Year) =>
  manualResults(day, context.contract, { by: checkers.get(day) ?? residentOf(day), from: MORNING_ROUND.from });

/** Who confirms: the engineer on the spot, reviewed by the manager; what is signed in full by the manager too. */
function confirmation(item: PlannedOccurrence, at: string, year: Year): SignoffDraft {
  const day = item.occurrence.period;
  const log = item.obligation.id === 'inspection-log';
  // What was looked at by hand stays in a corrected log.
  const ownDay = log && (day === dayOf(at) || item.issued !== null) && year.context.isWorkingDay(day);
  const confirmedAt = plusMinutes(at, -random(`confirm/${keyOf(item)}`).int(2, 14));
  return {
    ...confirmDraft(item, {
      person: residentOf(dayOf(at)),
      reviewer: isDaily(item) ? people.resident2 : people.manager,
      now: at,
      ...(log ? { measures: measuresOf(item, year) } : {}),
      ...(ownDay ? { manual: manualOf(day, year) } : {}),
    }),
    at: later(confirmedAt, item.occurrence.issueFrom ?? confirmedAt),
    simulated: true,
  };
}
