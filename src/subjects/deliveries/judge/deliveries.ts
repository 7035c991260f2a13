/**
 * 交付物完成情况: what became of each 应交项, by 签发, by 送达 and by 签收. Pure. Which of them decides is for the contract to say
 * (`assess/contract/on-time.ts`); the state and the gap go by it, the others are kept beside it.
 */

import type { Answers } from '../../../contract/calendar/answer-by.ts';
import type { IssuedSummary, Occurrence } from '../../../contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../../contract/terms/due-rules.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { OccurrenceState } from '../../../states/occurrence.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../signing/kinds/waiver.ts';
import { isMissedBySome, readingsText } from './by-readings.ts';
import { periodKey, waiversByHand } from './claimed-waivers.ts';
import {
  type DeliveryFacts,
  deliveryFacts,
  type HandedIn,
  handedIn,
  handedTime,
  isClaimed,
  standingOf,
  writtenAt,
} from './delivery-facts.ts';
import { heldTimes } from './happenings.ts';
import { lateReason } from './late-reason.ts';
import { occurrenceState } from './occurrence-state.ts';
import { type EarlierHanded, earlierHanded, receiptState } from './receipt.ts';

/** By which fact a document is in time. */
export interface OnTimeRule {
  by: OnTimeBy;
  /** Every fact that may be right: that one alone, or those of the options of a 口径 that nobody has confirmed. */
  readings: readonly OnTimeBy[];
}

/** One 应交项 with everything that happened to its document. */
export interface Delivery {
  obligation: Obligation;
  occurrence: Occurrence;
  /** By the fact that decides. */
  state: OccurrenceState;
  onTime: OnTimeRule;
  /** First and newest revision of those that stand; null when nothing was issued, or it was made void. */
  first: IssuedSummary | null;
  current: IssuedSummary | null;
  /** Why it was late, as its delivery tells where that decides, or whichever revision; null when it was not, or nobody was asked. */
  lateReason: string | null;
  /** Earliest 送达 of any revision; null when none was registered. */
  deliveredAt: InstantText | null;
  /** When each of the facts first happened. */
  handedIn: HandedIn;
  /** Facts of the newest revision: 签收, 退回. */
  facts: DeliveryFacts;
  /** An earlier revision that lies unanswered with the purchaser, while the newest was not delivered; null: none. */
  earlier: EarlierHanded | null;
  /** Every 退回 of any revision, in order of time. */
  returns: SignoffRecord[];
  waiver: WaiverRecord | null;
  /** 豁免 that only the supplier tells of: nothing is waived by it. */
  claimedWaiver: WaiverRecord | null;
  /** null: no due time, or it has not passed and nothing was issued. */
  onTimeByIssue: boolean | null;
  /** By registered 送达; null: no due time, or it has not passed and nothing was delivered. */
  onTimeByDelivery: boolean | null;
  /** By the purchaser's own 签收, likewise. */
  onTimeByReceipt: boolean | null;
  /** See `readingsText`; empty where every reading of a 口径 gives the same. */
  byReadings: string;
  /** It is owed, or late, by some of those readings alone. */
  missedBySome: boolean;
}

export interface DeliveriesInput {
  occurrences: readonly Occurrence[];
  obligations: readonly Obligation[];
  issued: readonly IssuedSummary[];
  signoffs: readonly SignoffRecord[];
  waivers: readonly WaiverRecord[];
  /** @param dueAt of the occurrence: a 口径 may count from a day on */
  onTime(obligation: Obligation, dueAt: InstantText | null): OnTimeRule;
  /** By when the contract asks for an answer to what was handed over. */
  answers: Answers;
  /** true when something of what the deliverable needs was observed; tells 逾期未交 from 缺失. */
  observed(occurrence: Occurrence, obligation: Obligation): boolean;
  asOf: InstantText;
}

/** One entry an occurrence, in the order given; occurrences of unknown obligations are left out. */
export function deliveriesOf(input: DeliveriesInput): Delivery[] {
  const obligations = new Map(input.obligations.map((one) => [one.id, one]));
  const issued = Map.groupBy(input.issued, periodKey);
  const waivers = waiversByHand(input.waivers);
  const returns = Map.groupBy(
    input.signoffs.filter((one) => one.action === 'return'),
    periodKey,
  );
  const factsOf = deliveryFacts(input.signoffs, input.asOf, input.answers);
  return input.occurrences.flatMap((occurrence) => {
    const obligation = obligations.get(occurrence.obligation);
    if (obligation === undefined) return [];
    const key = periodKey(occurrence);
    const own = (issued.get(key) ?? []).toSorted((a, b) => a.revision - b.revision);
    return [
      judge(input, occurrence, obligation, own, {
        waiver: waivers.vouched.get(key) ?? null,
        claimedWaiver: waivers.claimed.get(key) ?? null,
        returns: (returns.get(key) ?? []).toSorted((a, b) => compareInstants(a.at, b.at)),
        factsOf: (revision) => factsOf(occurrence.obligation, occurrence.period, revision),
      }),
    ];
  });
}

interface Known {
  waiver: WaiverRecord | null;
  claimedWaiver: WaiverRecord | null;
  returns: SignoffRecord[];
  factsOf(revision: number): DeliveryFacts;
}

function judge(
  { observed, onTime, asOf }: DeliveriesInput,
  occurrence: Occurrence,
  obligation: Obligation,
  all: readonly IssuedSummary[],
  known: Known,
): Delivery {
  const hasEvidence = observed(occurrence, obligation);
  const rule = onTime(obligation, occurrence.dueAt);
  const revisions = all.map((one) => ({ one, issuedAt: one.issuedAt, facts: known.factsOf(one.revision) }));
  const own = standingOf(revisions).map(({ one }) => one);
  const times = heldTimes(occurrence, handedIn(revisions));
  const state = occurrenceState({
    occurrence,
    issued: own,
    onTimeBy: rule.by,
    handedOverAt: times[rule.by],
    hasEvidence,
    waived: known.waiver !== null,
    now: asOf,
  });
  const current = own.at(-1) ?? null;
  const facts = known.factsOf(all.at(-1)?.revision ?? 0);
  const done = { at: times[rule.by], asOf };
  const inTimeBy = (fact: OnTimeBy): boolean | null =>
    state === 'waived' ? null : inTime(times[fact], occurrence.dueAt, asOf);
  return {
    obligation,
    occurrence,
    state,
    onTime: rule,
    first: own[0] ?? null,
    current,
    lateReason: (state === 'delivered-late' ? remarkAt(revisions, times[rule.by]) : null) ?? lateReason(own),
    deliveredAt: handedTime(times, 'delivered', null).at,
    handedIn: times,
    facts,
    earlier: earlierHanded(revisions.map(({ one, facts }) => ({ revision: one.revision, facts }))),
    returns: known.returns,
    waiver: known.waiver,
    claimedWaiver: known.claimedWaiver,
    onTimeByIssue: inTimeBy('issued'),
    onTimeByDelivery: inTimeBy('delivered'),
    onTimeByReceipt: inTimeBy('received'),
    byReadings: readingsText(occurrence, done),
    missedBySome: isMissedBySome(occurrence, done),
  };
}

/** What was written down with the delivery or receipt that decides; null: nothing. */
export function remarkAt(
  revisions: readonly { facts: Pick<DeliveryFacts, 'delivered' | 'received'> }[],
  at: InstantText | null,
): string | null {
  const acts = revisions.flatMap(({ facts }) => [facts.delivered, facts.received]);
  return acts.find((one) => one !== null && writtenAt(one) === at)?.reason ?? null;
}

/** Due times are inclusive; what has not happened yet is not late before its due time has passed. */
export function inTime(happened: InstantText | null, dueAt: InstantText | null, asOf: InstantText): boolean | null {
  if (dueAt === null) return null;
  if (happened !== null) return compareInstants(happened, dueAt) <= 0;
  return compareInstants(asOf, dueAt) > 0 ? false : null;
}

/** Whether it was in time by one of the facts; null: no due time, waived, or it has not passed and the fact did not happen. */
export const inTimeBy = (one: Delivery, by: OnTimeBy): boolean | null =>
  by === 'issued' ? one.onTimeByIssue : by === 'delivered' ? one.onTimeByDelivery : one.onTimeByReceipt;

/** By the fact that decides. */
export const isInTime = (one: Delivery): boolean | null => inTimeBy(one, one.onTime.by);

/** A 口径 is open: by one of its readings it was in time, by another it was not. */
export function isUndecided(one: Delivery): boolean {
  const results = one.onTime.readings.map((by) => inTimeBy(one, by));
  return results.includes(true) && results.includes(false);
}

/** 应交, as documents, site and `status` count it: what is not due yet, has no due time or was waived is none. */
export const isOwed = (
  { state, dueAt }: { state: OccurrenceState; dueAt: InstantText | null },
  asOf: InstantText,
): boolean => dueAt !== null && state !== 'waived' && compareInstants(asOf, dueAt) > 0;

export interface DeliveryCounts {
  /** 应交: neither 已豁免 nor 未到期, which stand beside it. */
  owed: number;
  /** By the fact that decides of each. */
  onTime: number;
  onTimeByIssue: number;
  onTimeByDelivery: number;
  onTimeByReceipt: number;
  /** 逾期送达 or 逾期签收: of what goes by it, after the due time. */
  deliveredLate: number;
  /** 逾期未送达 or 逾期未签收: issued, and past due. */
  undelivered: number;
  /** 补报: issued after the due time. */
  late: number;
  /** 逾期未交: evidence exists, not issued. */
  overdue: number;
  /** 缺失: nothing observed. */
  missing: number;
  /** Not issued, or what goes by it not handed over, and not past due yet. */
  open: number;
  waived: number;
  /** Newest revision received (and not returned since). */
  received: number;
  /** Newest revision received by silence, as the contract says; none of the received. */
  deemed: number;
  /** Newest revision returned: the next revision is awaited. */
  returned: number;
  /** 签收, 退回 or 豁免 that only the supplier tells of: 待采购人确认, and none of the above. */
  claimed: number;
}

/** 未到期: its time has not come, and it is not handed in by the fact that decides. */
export const isOpenState = (state: string): boolean => ['due', 'upcoming', 'awaiting'].includes(state);

/** Counts for 交付物完成表. */
export function countDeliveries(list: readonly Delivery[]): DeliveryCounts {
  const count = (test: (one: Delivery) => boolean): number => list.filter(test).length;
  const waived = count((one) => one.state === 'waived');
  const open = count(({ state }) => isOpenState(state));
  return {
    owed: list.length - waived - open,
    onTime: count((one) => isInTime(one) === true),
    onTimeByIssue: count((one) => one.onTimeByIssue === true),
    onTimeByDelivery: count((one) => one.onTimeByDelivery === true),
    onTimeByReceipt: count((one) => one.onTimeByReceipt === true),
    deliveredLate: count((one) => one.state === 'delivered-late'),
    undelivered: count((one) => one.state === 'undelivered'),
    late: count((one) => one.state === 'late'),
    overdue: count((one) => one.state === 'overdue'),
    missing: count((one) => one.state === 'missing'),
    open,
    waived,
    received: count(isReceived),
    deemed: count(({ facts }) => receiptState(facts) === 'deemed'),
    returned: count((one) => isReturned(one) && !isClaim(one)),
    claimed: count(isClaim),
  };
}

/** Something that the supplier says the purchaser did with the newest revision, or without it. */
export const isClaim = ({ facts, claimedWaiver }: Delivery): boolean =>
  (facts.annulled === null && facts.claimedReceipt !== null) ||
  claimedWaiver !== null ||
  (facts.annulled === null && facts.received === null && facts.returned !== null && isClaimed(facts.returned));

/** 已签收: the newest revision was received, and not returned afterwards. */
export const isReceived = ({ facts }: Delivery): boolean =>
  facts.annulled === null && facts.received !== null && !later(facts, 'returned');

/** 退回: the newest revision was returned, and not received afterwards. */
export const isReturned = ({ facts }: Delivery): boolean =>
  facts.annulled === null && facts.returned !== null && !later(facts, 'received');

function later(facts: DeliveryFacts, what: 'received' | 'returned'): boolean {
  const one = facts[what];
  const other = facts[what === 'received' ? 'returned' : 'received'];
  return one !== null && (other === null || compareInstants(one.at, other.at) > 0);
}

/** 缺口: late, not handed in, or nothing observed, by the fact that decides. */
export const isGap = (one: Delivery): boolean => isInTime(one) === false;

/** Not there although its time has come: never issued, or, of what goes by it, neither delivered nor signed for. */
export const isNotHandedIn = (one: Delivery): boolean =>
  one.first === null || (isGap(one) && one.handedIn[one.onTime.by] === null);

/** `系统巡检日志 2026-06-20`: as exceptions and what a clause lacks name it. */
export const deliveryName = ({ obligation, occurrence }: Pick<Delivery, 'obligation' | 'occurrence'>): string =>
  `${obligation.name} ${occurrence.period}`;
