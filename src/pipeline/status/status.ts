/** One screen: how the contract stands. */

import { type LogState, logState } from '../../archive/log/pending.ts';
import { onTimeFactsOf } from '../../assess/contract/on-time.ts';
import { inspectsAnything } from '../../contract/asked.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import type { OnTimeBy } from '../../contract/terms/due-rules.ts';
import { dateOf, formatDateTime } from '../../contract/time.ts';
import type { ReminderAttention } from '../../notify/attention.ts';
import { type Figure, figureOf } from '../../report/figure.ts';
import type { SiteModel } from '../../report/site-model.ts';
import { judgedBoard } from '../../sections/board/figures.ts';
import { missingFaults, withMissed } from '../../sections/clauses/missed-since.ts';
import { isAbout } from '../../sections/parts/links.ts';
import { firstAnswer } from '../../subjects/deliveries/judge/answer-words.ts';
import { isOwed } from '../../subjects/deliveries/judge/deliveries.ts';
import { closingText, enteredAfter, enteredAfterText } from '../../subjects/signing/judge/close-out.ts';
import { voidText } from '../../subjects/signing/judge/voids.ts';
import type { ChangedPath } from '../../workspace/git/git.ts';
import { readHeartbeat } from '../../workspace/store/heartbeat.ts';
import { machineNow } from '../clock.ts';
import { permitGap } from '../doctor/permit.ts';
import type { Doubt } from '../doubts.ts';
import { type SchedulerState, schedulerState } from '../heartbeat.ts';
import { soundSession } from '../issue/sound-session.ts';
import { type ClockWord, clockWords } from '../log/declared.ts';
import { voidedText } from '../plan/confirmed.ts';
import { amendCommand, claimOf, issuingCommand } from '../plan/due-items.ts';
import { instalmentsOf } from '../plan/instalments.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { isOwedAgain, type PlannedOccurrence, printedBlanks } from '../plan/planned.ts';
import { reminderAttention } from '../remind/attention.ts';
import type { Session } from '../session.ts';
import { heldClock } from '../sound-clock.ts';
import { kindIds } from '../units.ts';
import { missingScans } from '../verify/agreement-scans.ts';
import type { ToldRecord } from '../verify/told-records.ts';
import { besideVerdict } from './beside-verdict.ts';
import { boardFacts } from './board-facts.ts';
import { lookForFaults } from './file-faults.ts';
import { inspectionOfDay } from './inspection-summary.ts';
import { leftOpen } from './left-open.ts';
import { noInspection } from './no-inspection.ts';
import { scoreFigures } from './score-reasons.ts';
import { scoreSheets } from './scores.ts';
import { type Standing, standingOf } from './standing.ts';
import { statedVerdicts } from './stated.ts';
import type { UncheckedLog } from './unchecked-logs.ts';
import { stateFigure, verdictOf } from './verdict.ts';
import { waitsOf } from './waits.ts';

export interface Status extends Standing {
  workspace: string;
  project: string;
  servicePeriod: { from: string; to: string };
  /** Contract time, ISO. */
  now: string;
  verdict: SiteModel['verdict'];
  /** Number of occurrences in each state. */
  states: Record<string, number>;
  /** 应交: those that are due by now and were not waived. */
  owed: number;
  /** Facts by which documents of the contract are in time. */
  onTimeBy: OnTimeBy[];
  /** true: the last day of the service is over. */
  isOver: boolean;
  /** false: the contract asks for no inspection. */
  inspects: boolean;
  /** Every number that is printed, as data: states, documents, checks of the day, counts of the reasons. */
  figures: Figure[];
  /** What waits for a word of the purchaser beside receipts, by kind, as 首页 counts it. */
  asked: { kind: string; label: string; count: number }[];
  /** Logs that went out without anybody's confirmation and with manual checks missing. */
  unchecked: UncheckedLog[];
  inspection: { date: string; counts: Record<string, number>; conclusion: string } | null;
  /** What is said where `inspection` is null. */
  noInspection: string;
  documents: number;
  /** Whether the scheduler lives, by the machine's own clock. */
  scheduler: SchedulerState;
  /** Why nothing is issued and signed: this machine's clock is not believed, in Chinese; null: it is. */
  clock: { text: string; remedy: string } | null;
  /** What people said of a clock that was doubted, and what it had written until then. */
  clockWords: ClockWord[];
  /** Documents that the purchaser sent back and that have no new revision yet. */
  returned: {
    number: string;
    obligation: string;
    period: string;
    at: string;
    reason: string;
    /** By when the contract asks for the revision; empty: by no time. */
    again: string;
    command: string;
  }[];
  /** What was made void, of which no later revision was issued: who did it, when and why. */
  annulled: { number: string; obligation: string; period: string; text: string; command: string }[];
  /** Documents that were issued with blanks (待填写) and have no revision without any yet. */
  unfilled: { number: string; obligation: string; period: string; blanks: number; command: string }[];
  /** Confirmations of documents whose evidence has changed since: each has to be confirmed anew. */
  voided: { obligation: string; period: string; text: string; command: string }[];
  /** What the supplier says the purchaser received, returned or waived, and nothing shows yet: it counts nowhere. */
  claimed: { obligation: string; period: string; text: string }[];
  /** Files of the archive that are not as the last commit has them. */
  archive: { path: string; message: string }[];
  /** Confirmed 口径 without their signed paper. */
  unproven: { path: string; message: string }[];
  /** What the routine collecting lacks in permits, in Chinese; null: nothing. */
  permit: string | null;
  /** What of the reminders a person has to see to; empty where nobody is reminded. */
  reminders: ReminderAttention[];
  /** The transparency log: how many entries are signed, and how many await it (待签); null where there is none. */
  log: LogState | null;
  head: string;
  /** That the project is closed (结项), what of it is only claimed, and what was written down since; empty: nothing says so. */
  closed: string[];
  /** Changed or deleted by hand although it may not be, as `issue` and `confirm` refuse it. */
  edited: { path: string; message: string }[];
  /** Terms of the contract that one side alone changed after the first document, as `verify` names them. */
  altered: { path: string; message: string }[];
  /** What makes all of it doubtful, in the words of every other place. */
  doubts: Doubt[];
  /** Records of which values were changed after the fact, or are claimed otherwise than they were vouched for, in the words of `verify`. */
  told: ToldRecord[];
  /** Other files that were changed by hand. */
  uncommitted: string[];
  problems: { path: string; message: string }[];
}

/** In the words of the contract. @param now ISO instant at which states are judged */
export async function status(session: Session, now: string): Promise<Status> {
  return sayAllIn(wordsOf(session.workspace.contract.contract), await markedStatus(session, now));
}

async function markedStatus(given: Session, asked: string): Promise<Status> {
  const looked = lookForFaults(given);
  const session = soundSession(given, (await looked).unsound);
  const { workspace } = session;
  const { contract } = workspace.contract;
  const changedSoon = workspace.git.changedPaths();
  changedSoon.catch(() => undefined);
  const plan = await planWithRequests(session, asked);
  const now = plan.closeOut.asOf;
  const isOver = dateOf(now) > contract.servicePeriod.to;
  const inspects = inspectsAnything(workspace.contract);
  const inspection = await inspectionOfDay(session, plan, dateOf(now));
  const none = noInspection(plan.items, dateOf(now));
  const board = await boardFacts(session, plan, asked);
  const figures = judgedBoard(board.facts);
  // The plan has read some of these kinds, too.
  const read = [...plan.problems, ...board.problems];
  const { unreadable, ...beside } = await besideVerdict(session, plan, { looked, read, now: asked });
  const { edited, altered, told, doubts } = beside;
  const faulty = new Set([...unreadable, ...edited].map(({ path }) => path));
  const states: Record<string, number> = {};
  const changed = await changedSoon;
  const archive = changed.filter(({ path }) => path.startsWith('archive/')).map(archiveFault);
  for (const item of plan.items) states[item.state] = (states[item.state] ?? 0) + 1;
  const owed = plan.items.filter(({ state, occurrence: { dueAt } }) => isOwed({ state, dueAt }, now)).length;
  const scores = await scoreSheets(session, plan, now);
  const stated = await statedVerdicts(session, plan, now);
  const faults = stated === null ? [] : [...missingFaults(board.facts)];
  const about = plan.documents.filter(({ manifest }) => faults.some((id) => isAbout(manifest.period, id)));
  const left = await leftOpen(workspace, about, board.facts.yearFrom);
  const verdict = verdictOf(plan, inspection, figures, {
    archive,
    ...beside,
    inspects: inspects && !isOver,
    none,
    scores,
    instalments: await instalmentsOf(session, plan, now),
    stated: stated === null ? null : withMissed(stated, { ...board.facts, leftOpen: left }),
  });
  const { within } = figures;
  const waits = await waitsOf(session, plan, board.facts);
  return {
    workspace: workspace.root,
    project: contract.project,
    servicePeriod: contract.servicePeriod,
    now: asked,
    closed: await closedOf(session, plan.closeOut),
    verdict,
    ...{ states, owed },
    onTimeBy: onTimeFactsOf(workspace.contract),
    isOver,
    inspects,
    figures: [
      ...Object.entries(states).map(([state, count]) => stateFigure(state, count, within)),
      figureOf('occurrences.owed', owed, within),
      figureOf('documents.issued', plan.documents.length, within),
      ...(inspection?.figures ?? []),
      ...verdict.reasons.flatMap(({ figure, also }) => [figure ?? [], (also ?? []).map((one) => one.figure)].flat()),
      ...scores.flatMap(scoreFigures),
      ...waits.asked.map(({ figure }) => figure),
    ],
    asked: waits.asked.map(({ kind, label, count }) => ({ kind, label, count })),
    unchecked: waits.unchecked,
    inspection: inspection && toldInspection(inspection),
    noInspection: isOver ? '服务期已结束，不再巡检' : none.text,
    documents: plan.documents.length,
    ...(await standingOf(session, plan, now)),
    scheduler: schedulerState(await readHeartbeat(workspace.root), machineNow()),
    clock: await heldClock(workspace),
    clockWords: await clockWords(workspace),
    ...besideStates(plan),
    archive,
    unproven: await missingScans(session),
    permit: await permitGap(session, now),
    reminders: await reminderAttention(session, now),
    log: await logState(workspace),
    head: await workspace.git.head(),
    ...{ edited, altered, told, doubts },
    uncommitted: changed.map(({ path }) => path).filter((path) => !path.startsWith('archive/') && !faulty.has(path)),
    problems: unreadable,
  };
}

/** What is to be said of documents beside their states. */
const besideStates = ({ items }: Pick<Plan, 'items'>) => ({
  returned: items.flatMap(returnedDocument),
  annulled: items.flatMap(annulledDocument),
  unfilled: items.flatMap(unfilledDocument),
  claimed: items.flatMap(claimedAct),
  voided: items.flatMap(voidedConfirmation),
});

const toldInspection = ({ date, counts, conclusion }: NonNullable<Status['inspection']>): Status['inspection'] => ({
  ...{ date, counts, conclusion },
});

/** That the project is closed, and what was written down since, a line each; none where nothing says so. */
async function closedOf({ workspace: { records } }: Session, closeOut: Plan['closeOut']): Promise<string[]> {
  const text = closingText(closeOut);
  if (text === null || closeOut.closedAt === null) return text === null ? [] : [text];
  const lists = await Promise.all((await kindIds()).map((kind) => records.list(kind)));
  const later = enteredAfter(
    lists.flatMap((one) => one.records),
    closeOut,
  );
  return later.length === 0 ? [text] : [text, enteredAfterText(later.map(({ id }) => id))];
}

const archiveMessages: Record<ChangedPath['state'], string> = {
  deleted: '归档文件缺失',
  new: '归档中多出的文件',
  modified: '归档文件被改动',
};

const archiveFault = ({ path, state }: ChangedPath): Status['archive'][number] => ({
  path,
  message: archiveMessages[state],
});

function voidedConfirmation({ obligation, occurrence, voided }: PlannedOccurrence): Status['voided'] {
  if (voided === undefined) return [];
  const { id } = obligation;
  const { period } = occurrence;
  const text = voidedText(voided, formatDateTime(voided.at));
  return [{ obligation: id, period, text, command: `opsledger confirm ${id} ${period} --by 姓名` }];
}

function claimedAct(item: PlannedOccurrence): Status['claimed'] {
  const { obligation, occurrence } = item;
  const { claimed } = claimOf(item);
  return claimed === undefined ? [] : [{ obligation: obligation.id, period: occurrence.period, text: claimed }];
}

function unfilledDocument(item: PlannedOccurrence): Status['unfilled'] {
  const { obligation, occurrence, issued, delivery } = item;
  const blanks = printedBlanks(item);
  if (blanks === 0 || issued === null || delivery.returned !== null) return [];
  const { number } = issued.manifest;
  return [{ number, obligation: obligation.id, period: occurrence.period, blanks, command: amendCommand(item) }];
}

function annulledDocument(item: PlannedOccurrence): Status['annulled'] {
  const { issued, delivery } = item;
  const { annulled } = delivery;
  if (annulled === null || !isOwedAgain(item)) return [];
  const { obligation, period } = annulled;
  const command = `opsledger confirm ${obligation} ${period} --by 姓名`;
  return [{ number: issued?.manifest.number ?? '', obligation, period, text: voidText(annulled), command }];
}

function returnedDocument(item: PlannedOccurrence): Status['returned'] {
  const { obligation, occurrence, issued, delivery } = item;
  if (delivery.returned === null || delivery.annulled !== null) return [];
  const { at, reason = '' } = delivery.returned;
  const number = issued?.manifest.number ?? '';
  const again = firstAnswer([delivery.answer]);
  const of = { number, obligation: obligation.id, period: occurrence.period };
  return [{ ...of, at, reason, again, command: issuingCommand(item) }];
}
