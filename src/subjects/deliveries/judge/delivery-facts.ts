/**
 * What happened to a document after it was issued: 送达, 签收, 退回, 作废 (clause 5.7). Facts about the document, never part of its
 * text; a return, or that it was made void, is an input of the next revision. Pure.
 */
import type { AnswerBy, Answers, AnswerTimes } from '../../../contract/calendar/answer-by.ts';
import type { OnTimeBy } from '../../../contract/terms/due-rules.ts';
import { compareInstants, earliest, formatDateTime, type InstantText } from '../../../contract/time.ts';
import { isVouched, paperKeptAt } from '../../../records/purchaser.ts';
import { isBackfilled } from '../../../records/record.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';

/** The facts of one revision; null: did not happen. The first record of each action counts. */
export interface DeliveryFacts {
  delivered: SignoffRecord | null;
  received: SignoffRecord | null;
  /** A return is worked on whoever wrote it down; as the purchaser's it counts only when `isClaimed` says no. */
  returned: SignoffRecord | null;
  /** 签收 that only the supplier tells of: it is none until the purchaser's hand is seen. Null once there is a real one. */
  claimedReceipt: SignoffRecord | null;
  /** 作废: it stays in the archive and hands nothing in any more. */
  annulled: SignoffRecord | null;
  /** By when the purchaser has to answer, or a revision after a return is to be there; null: by no time, or nobody is to act. */
  answer: AnswerBy | null;
}

/** Of what nothing happened to. */
export const noFacts: DeliveryFacts = {
  delivered: null,
  received: null,
  returned: null,
  claimedReceipt: null,
  annulled: null,
  answer: null,
};

/** true for an act of the purchaser that only the supplier tells of. */
export const isClaimed = (signoff: SignoffRecord): boolean => !isVouched(signoff, signoff.at);

/** Where the facts keep what an act of signing off said. */
export const factOf = { deliver: 'delivered', receive: 'received', return: 'returned', void: 'annulled' } as const;

const keyOf = (obligation: string, period: string, revision: number): string => `${obligation} ${period} ${revision}`;

/**
 * Arranges signoffs by revision.
 * @param asOf ISO; what happened or was written down later is not known yet
 * @param answers by when the contract asks for an answer
 * @returns looks up the facts of one revision
 */
export function deliveryFacts(
  signoffs: readonly SignoffRecord[],
  asOf: InstantText,
  answers: Answers,
): (obligation: string, period: string, revision: number) => DeliveryFacts {
  const byRevision = new Map<string, DeliveryFacts>();
  const isKnown = knownAt(asOf);
  for (const signoff of signoffs) {
    if (signoff.action === 'confirm' || !isKnown(signoff)) continue;
    const key = keyOf(signoff.obligation, signoff.period, signoff.revision);
    const facts = byRevision.get(key) ?? { ...noFacts };
    // A paper that came later showed nothing then.
    const claimed =
      signoff.action === 'receive' && (isClaimed(signoff) || compareInstants(writtenAt(signoff), asOf) > 0);
    const field = claimed ? 'claimedReceipt' : factOf[signoff.action];
    const known = facts[field];
    if (known === null || compareInstants(writtenAt(signoff), writtenAt(known)) < 0) facts[field] = signoff;
    byRevision.set(key, facts);
  }
  return (obligation, period, revision) => {
    const facts = byRevision.get(keyOf(obligation, period, revision)) ?? noFacts;
    const answer = answers(awaitedOf(facts), asOf);
    return { ...facts, ...(facts.received === null ? {} : { claimedReceipt: null }), answer };
  };
}

/** Since when either side is to act, as it was written down; what only the supplier tells of moves nobody. */
function awaitedOf({ delivered, received, returned, annulled }: DeliveryFacts): AnswerTimes {
  const waits = annulled === null && received === null && returned === null && delivered !== null;
  const isBack =
    annulled === null &&
    returned !== null &&
    !isClaimed(returned) &&
    (received === null || compareInstants(returned.at, received.at) > 0);
  return { delivered: waits ? writtenAt(delivered) : null, returned: isBack ? writtenAt(returned) : null };
}

/** Since when silence counts as a receipt; null: it does not, or not yet. */
export const deemedAt = ({ answer }: Pick<DeliveryFacts, 'answer'>): InstantText | null =>
  answer?.deemed === true && answer.isPast ? answer.dueAt : null;

/**
 * Every return of any revision, newest first: also those that a later revision has answered, of which the facts of the
 * newest revision say nothing. Of one revision the first counts.
 * @param asOf ISO; what happened or was written down later is not known yet
 */
export function returnsOf(signoffs: readonly SignoffRecord[], asOf: InstantText): SignoffRecord[] {
  const first = new Map<string, SignoffRecord>();
  const known = signoffs.filter(({ action }) => action === 'return').filter(knownAt(asOf));
  for (const one of known.toSorted((a, b) => compareInstants(a.at, b.at))) {
    const key = keyOf(one.obligation, one.period, one.revision);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()].reverse();
}

/** Every revision that was made void, in order of time. @param asOf ISO; what happened or was written down later is not known yet */
export const voidsOf = (signoffs: readonly SignoffRecord[], asOf: InstantText): SignoffRecord[] =>
  signoffs
    .filter(({ action }) => action === 'void')
    .filter(knownAt(asOf))
    .toSorted((a, b) => compareInstants(a.at, b.at));

/**
 * The revisions by which a document is handed in: those that were issued after the last one that was made void. What that one had
 * taken the place of had no effect any more, so that it does not come back.
 * @param revisions in any order
 */
export function standingOf<T extends { issuedAt: InstantText; facts: Pick<DeliveryFacts, 'annulled'> }>(
  revisions: readonly T[],
): T[] {
  const gone = revisions.filter(({ facts }) => facts.annulled !== null).map(({ issuedAt }) => Date.parse(issuedAt));
  const last = Math.max(Number.NEGATIVE_INFINITY, ...gone);
  return revisions.filter(({ issuedAt }) => Date.parse(issuedAt) > last);
}

function knownAt(asOf: InstantText): (signoff: Pick<SignoffRecord, 'at' | 'enteredAt'>) => boolean {
  const limit = Date.parse(asOf);
  return ({ at, enteredAt }) => Date.parse(at) <= limit && Date.parse(enteredAt) <= limit;
}

/**
 * When each fact that may decide about being in time first counted for a document; null: not yet. A time that was typed decides nothing: an
 * act counts from when it was written down.
 */
export type HandedIn = Readonly<Record<OnTimeBy, InstantText | null>> & {
  /** When these happened, as those who wrote them down say; absent where that was when they were written down. */
  said?: Readonly<Record<'delivered' | 'received', InstantText | null>>;
};

/** When an act was written down; never before the time that it names, nor the purchaser's before the paper came that shows it. */
export function writtenAt(act: SignoffRecord): InstantText {
  const { at, enteredAt } = act;
  const said = compareInstants(at, enteredAt) > 0 ? at : enteredAt;
  const paper = act.action === 'deliver' ? undefined : paperKeptAt(act, at);
  return paper !== undefined && compareInstants(paper, said) > 0 ? paper : said;
}

/** Both times of an act, where both have to be told. */
export const handedText = ({ at, writtenAt }: { at: InstantText; writtenAt: InstantText }): string =>
  `${formatDateTime(at)}（登记于 ${formatDateTime(writtenAt)}）`;

/** A delivery or receipt as it is told: the time that was said, and when it was written down where that may not go unsaid. */
export function handedTime(
  times: HandedIn,
  fact: 'delivered' | 'received',
  dueAt: InstantText | null,
): { at: InstantText | null; writtenAt: InstantText | null } {
  const written = times[fact];
  const at = times.said?.[fact] ?? written;
  if (at === null || written === null) return { at, writtenAt: null };
  const decides = dueAt !== null && compareInstants(at, dueAt) <= 0 && compareInstants(written, dueAt) > 0;
  return { at, writtenAt: decides || isBackfilled({ at, enteredAt: written }) ? written : null };
}

/**
 * The first 签发, 送达 and 签收 of any revision, as written down: a revision makes nothing late or timely. Who signed for a document had it by
 * then, whether anybody wrote its delivery down or not; a receipt that only the supplier tells of is none. What was made void was not handed in.
 * @param all every revision, each with its facts
 */
export function handedIn(all: readonly { issuedAt: InstantText; facts: DeliveryFacts }[]): HandedIn {
  const revisions = standingOf(all);
  const received = firstWritten(revisions.flatMap(({ facts }) => facts.received ?? []));
  const delivered = firstWritten(
    revisions.flatMap(({ facts }) => [facts.delivered ?? [], facts.received ?? []].flat()),
  );
  return {
    issued: earliest(revisions.map(({ issuedAt }) => issuedAt)) ?? null,
    delivered: delivered === undefined ? null : writtenAt(delivered),
    received:
      received === undefined
        ? (earliest(revisions.flatMap(({ facts }) => deemedAt(facts) ?? [])) ?? null)
        : writtenAt(received),
    ...([delivered, received].every((one) => one === undefined || one.at === writtenAt(one))
      ? {}
      : { said: { delivered: delivered?.at ?? null, received: received?.at ?? null } }),
  };
}

const firstWritten = (acts: readonly SignoffRecord[]): SignoffRecord | undefined =>
  acts.toSorted((a, b) => compareInstants(writtenAt(a), writtenAt(b)) || compareInstants(a.at, b.at))[0];
