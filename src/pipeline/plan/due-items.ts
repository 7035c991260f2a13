/** What is owed as a person is shown it: how each item stands, what it lacks, and the command that does it. */

import { stateWord } from '../../contract/calendar/occurrence.ts';
import { periodText } from '../../contract/calendar/period-text.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { isOfDays } from '../../contract/terms/cadence.ts';
import { dateOf, formatDateTime } from '../../contract/time.ts';
import { answerText } from '../../subjects/deliveries/judge/answer-words.ts';
import { isClaimed, noFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { happenedLate } from '../../subjects/deliveries/judge/happenings.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { CLAIMED } from '../../wording/words.ts';
import type { Session } from '../session.ts';
import { voidedText } from './confirmed.ts';
import type { Plan } from './plan.ts';
import { awaitsHandover, isOwedAgain, isToClose, type PlannedOccurrence, printedBlanks } from './planned.ts';
import { waitingFor } from './waiting-for.ts';

export interface DueItem {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  dueAt: string | null;
  state: PlannedOccurrence['state'];
  stateText: string;
  lacks: string[];
  /** Of an event: the field of its record from which the due time will be counted, by its Chinese name. */
  dueAfter?: string;
  /** The command that does it; null when nothing can be done. */
  command: string | null;
  /** Which of several reports it is: 初报, 终报. */
  part?: string;
  /** The day has passed without any evidence: it cannot be inspected any more. */
  over?: true;
  /** Of such a day: what people write down of it still makes the document. */
  writable?: true;
  /** The purchaser sent it back, and no revision followed yet: when, why, and by when the contract asks for it. */
  returned?: { at: string; reason: string; again?: string };
  /** The newest revision was made void, and nothing took its place yet: when, and why. */
  annulled?: { at: string; reason: string };
  /** Somebody confirmed it, and what they saw has changed since. */
  voided?: string;
  /** It was issued with so many blanks (待填写), and no revision without any followed yet. */
  unfilled?: number;
  /** When its closing revision (收口版) is made; the schedule does it. */
  closing?: string;
  /** What the supplier says the purchaser did, and nothing shows yet: it decides nothing. */
  claimed?: string;
  /** The due time counts Monday to Friday, because the holidays of its year are not known yet. */
  provisional?: true;
  /** The day after its due time on which what it has to tell of happened, of what was handed in late or not yet. */
  happenedLate?: string;
}

/**
 * What is owed as a person is shown it, by `due` and `start` alike: what each waits for, too.
 * @param plan with what was requested @param now ISO instant at which the list is made @param wanted which of its items
 */
export async function dueItems(
  session: Session,
  plan: Pick<Plan, 'items'>,
  now: string,
  wanted: (item: PlannedOccurrence) => boolean,
): Promise<DueItem[]> {
  const items: DueItem[] = [];
  for (const item of plan.items.filter(wanted)) {
    const waiting = await waitingFor(session, item);
    items.push({ ...dueItem(item, now), ...waiting, ...commandOfPast(item, now) });
  }
  return sayAllIn(wordsOf(session.workspace.contract.contract), items);
}

/** How a document that was sent back stands for a person; it was handed in, so that its `state` tells by when. */
const RETURNED = '退回待修订';

/** It was handed in with blanks; a revision without any takes it from the list. */
export const TO_AMEND = '待补正';

/** It was handed in, and is counted to the end once the service is over. */
const TO_CLOSE = '待收口';

const isReturned = ({ delivery: { returned, annulled } }: PlannedOccurrence): boolean =>
  annulled === null && returned !== null;

function stateTextOf(item: PlannedOccurrence, now: string): string {
  if (isReturned(item)) return RETURNED;
  if (printedBlanks(item) > 0) return TO_AMEND;
  return isToClose(item, now) ? TO_CLOSE : stateWord(item.state, [item.onTimeBy]);
}

function returnOf(item: PlannedOccurrence): Pick<DueItem, 'returned' | 'annulled'> {
  const { returned, annulled, answer } = item.delivery;
  if (annulled !== null)
    return isOwedAgain(item) ? { annulled: { at: annulled.at, reason: returnText(annulled) } } : {};
  if (returned === null) return {};
  const again = answer?.what === 'again' ? { again: answerText(answer) } : {};
  return { returned: { at: returned.at, reason: returnText(returned), ...again } };
}

function voidedOf({ voided }: PlannedOccurrence): Pick<DueItem, 'voided'> {
  return voided === undefined ? {} : { voided: voidedText(voided, formatDateTime(voided.at)) };
}

/** What of an occurrence only the supplier tells of, in a few words. */
export function claimOf({ claimedWaiver, delivery }: PlannedOccurrence): Pick<DueItem, 'claimed'> {
  const { claimedReceipt, returned } = delivery.annulled === null ? delivery : noFacts;
  if (claimedReceipt !== null) return { claimed: `签收为${CLAIMED}` };
  if (returned !== null && isClaimed(returned)) return { claimed: `退回为${CLAIMED}` };
  return claimedWaiver === undefined ? {} : { claimed: `豁免为${CLAIMED}` };
}

/** true when somebody has to act: it is late, or not handed over in time, was never observed, was sent back or made void, or went out with blanks. */
export const needsAttention = ({
  state,
  returned,
  unfilled,
  voided,
  annulled,
}: Pick<DueItem, 'state' | 'returned' | 'unfilled' | 'voided' | 'annulled'>): boolean =>
  [returned, unfilled, voided, annulled].some((one) => one !== undefined) ||
  state === 'overdue' ||
  state === 'undelivered' ||
  state === 'missing';

/** Without what it waits for. */
function dueItem(item: PlannedOccurrence, now: string): DueItem {
  const { obligation, occurrence, state, lacks } = item;
  return {
    obligation: obligation.id,
    name: obligation.name,
    period: occurrence.period,
    periodText: periodText(occurrence),
    dueAt: occurrence.dueAt,
    state,
    stateText: stateTextOf(item, now),
    lacks,
    command: nextCommand(item, now),
    ...returnOf(item),
    ...voidedOf(item),
    ...(printedBlanks(item) > 0 ? { unfilled: printedBlanks(item) } : {}),
    ...(item.closing === undefined ? {} : { closing: item.closing }),
    ...claimOf(item),
    ...commandOfPast(item, now),
    ...(occurrence.part === undefined ? {} : { part: occurrence.part.name }),
    ...lateOf(item),
    ...(occurrence.provisional === true ? { provisional: true as const } : {}),
  };
}

function lateOf({ occurrence, state }: PlannedOccurrence): Pick<DueItem, 'happenedLate'> {
  const day = state === 'overdue' || state === 'late' ? happenedLate(occurrence, occurrence.dueAt) : null;
  return day === null ? {} : { happenedLate: day };
}

/** A day that is over cannot be inspected any more: collecting now would give today's record. */
function commandOfPast(
  { obligation, occurrence, hasEvidence }: PlannedOccurrence,
  now: string,
): { command?: null; over?: true; writable?: true } {
  const over = isOfDays(obligation) && !hasEvidence && occurrence.to < dateOf(now);
  if (!over) return {};
  return { command: null, over: true, ...(isInspectionAlone(obligation) ? {} : { writable: true }) };
}

/** What makes the next revision: it is looked at first, then issued at once. */
export function issuingCommand({ obligation, occurrence, confirmed }: PlannedOccurrence): string {
  const name = `${obligation.id} ${occurrence.period}`;
  return confirmed ? `opsledger issue ${name}` : `opsledger confirm ${name} --by 姓名`;
}

/** The same of a document that was issued with blanks, once they are filled in: whoever issues it by name leaves it unconfirmed for good. */
export const amendCommand = (item: PlannedOccurrence): string => `${issuingCommand(item)} --reason ${AMENDED}`;

/** Reason of such a revision: it is printed, and must not read as another blank (`countBlanks`). */
const AMENDED = '补正未填的内容';

const DONE: ReadonlySet<string> = new Set(['on-time', 'late', 'delivered-late', 'waived']);

/** What hands over an issued document, or writes down that the purchaser signed for it. */
export function handoverCommand({ issued, onTimeBy, delivery }: PlannedOccurrence): string {
  const number = issued?.manifest.number ?? '';
  return onTimeBy === 'received' && delivery.delivered !== null
    ? `opsledger receive ${number} --by 签收人 --scan 扫描件`
    : `opsledger deliver ${number} --by 送达人`;
}

function nextCommand(item: PlannedOccurrence, now: string): string | null {
  const { obligation, occurrence, state, hasEvidence } = item;
  if (isReturned(item)) return issuingCommand(item);
  if (printedBlanks(item) > 0) return amendCommand(item);
  if (awaitsHandover(item)) return handoverCommand(item);
  if (isToClose(item, now)) return issuingCommand(item);
  // What is handed in each day rests on the inspection of the day, which is possible until the day is over.
  const begun = isOfDays(obligation) && occurrence.from <= dateOf(now);
  if (begun && !hasEvidence && !DONE.has(state)) return 'opsledger collect';
  if (!hasEvidence || (state !== 'due' && state !== 'overdue')) return null;
  // Whoever issues what nobody confirmed cannot have it confirmed any more.
  const command = issuingCommand(item);
  return state === 'overdue' ? `${command} --reason 原因` : command;
}
