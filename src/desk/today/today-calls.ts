/** The day as the desk shows it: to each side what waits for it. */

import { type Act, inScope, type Side } from '../../contract/acts.ts';
import { asksFor } from '../../contract/asked.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { isDaily, isOfEvents } from '../../contract/terms/cadence.ts';
import {
  compareInstants,
  dateOf,
  formatDateChinese,
  formatDateTime,
  formatWeekday,
  secondsBetween,
  toInstant,
  toText,
} from '../../contract/time.ts';
import { type ToReceive, toReceiveOf } from '../../pipeline/plan/awaiting-receipt.ts';
import { type DueItem, dueItems } from '../../pipeline/plan/due-items.ts';
import { instalmentsOf } from '../../pipeline/plan/instalments.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import type { PlannedOccurrence } from '../../pipeline/plan/planned.ts';
import { markedOutages } from '../../pipeline/record/planned-outage.ts';
import type { Session } from '../../pipeline/session.ts';
import { heldClock } from '../../pipeline/sound-clock.ts';
import { boardFacts } from '../../pipeline/status/board-facts.ts';
import { isShown } from '../../pipeline/status/due.ts';
import { type RunningIncident, runningIncidents } from '../../pipeline/status/running-incidents.ts';
import type { UncheckedLog } from '../../pipeline/status/unchecked-logs.ts';
import { type Waits, waitsOf } from '../../pipeline/status/waits.ts';
import type { Tone } from '../../states/look.ts';
import { type OccurrenceState, occurrences } from '../../states/occurrence.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import { isLacking, lackingText } from '../../subjects/payments/judge/instalments.ts';
import type { ConsultationRecord } from '../../subjects/requests/kinds/consultation.ts';
import { closingText } from '../../subjects/signing/judge/close-out.ts';
import { formatDuration } from '../../wording/durations.ts';
import { namesText } from '../../wording/words.ts';
import type { Actor } from '../actor.ts';
import { type ChecksSummary, checksSummary } from '../checks/progress.ts';
import type { DeskSession } from '../desk-session.ts';
import { eventTitles, lacksOf, lookOf } from '../documents/line-words.ts';
import { inTurn } from '../in-turn.ts';
import { type RestorationToConfirm, restorationsToConfirm } from '../incident-restorations.ts';
import { shownPlan } from '../kept-plan.ts';
import { type DutyLine, onDuty } from './on-duty.ts';
import { type AttendanceOfDay, attendanceOf, signIn, signOut } from './sign-ins.ts';
import { type Since, sinceOf } from './since.ts';
import { handOver, takeOver, type WatchLine, watchOf } from './watch.ts';

export interface DueLine {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  /** Title of the event that it is of; empty: none. */
  eventTitle: string;
  state: OccurrenceState;
  stateText: string;
  dueText: string;
  /** `逾期 3 小时`, `还有 5 小时`; empty without a time. */
  distance: string;
  /** How its state looks, as everywhere. */
  tone: Tone;
  mark: string;
  lacks: string;
  /** The viewer's role confirms and issues it. */
  mine: boolean;
}

export interface CameIn {
  id: string;
  kind: 'alert-proposal' | 'consultation';
  text: string;
  time: string;
}

export interface ReturnedLine {
  obligation: string;
  period: string;
  name: string;
  periodText: string;
  time: string;
  reason: string;
}

export interface Today {
  dateText: string;
  /** What is said of the closing of the project; null: nothing was written down of one. */
  closed: string | null;
  attendance: AttendanceOfDay | null;
  watch: WatchLine[];
  checks: ChecksSummary | null;
  due: DueLine[];
  /** Due lines that are not shown. */
  dueMore: number;
  /** Days that passed without anything on record. */
  missing: { count: number; latest: string; month: string } | null;
  /** Instalments that may soon be paid and lack something, a line each. */
  payments: string[];
  duty: DutyLine[];
  running: RunningIncident[];
  toConfirm: RestorationToConfirm[];
  /** Outages that the supplier calls planned maintenance, and the purchaser has not agreed to. */
  outagesToConfirm: number;
  alerts: CameIn[];
  consultations: CameIn[];
  returned: ReturnedLine[];
  /** Documents that await the purchaser's signature, and the days that the oldest has waited. */
  toReceive: ToReceive | null;
  /** Why nothing is issued and signed: the machine's clock is not believed; null: it is, or it is not theirs to see to. */
  clockHeld: string | null;
  /** What waits for a word of the purchaser, by kind, as the site and the terminal count it. */
  asked: { kind: string; label: string; count: number; href: string }[];
  /** Logs that went out without their manual checks. */
  unchecked: UncheckedLog[];
  /** What happened since the sign-in before; null: nothing, or it is the first one. */
  since: Since | null;
}

export interface TodayViewer {
  name: string;
  account: string;
  side: Side;
  acts: readonly Act[];
  documents: readonly string[];
  /** ISO instant of the sign-in before; null at the first. */
  lastSignIn: string | null;
}

/** How far ahead what is due of periods that have begun is told, and how many lines of it. */
const AHEAD_DAYS = 7;
const MOST_LINES = 30;
/** What can be made now and is due later than this is counted, not named: a plan that is due next summer. */
const FAR_DAYS = 30;
/** What a document lacks, as far as it is named. */
const NAMED = 2;

export function todayCalls(desk: DeskSession) {
  const signing = inTurn();
  return {
    today: (viewer: TodayViewer, now: string) => desk.use((session) => today(session, viewer, now)),
    /**
     * @param given the slot, and for 补登 the time (`08:55`) and why
     * @returns what was done, in Chinese
     * @throws UserError when there is no such slot, or the record cannot be made
     */
    signIn: (actor: Actor, now: string, given: { slot: string; time: string; reason: string }) =>
      signing(() => desk.use((session) => signIn(session, actor, now, given))),
    signOut: (actor: Actor, now: string, given: { record: string; time: string; reason: string }) =>
      signing(() => desk.use((session) => signOut(session, actor, now, given))),
    /** 接班 now. @param key of the watch. @throws UserError when there is none to take */
    takeOver: (actor: Actor, now: string, key: string) =>
      signing(() => desk.use((session) => takeOver(session, actor, now, key))),
    /** 交班 now. @throws UserError when the person does not hold it */
    handOver: (actor: Actor, now: string, record: string) =>
      signing(() => desk.use((session) => handOver(session, actor, now, record))),
  };
}

const nothing: Omit<Today, 'dateText'> = {
  closed: null,
  ...{
    attendance: null,
    watch: [],
    checks: null,
    due: [],
    dueMore: 0,
    missing: null,
    payments: [],
    duty: [],
    running: [],
  },
  ...{ outagesToConfirm: 0, clockHeld: null },
  ...{ toConfirm: [], alerts: [], consultations: [], returned: [], toReceive: null },
  ...{ asked: [], unchecked: [], since: null },
};

async function today(session: Session, viewer: TodayViewer, now: string): Promise<Today> {
  const may = (act: Act): boolean => viewer.acts.includes(act);
  const dateText = `${formatDateChinese(dateOf(now))} ${formatWeekday(dateOf(now))}`;
  if (!may('read')) return { ...nothing, dateText };
  const plan = await shownPlan(session, now);
  // What runs stands still once the project is closed; who is on duty is asked of the day itself.
  const { asOf } = plan.closeOut;
  const isSupplier = viewer.side === 'supplier';
  const words = wordsOf(session.workspace.contract.contract);
  const waits = await keptWaits(session, plan, now);
  return {
    ...nothing,
    dateText,
    closed: sayAllIn(words, closingText(plan.closeOut)),
    running: isSupplier ? await runningIncidents(session, asOf) : [],
    toConfirm: may('restore') ? await restorationsToConfirm(session, now) : [],
    outagesToConfirm: may('waive') ? (await markedOutages(session)).length : 0,
    ...(may('attend')
      ? { attendance: await attendanceOf(session, viewer.name, now), watch: await watchOf(session, viewer.name, now) }
      : {}),
    ...(may('issue') ? { clockHeld: (await heldClock(session.workspace))?.text ?? null } : {}),
    ...(may('check') ? { checks: await checksSummary(session, now) } : {}),
    ...(isSupplier ? await dueOf(session, plan, viewer, asOf) : {}),
    ...(may('record') && isSupplier
      ? { payments: (await instalmentsOf(session, plan, asOf)).filter(isLacking).map(lackingText) }
      : {}),
    ...(isSupplier && may('names') ? { duty: await onDuty(session, now) } : {}),
    ...(may('record') ? await cameIn(session) : {}),
    ...(may('receive') ? { toReceive: toReceiveOf(plan, asOf) } : {}),
    asked: waits.asked.map(({ kind, label, count, href }) => ({ kind, label, count, href })),
    unchecked: may('check') ? sayAllIn(words, waits.unchecked) : [],
    since: viewer.lastSignIn === null ? null : sayAllIn(words, await sinceOf(session, plan, viewer.lastSignIn)),
  };
}

/** What waits, of each plan that is shown: it is made anew with every commit and every day. */
const waitsOfPlans = new WeakMap<Plan, Promise<Waits>>();

function keptWaits(session: Session, plan: Plan, now: string): Promise<Waits> {
  const known = waitsOfPlans.get(plan);
  if (known !== undefined) return known;
  const made = boardFacts(session, plan, now).then(({ facts }) => waitsOf(session, plan, facts));
  waitsOfPlans.set(plan, made);
  // Whoever asks again learns why it cannot be, or finds it made.
  made.catch(() => waitsOfPlans.delete(plan));
  return made;
}

async function dueOf(
  session: Session,
  plan: Plan,
  viewer: TodayViewer,
  now: string,
): Promise<Pick<Today, 'due' | 'dueMore' | 'missing' | 'returned'>> {
  const until = toText(toInstant(now).add({ hours: AHEAD_DAYS * 24 }));
  const isOpen = (item: PlannedOccurrence): boolean =>
    isShown(item, now, until) &&
    (item.state !== 'upcoming' || item.occurrence.from <= dateOf(now)) &&
    (!DONE.has(item.state) || item.delivery.returned !== null || item.lacks.length > 0);
  const items = await dueItems(session, plan, now, isOpen);
  const byKey = new Map(plan.items.map((item) => [`${item.obligation.id} ${item.occurrence.period}`, item]));
  const titles = await eventTitles(session, plan.items);
  const lineOf = (item: DueItem): DueLine =>
    dueLine(session, item, byKey.get(`${item.obligation} ${item.period}`) as PlannedOccurrence, {
      viewer,
      titles,
      now,
    });
  const gone = items.filter(({ state, over }) => state === 'missing' || over === true);
  const returned = items.filter((one) => one.returned !== undefined);
  const far = toText(toInstant(now).add({ hours: FAR_DAYS * 24 }));
  const isFar = ({ dueAt, state }: DueItem): boolean =>
    state === 'due' && dueAt !== null && compareInstants(dueAt, far) > 0;
  const open = items.filter((one) => !gone.includes(one) && one.returned === undefined);
  const named = open.filter((one) => !isFar(one)).slice(0, MOST_LINES);
  const latest = gone.at(-1);
  return {
    due: named.map(lineOf),
    dueMore: open.length - named.length,
    missing: latest === undefined ? null : missingOf(gone.length, latest, byKey),
    returned: returned.map(({ obligation, period, name, periodText, returned: back }) => ({
      ...{ obligation, period, name, periodText },
      time: back === undefined ? '' : formatDateTime(back.at),
      reason: [back?.reason, back?.again].filter((part) => part !== undefined && part !== '').join('；'),
    })),
  };
}

/** How many passed with nothing on record, the latest of them, and the month under which the list of documents has it. */
function missingOf(
  count: number,
  { obligation, period, name, periodText }: DueItem,
  byKey: ReadonlyMap<string, PlannedOccurrence>,
): Today['missing'] {
  const month = byKey.get(`${obligation} ${period}`)?.occurrence.to.slice(0, 'yyyy-mm'.length) ?? '';
  return { count, latest: `${name} ${periodText}`, month };
}

const DONE: ReadonlySet<string> = new Set(['on-time', 'late', 'waived']);

function dueLine(
  session: Session,
  item: DueItem,
  planned: PlannedOccurrence,
  { viewer, titles, now }: { viewer: TodayViewer; titles: ReadonlyMap<string, string>; now: string },
): DueLine {
  const { obligation, occurrence } = planned;
  const { period, name, periodText, state, stateText, dueAt, dueAfter, part } = item;
  const kind = isDaily(obligation) ? 'daily' : isOfEvents(obligation) ? 'event' : 'other';
  const left = dueAt === null ? null : secondsBetween(now, dueAt);
  // What was handed in is not late for what it lacks.
  const late = occurrences[state].tone === 'abnormal';
  return {
    ...{ obligation: item.obligation, period, periodText, state, stateText, ...lookOf(item) },
    name: part === undefined ? name : `${name}（${part}）`,
    dueText: dueAt !== null ? `期限 ${formatDateTime(dueAt)}` : dueAfter === undefined ? '' : `期限随${dueAfter}`,
    distance: distanceText(left, late),
    eventTitle: titles.get(occurrence.event ?? '') ?? '',
    lacks: namesText(lacksOf(session, planned, { lacks: item.lacks, now }), '项', NAMED),
    mine: viewer.acts.includes('confirm') && inScope(viewer.documents, item.obligation, kind),
  };
}

/** @param left seconds up to the due time; null: it has none */
function distanceText(left: number | null, late: boolean): string {
  if (left === null) return '';
  if (left >= 0) return `还有 ${wholeMinutes(left)}`;
  return late ? `逾期 ${wholeMinutes(-left)}` : '';
}

/** To the minute: nobody reads seconds of what is due tonight. */
const wholeMinutes = (seconds: number): string => formatDuration(Math.max(60, seconds - (seconds % 60)));

/** Alerts that nobody decided, and solved or open questions that stand in no article. */
async function cameIn({ workspace: { records, contract } }: Session): Promise<Pick<Today, 'alerts' | 'consultations'>> {
  const alerts = (await records.list<AlertProposalRecord>('alert-proposal')).records;
  // Where the contract asks for no knowledge base, a question without an article lacks nothing.
  const asked = asksFor(contract.contract, 'knowledge');
  const consultations = asked ? (await records.list<ConsultationRecord>('consultation')).records : [];
  return {
    alerts: newestFirst(
      alerts
        .filter(({ decision }) => decision === 'pending')
        .map(({ id, at, alert, summary }) => ({
          id,
          at,
          kind: 'alert-proposal' as const,
          text: `${alert}：${summary}`,
        })),
    ),
    consultations: newestFirst(
      consultations
        .filter(({ article, status }) => article === undefined && status !== 'transferred')
        .map(({ id, at, question }) => ({ id, at, kind: 'consultation' as const, text: question })),
    ),
  };
}

const newestFirst = (all: readonly (Omit<CameIn, 'time'> & { at: string })[]): CameIn[] =>
  all.toSorted((a, b) => compareInstants(b.at, a.at)).map(({ at, ...rest }) => ({ ...rest, time: formatDateTime(at) }));
