/** The month's list: documents that are not signed one by one, with what is out of the ordinary among them. */

import { createHash } from 'node:crypto';
import { documentName, documentText } from '../archive/document-file.ts';
import type { ArchivedDocument } from '../archive/store.ts';
import { monthText } from '../contract/calendar/month-text.ts';
import { periodText } from '../contract/calendar/period-text.ts';
import { UserError } from '../contract/error.ts';
import { dateOf } from '../contract/time.ts';
import { type Declared, declaredByBoth, declaredOf } from '../pipeline/log/declared.ts';
import { type Waiting, waitingIn } from '../pipeline/plan/awaiting-receipt.ts';
import { planWithRequests } from '../pipeline/plan/on-request.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { PlannedOccurrence } from '../pipeline/plan/planned.ts';
import type { Session } from '../pipeline/session.ts';
import { recordDelivery } from '../pipeline/signoff/deliver.ts';
import { stateWords } from '../states/occurrence.ts';
import { receiptWords } from '../states/receipt.ts';
import { firstAnswer } from '../subjects/deliveries/judge/answer-words.ts';
import { daysWaiting, receiptState } from '../subjects/deliveries/judge/receipt.ts';
import { blobOfMark } from '../workspace/git/erased.ts';
import type { Actor } from './actor.ts';
import { abnormalIn } from './documents/abnormal-figures.ts';
import { eventTitles } from './documents/line-words.ts';
import { keptPlan } from './kept-plan.ts';
import {
  type AwaitingDocument,
  awaitingDocument,
  type Opened,
  requireOpened,
  shownOf,
  signedByList,
} from './receive-waiting.ts';

/** Documents of one month that are not signed one by one. */
export interface AwaitingList {
  /** `2026-11` */
  month: string;
  title: string;
  count: number;
  /** Days since the first of them was handed over. */
  days: number;
  /** What passes first of the times that the contract sets for the answer; empty: none. */
  answer: string;
  exceptions: number;
}

export interface ListToReceive {
  month: string;
  title: string;
  documents: (AwaitingDocument & { exceptions: string[] })[];
  /** Of the same kind and month, and not on the list, with the reason. */
  missing: { name: string; period: string; reason: string }[];
  /** SHA-256 over numbers and fingerprints of the documents listed. */
  fingerprint: string;
}

export interface Signed {
  /** How many were recorded now; 0: it had been said before. */
  count: number;
}

export interface SigningList extends Signing {
  month: string;
  /** As it was shown. */
  fingerprint: string;
}

export interface Signing {
  actor: Actor;
  opened: Opened;
  /** ISO instant. */
  now: string;
}

/** Month under which a document is listed: that of its period's last day, so that a week across two is listed once. */
const monthOf = ({ occurrence }: PlannedOccurrence): string => occurrence.to.slice(0, 7);

/** What of the waiting documents is signed by lists, the oldest month first. */
export async function listsOf(session: Session, waiting: readonly Waiting[], now: string): Promise<AwaitingList[]> {
  const byMonth = Map.groupBy(waiting, ({ item }) => monthOf(item));
  const declared = await declaredByBoth(session.workspace);
  const lists = [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    lists.map(async ([month, own]) => {
      const exceptions = await Promise.all(own.map(({ issued }) => exceptionsOf(session, issued, declared)));
      const days = own.map(({ since }) => daysWaiting(since, dateOf(now)));
      return {
        month,
        title: titleOf(month),
        count: own.length,
        days: Math.max(...days),
        answer: firstAnswer(own.map(({ item }) => item.delivery.answer)),
        exceptions: exceptions.filter((one) => one.length > 0).length,
      };
    }),
  );
}

const titleOf = (month: string): string => `${monthText(month)}签收清单`;

function waitingOf({ workspace }: Session, month: string, plan: Plan): Waiting[] {
  const waiting = waitingIn(plan).filter(({ item }) => monthOf(item) === month && signedByList(workspace, item));
  return waiting.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ item, issued }: Waiting): string => `${item.occurrence.from} ${issued.manifest.number}`;

/** See `receiveCalls`. */
export async function listOf(
  session: Session,
  month: string,
  opened: Opened,
  now: string,
): Promise<ListToReceive | null> {
  const plan = await keptPlan(session, now);
  const waiting = waitingOf(session, month, plan);
  if (waiting.length === 0) return null;
  const titles = await eventTitles(
    session,
    waiting.map(({ item }) => item),
  );
  const declared = await declaredByBoth(session.workspace);
  const documents = await Promise.all(
    waiting.map(async (one) => ({
      ...awaitingDocument(one, { opened, titles, declared, today: dateOf(plan.closeOut.asOf) }),
      exceptions: await exceptionsOf(session, one.issued, declared),
    })),
  );
  return {
    month,
    title: titleOf(month),
    documents,
    missing: missingFrom(session, plan, month, waiting),
    fingerprint: fingerprintOf(waiting),
  };
}

/** Of the obligations on the list: what of the month is not on it and should be known of. */
function missingFrom(
  { workspace }: Session,
  { items }: Plan,
  month: string,
  waiting: readonly Waiting[],
): ListToReceive['missing'] {
  const listed = new Set(waiting.map(({ item }) => item));
  return items
    .filter((item) => !listed.has(item) && monthOf(item) === month && signedByList(workspace, item))
    .flatMap((item) => {
      const reason = reasonOf(item);
      return reason === null ? [] : [{ name: item.obligation.name, period: periodText(item.occurrence), reason }];
    });
}

/** Why it is not on the list; null for what is received already or not due yet. */
function reasonOf({ issued, state, delivery }: PlannedOccurrence): string | null {
  if (issued === null) return state === 'upcoming' || state === 'due' ? null : stateWords[state];
  const receipt = receiptState(delivery);
  return receipt === 'received' ? null : receiptWords[receipt];
}

/** The list as one number: whoever changes, adds or takes away a document makes another list. */
function fingerprintOf(waiting: readonly Waiting[]): string {
  const lines = waiting.map(({ issued: { manifest } }) => `${manifest.number} ${manifest.fingerprint}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** See `receiveCalls`: one 签收 for each document, all in one commit. */
export async function signList(session: Session, request: SigningList): Promise<Signed> {
  const { actor, month, opened, now } = request;
  // What is signed for is judged anew, whatever a page was made of.
  const waiting = waitingOf(session, month, await planWithRequests(session, now));
  if (waiting.length === 0) return { count: 0 };
  const list = fingerprintOf(waiting);
  if (list !== request.fingerprint) {
    throw new UserError('清单已有变化，没有签收', {
      found: `现有 ${waiting.length} 份文档，与打开页面时不同`,
      expected: '与所见一致的清单',
      hint: '回到清单重新查看后再签收',
    });
  }
  const documents = waiting.map(({ issued }) => issued);
  const declared = await declaredByBoth(session.workspace);
  const unusual = await Promise.all(
    documents.map(async (one) => (await exceptionsOf(session, one, declared)).length > 0),
  );
  requireOpened(
    documents.filter((_, n) => unusual[n]),
    opened,
    '签收',
  );
  const { recorded } = await recordDelivery(session, {
    action: 'receive',
    documents: documents.map(({ manifest }) => manifest.number),
    person: actor.name,
    via: `登记台，按${titleOf(month)}`,
    entered: actor,
    shown: shownOf(documents, opened),
    list,
    now,
  });
  return { count: recorded.length };
}

/**
 * What is out of the ordinary of an issued document, in Chinese; empty for a plain one. An issued document never changes, so
 * that it is read once while the workspace stays open.
 */
async function exceptionsOf({ workspace }: Session, document: ArchivedDocument, declared: Declared): Promise<string[]> {
  const { folder, manifest } = document;
  const path = `${folder}/${documentName(document)}`;
  const read = async (): Promise<string[]> => {
    const text = await documentText(workspace.root, document);
    return blobOfMark(Buffer.from(text)) === undefined ? abnormalIn(JSON.parse(text)) : ['内容已依规清除'];
  };
  const abnormal = await (workspace.memo === undefined ? read() : workspace.memo.of(path, 'abnormal figures', read));
  const { late, revision, times, blanks = 0 } = manifest;
  return [
    ...(late ? ['补报'] : []),
    ...(revision > 1 ? [`第 ${revision} 版`] : []),
    ...(times.confirmed === null ? ['未经人工确认'] : []),
    ...(blanks > 0 ? [`待填写 ${blanks} 项`] : []),
    ...abnormal,
    ...declaredOf(declared, manifest.number, manifest),
  ];
}

/** Issued, and nobody handed it over yet. */
export const isUndelivered = ({ issued, delivery }: PlannedOccurrence): boolean =>
  issued !== null && receiptState(delivery) === 'undelivered';
