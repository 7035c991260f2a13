/** One occurrence of the plan: how it stands, and what follows from that. Pure. */
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../contract/terms/due-rules.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { compareInstants } from '../../contract/time.ts';
import type { OccurrenceState } from '../../states/occurrence.ts';
import type { DeliveryFacts, HandedIn } from '../../subjects/deliveries/judge/delivery-facts.ts';
import type { EarlierHanded } from '../../subjects/deliveries/judge/receipt.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import type { Confirmation, VoidedConfirmation } from './confirmed.ts';

export interface PlannedOccurrence {
  obligation: Obligation;
  occurrence: Occurrence;
  state: OccurrenceState;
  /** Which fact has to happen by the due time, and when each of them first happened. */
  onTimeBy: OnTimeBy;
  /** The other facts that a 口径 leaves open: by them it may be in time instead. */
  openBy?: readonly OnTimeBy[];
  handedIn: HandedIn;
  /** The newest revision; null when none was issued. */
  issued: ArchivedDocument | null;
  /** ISO: when revision 1 was issued; null when none was. */
  firstIssuedAt: string | null;
  /** The next revision to issue is confirmed: the first one, or after a return the one that follows it. */
  confirmed: boolean;
  /** The confirmation that makes it so. */
  confirmation?: Confirmation;
  /** Somebody confirmed that revision, and its evidence has changed since: it has to be confirmed anew. */
  voided?: VoidedConfirmation;
  /** What happened to the newest revision after issuing. */
  delivery: DeliveryFacts;
  /** An earlier revision that lies unanswered with the purchaser, while the newest was not delivered. */
  earlier?: EarlierHanded;
  /** 豁免 that only the supplier tells of; it waives nothing. */
  claimedWaiver?: WaiverRecord;
  /** true when there is all of which the document has to tell: without it none is made. */
  hasEvidence: boolean;
  /** ISO: when its closing revision is made, which counts what came after its cut; undefined: it gets none, or has it. */
  closing?: string;
  /** What is missing for it, in Chinese; empty for what is done or not yet open. */
  lacks: string[];
  /** What is still 待填写 and would be printed so: while there is any, only a person who names it issues it. */
  blanks: string[];
}

/** true when the closing revision is to be made now. */
export const isToClose = (item: PlannedOccurrence, now: string): boolean =>
  item.closing !== undefined && compareInstants(now, item.closing) >= 0 && (!isReopened(item) || item.confirmed);

/** The newest revision, unless it was made void: then it is as if none had been issued. */
export const standingIssue = ({
  issued,
  delivery,
}: Pick<PlannedOccurrence, 'issued' | 'delivery'>): ArchivedDocument | null =>
  delivery.annulled === null ? issued : null;

/** It was made void, and what it was made for is owed again: not what was asked for alone, nor what is waived. */
export const isOwedAgain = ({ delivery, state }: Pick<PlannedOccurrence, 'delivery' | 'state'>): boolean =>
  delivery.annulled !== null && state !== 'on-time' && state !== 'waived';

/** The next revision is owed: it was sent back, or made void. */
export const isReopened = (item: Pick<PlannedOccurrence, 'delivery' | 'state'>): boolean =>
  item.delivery.annulled === null ? item.delivery.returned !== null : isOwedAgain(item);

/** Why the revision after a return, or after one that was made void, is made: the reason of that. null: it stands. */
export function revisionReason({ delivery }: PlannedOccurrence): string | null {
  if (delivery.annulled !== null) return `第 ${delivery.annulled.revision} 版已作废：${returnText(delivery.annulled)}`;
  return delivery.returned === null ? null : `⟦采购人⟧退回：${returnText(delivery.returned)}`;
}

type Open = Pick<
  PlannedOccurrence,
  'state' | 'onTimeBy' | 'issued' | 'hasEvidence' | 'confirmed' | 'voided' | 'delivery' | 'blanks'
>;

/**
 * How many blanks (待填写) the newest revision prints; 0: none, or nothing was issued. One of a time when manifests did not
 * tell has those that are open now.
 */
export const printedBlanks = ({
  issued,
  state,
  blanks,
  delivery,
}: Pick<PlannedOccurrence, 'issued' | 'state' | 'blanks' | 'delivery'>): number =>
  issued === null || state === 'waived' || delivery.annulled !== null ? 0 : (issued.manifest.blanks ?? blanks.length);

/** What an issued document lacks, in Chinese: a revision, and first what it should not print as 待填写 again. */
export function lacksOfIssued(item: Pick<PlannedOccurrence, 'issued' | 'state' | 'blanks' | 'delivery'>): string[] {
  if (item.delivery.annulled !== null) return [];
  if (item.delivery.returned !== null) return ['修订'];
  return printedBlanks(item) === 0 ? [] : [...toFill(item), '修订'];
}

const toFill = ({ blanks }: Pick<PlannedOccurrence, 'blanks'>): string[] => blanks.map((one) => `填写 ${one}`);

/** true of what was issued and counts as handed in only once it is delivered or signed for. */
export const awaitsHandover = ({ state }: Pick<PlannedOccurrence, 'state'>): boolean =>
  state === 'awaiting' || state === 'undelivered';

/** 送达, or of what was handed over and counts by the receipt 签收; empty for what awaits neither. */
export const lacksOfHandover = (item: Pick<PlannedOccurrence, 'state' | 'onTimeBy' | 'delivery'>): string[] =>
  !awaitsHandover(item) ? [] : [item.onTimeBy === 'received' && item.delivery.delivered !== null ? '签收' : '送达'];

/** What is missing for it, in Chinese; empty for what is done or not yet open. */
export function lacks(item: Open): string[] {
  const { state, hasEvidence, confirmed } = item;
  const issued = [...lacksOfIssued(item), ...lacksOfHandover(item)];
  if (issued.length > 0) return issued;
  if (state !== 'due' && state !== 'overdue' && state !== 'missing') return [];
  if (!hasEvidence) return ['证据'];
  return [...toFill(item), confirmed ? '签发' : item.voided === undefined ? '确认' : '重新确认'];
}
