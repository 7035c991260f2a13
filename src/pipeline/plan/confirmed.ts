/**
 * Whether the next revision of a document is confirmed: somebody looked at it, and what they saw is what it says now. What was
 * confirmed is kept as its fingerprint (`seenFingerprint`); a later change of the evidence or the contract voids it.
 */
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { compareInstants } from '../../contract/time.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { cutOf } from '../compose/cut-of.ts';
import { type ComposeSource, gatherInputs } from '../compose/inputs.ts';
import { changedSince, isVoided } from '../compose/seen.ts';
import type { DeliverableFacts } from '../deliverable-facts.ts';

/** Who looked at it, and when. */
export interface Confirmation {
  /** Id of its record. */
  id: string;
  /** ISO. */
  at: string;
  person: string;
}

/** A confirmation that counts no more. */
export interface VoidedConfirmation extends Confirmation {
  /** Records that were written down, corrected or withdrawn since; none when it was the contract, or a file by hand. */
  changed: readonly { kind: string; id: string }[];
}

export interface Confirmed {
  confirmed: boolean;
  /** The one that counts. */
  confirmation?: Confirmation;
  /** Only where nobody has confirmed it anew. */
  voided?: VoidedConfirmation;
}

export interface ToConfirm {
  obligation: Obligation;
  occurrence: Occurrence;
  issued: ArchivedDocument | null;
  firstIssuedAt: string | null;
  deliverable: DeliverableFacts;
  /** See `PlannedOccurrence`. */
  closing?: string | undefined;
}

/**
 * @param confirm the latest confirmation of the revision that is issued next; undefined: there is none
 * @param now ISO: what was written down by then counts
 */
export async function confirmedAs(
  source: ComposeSource,
  confirm: SignoffRecord | undefined,
  item: ToConfirm,
  now: string,
): Promise<Confirmed> {
  if (confirm === undefined) return { confirmed: false };
  const { id, at, person } = confirm;
  const stands: Confirmed = { confirmed: true, confirmation: { id, at, person } };
  // One of a time when none was kept stands as it did.
  if (confirm.fingerprint === undefined) return stands;
  const inputs = await gatherInputs(source, {
    deliverable: await item.deliverable.whole(),
    obligation: item.obligation,
    occurrence: item.occurrence,
    revision: confirm.revision,
    issuedAt: null,
    readAt: now,
    late: null,
    revises: null,
    firstIssuedAt: item.firstIssuedAt,
    cut: isDue(item.closing, now) ? now : await cutOf(source, item.issued),
  });
  if (!isVoided(confirm, inputs)) return stands;
  return { confirmed: false, voided: { id, at, person, changed: changedSince(inputs, confirm.enteredAt) } };
}

/** true when the next revision is the one that closes: it counts up to its own issue time, and so does its draft. */
const isDue = (closing: string | undefined, now: string): boolean =>
  closing !== undefined && compareInstants(now, closing) >= 0;

/** Why a confirmation counts no more, for a person: `2026-11-24 16:30 的确认已失效：其后有变化 GZ-20261124-001`. */
export function voidedText({ changed }: VoidedConfirmation, time: string): string {
  const shown = changed
    .slice(0, MOST_NAMED)
    .map(({ id }) => id)
    .join('、');
  const more = changed.length > MOST_NAMED ? `等 ${changed.length} 条` : '';
  const what = changed.length === 0 ? '合同数据或所依据的文件有改动' : `其后登记或更正了 ${shown}${more}`;
  return `${time} 的确认已失效（${what}）`;
}

/** Records that a line names. */
const MOST_NAMED = 3;
