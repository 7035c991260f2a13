/** What is confirmed, issued, handed over, signed for and sent back at a moment of the story. Pure. */
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { Draft } from '../../workspace/change.ts';
import { deliveryDraft } from '../delivery.ts';
import { dueAt } from '../issue.ts';
import type { IssueOrder } from '../make-document.ts';
import { type Plan, type PlannedOccurrence, revisionReason } from '../plan.ts';
import { confirmDraft } from '../signoff.ts';
import { residentOf } from './duty.ts';
import { drop } from './incidents.ts';
import { manualResults } from './inspections.ts';
import type { Moment } from './moments.ts';
import { people } from './people.ts';
import { photo } from './pictures.ts';
import { corrections, holdOf, isAutomatic, plannedDays, type Return, returns } from './policy-data.ts';
import { random } from './random.ts';
import { dayOf, isBefore, later, plusMinutes, t } from './times.ts';
import type { Year } from './year.ts';

export type SignoffDraft = Draft<SignoffRecord>;

/** The signoffs of a moment with the originals that go with them. */
export interface Signed {
  drafts: SignoffDraft[];
  files: Uint8Array[];
}

const keyOf = (item: PlannedOccurrence): string => `${item.obligation.id} ${item.occurrence.period}`;
const isDaily = (item: PlannedOccurrence): boolean => item.obligation.cadence === 'day';

/** @param plan as of the moment, with the records that are about to be written */
export function signoffsAt(plan: Plan, moment: Moment, year: Year): Signed {
  const signed: Signed = { drafts: [], files: [] };
  for (const item of plan.items) {
    if (shouldConfirm(item, moment, year)) signed.drafts.push(confirmation(item, moment.at, year));
    else if (moment.kinds.includes('morning') && item.issued !== null) handOver(item, moment.at, year, signed);
  }
  return signed;
}

/** Orders of a moment from the plan that knows its confirmations: what is confirmed, and what is due unconfirmed. */
export function ordersAt(plan: Plan, moment: Moment): IssueOrder[] {
  const due = new Set(dueAt(plan, moment.at));
  return plan.items.flatMap((planned): IssueOrder[] => {
    const { state, confirmed, issued } = planned;
    const open = issued !== null || state === 'due' || state === 'overdue';
    const hold = holdOf(planned.obligation.id, planned.occurrence.period);
    if (hold !== undefined && isBefore(moment.at, hold.until)) return [];
    if (!(confirmed && open) && !due.has(planned)) return [];
    const reason = revisionReason(planned) ?? correctionOf(planned)?.reason ?? hold?.reason;
    return [{ planned, now: moment.at, ...(reason === undefined ? {} : { reason }) }];
  });
}

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
  const { id } = item.obligation;
  const hold = holdOf(id, item.occurrence.period);
  if (hold !== undefined) return hold.unconfirmed !== true && !isBefore(moment.at, hold.until);
  if (isAutomatic(id, item.occurrence.period)) return false;
  const planned = plannedDays[id];
  if (planned !== undefined) return morning && dayOf(moment.at) >= planned;
  switch (item.obligation.cadence) {
    case 'day':
      return morning && (id !== 'daily-maintenance' || item.occurrence.to < dayOf(moment.at));
    case 'event':
      return eventIsWritten(item, moment, year);
    default:
      return moment.kinds.includes('close');
  }
}

/** Reports of a fault are written when it has ended; those that can wait until the next working morning do. */
function eventIsWritten(item: PlannedOccurrence, moment: Moment, year: Year): boolean {
  if (moment.kinds.includes('morning')) return true;
  if (!moment.kinds.includes('event')) return false;
  const next = t(year.context.workingDayAfter(dayOf(moment.at), 1), '09:50');
  const { dueAt: limit } = item.occurrence;
  const waits = limit === null || !isBefore(limit, next);
  return !waits || ['incident-analysis', 'major-incident'].includes(item.obligation.id);
}

/** Who confirms: the engineer on the spot, reviewed by the manager; what is signed in full by the manager too. */
function confirmation(item: PlannedOccurrence, at: string, year: Year): SignoffDraft {
  const day = item.occurrence.period;
  const log = item.obligation.id === 'inspection-log';
  const ownDay = log && day === dayOf(at) && year.context.isWorkingDay(day);
  const confirmedAt = plusMinutes(at, -random(`confirm/${keyOf(item)}`).int(2, 14));
  return {
    ...confirmDraft(item, {
      person: isDaily(item) ? residentOf(dayOf(at)) : people.resident,
      reviewer: isDaily(item) ? people.resident2 : people.manager,
      now: at,
      ...(log ? { measures: year.inspections.get(day)?.measures ?? [] } : {}),
      ...(ownDay ? { manual: manualResults(day, year.context.contract) } : {}),
    }),
    at: later(confirmedAt, item.occurrence.issueFrom ?? confirmedAt),
    simulated: true,
  };
}

/** 送达, 签收, 退回 of one document, as far as they are due this morning. */
function handOver(item: PlannedOccurrence, now: string, year: Year, signed: Signed): void {
  const { delivered, received, returned } = item.delivery;
  if (received !== null || returned !== null || item.issued === null) return;
  const issuedAt = item.issued.manifest.times.issued;
  const chance = random(`hand/${keyOf(item)}/${item.issued.manifest.revision}`);
  const add = (
    action: 'deliver' | 'receive' | 'return',
    person: string,
    at: string,
    more: { via?: string; reason?: string } = {},
  ) => signed.drafts.push({ ...deliveryDraft(item, { action, person, now, ...more }, at, []), simulated: true });
  if (isDaily(item)) {
    // Signed for once a month on the 月度交付签收单, on the second working day of the next month.
    if (!isSheetDay(now, year) || issuedAt.slice(0, 7) >= now.slice(0, 7)) return;
    add('deliver', people.resident, plusMinutes(now, -25), { via: '随月度交付签收单递交' });
    add('receive', people.clerk, plusMinutes(now, -10), { via: '月度交付签收单' });
    return;
  }
  if (delivered === null) {
    const urgent = item.obligation.id === 'major-incident';
    const prompt = plusMinutes(issuedAt, urgent ? chance.int(4, 12) : chance.int(20, 70));
    const at =
      isBefore(prompt, now) && chance.chance(0.94)
        ? prompt
        : later(plusMinutes(now, -chance.int(6, 18)), plusMinutes(issuedAt, 1));
    if (isBefore(now, at)) return;
    add('deliver', people.resident, at, {
      via: urgent ? '邮件并电话告知' : chance.pick(['现场递交', '现场递交', '邮件']),
    });
    return;
  }
  if (now < t(year.context.workingDayAfter(dayOf(delivered.at), chance.int(1, 3)), '00:00')) return;
  const back = returnOf(item, year);
  const at = later(plusMinutes(now, -chance.int(8, 40)), plusMinutes(delivered.at, 5));
  if (back !== undefined && item.issued.manifest.revision === 1) {
    add('return', people.clerk, at, { via: '现场退回', reason: back.reason });
    return;
  }
  add('receive', people.clerk, at, { via: '签字签收', ...(chance.chance(0.12) ? { reason: '同意' } : {}) });
  if (item.obligation.signature !== 'daily-monthly-list' && item.obligation.cadence !== 'event')
    attachSheet(item, at, signed);
}

/** The signed page as a scan, with the newest draft. */
function attachSheet(item: PlannedOccurrence, takenAt: string, signed: Signed): void {
  const scan = photo('sheet', random(`sheet/${keyOf(item)}`), {
    name: '签收页扫描件.png',
    subject: `${item.obligation.name} ${item.occurrence.period} 签收页`,
    takenAt,
  });
  const last = signed.drafts.at(-1);
  if (last === undefined) return;
  signed.drafts[signed.drafts.length - 1] = drop({ ...last, attachments: [scan.attachment] }) as SignoffDraft;
  signed.files.push(scan.bytes);
}

const isSheetDay = (now: string, year: Year): boolean =>
  year.context.workingDayAfter(`${now.slice(0, 8)}01`, year.context.isWorkingDay(`${now.slice(0, 8)}01`) ? 1 : 2) ===
  dayOf(now);

function returnOf(item: PlannedOccurrence, year: Year): Return | undefined {
  return returns.find((one) => {
    if (one.obligation !== item.obligation.id) return false;
    if (!one.period.startsWith('incident:')) return one.period === item.occurrence.period;
    return year.entries.some((entry) => entry.key === one.period && entry.id === item.occurrence.event);
  });
}
