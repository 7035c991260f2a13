/** The documents that wait for the purchaser, and the rule that nothing is signed for unseen. */
import type { ArchivedDocument } from '../archive/store.ts';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { periodText, revisionText } from '../contract/calendar/period-text.ts';
import { UserError } from '../contract/error.ts';
import { signaturesOf } from '../contract/terms/signatures.ts';
import { formatDateTime } from '../contract/time.ts';
import { type Declared, declaredOf } from '../pipeline/log/declared.ts';
import type { Waiting } from '../pipeline/plan/awaiting-receipt.ts';
import type { PlannedOccurrence } from '../pipeline/plan/planned.ts';
import type { ShownDocument } from '../pipeline/signoff/deliver.ts';
import { answerText } from '../subjects/deliveries/judge/answer-words.ts';
import { daysWaiting } from '../subjects/deliveries/judge/receipt.ts';

/** One document that waits for the purchaser. */
export interface AwaitingDocument {
  number: string;
  name: string;
  period: string;
  /** Title of the incident or other event that it is of; empty: it is of none, or that has no title. */
  eventTitle: string;
  revision: string;
  /** Contract time. */
  issuedAt: string;
  deliveredAt: string;
  deliveredBy: string;
  /** Whole days since it was handed over. */
  days: number;
  /** By when the contract asks for the answer; empty: by no time. */
  answer: string;
  /** This account has had it open. */
  opened: boolean;
  /** The supplier says that it was received, and nothing shows it. */
  claimed: boolean;
  /** What both sides declared of a wrong clock that wrote it. */
  declared: readonly string[];
}

/** What an account had open: fingerprint and pages by number of the document. */
export type Opened = ReadonlyMap<string, { fingerprint: string; pages: number }>;

interface Around {
  opened: Opened;
  /** See `eventTitles`. */
  titles: ReadonlyMap<string, string>;
  declared: Declared;
  /** Contract date. */
  today: string;
}

/** What a page shows of it; what a party may not see is taken out of every answer (`seen-calls.ts`). */
export function awaitingDocument(
  { item, issued, since }: Waiting,
  { opened, titles, declared, today }: Around,
): AwaitingDocument {
  const { number, title, revision, fingerprint, times, obligation, period } = issued.manifest;
  return {
    number,
    name: title,
    period: periodText(item.occurrence),
    eventTitle: titles.get(item.occurrence.event ?? '') ?? '',
    revision: revisionText(revision),
    issuedAt: formatDateTime(times.issued),
    deliveredAt: formatDateTime(since),
    deliveredBy: item.delivery.delivered?.person ?? '',
    days: daysWaiting(since, today),
    answer: item.delivery.answer === null ? '' : answerText(item.delivery.answer),
    opened: opened.get(number)?.fingerprint === fingerprint,
    claimed: item.delivery.claimedReceipt !== null,
    declared: declaredOf(declared, number, { obligation, period }),
  };
}

/** true where the signature form of the contract's data leaves no line to the purchaser: the month's list is signed for it. */
export function signedByList(
  { contract: { contract } }: { contract: ContractBundle },
  item: PlannedOccurrence,
): boolean {
  const form = signaturesOf(contract).find(({ id }) => id === item.obligation.signature);
  return form?.lines.every(({ party }) => party !== 'purchaser') ?? false;
}

/** @throws UserError naming the first that this account never had open as it is now */
export function requireOpened(documents: readonly ArchivedDocument[], opened: Opened, what: string): void {
  const unseen = documents.filter(({ manifest }) => opened.get(manifest.number)?.fingerprint !== manifest.fingerprint);
  const [first] = unseen;
  if (first === undefined) return;
  throw new UserError(`没有打开过的文档不能${what}`, {
    found: unseen.map(({ manifest }) => `${manifest.number} 未打开`).join('、'),
    expected: '本账号先打开文档（网页或 PDF）',
    hint: `打开后再${what}；没有登记任何内容`,
  });
}

/** What the record keeps of what the person had before them, by number. */
export const shownOf = (documents: readonly ArchivedDocument[], opened: Opened): ReadonlyMap<string, ShownDocument> =>
  new Map(
    documents.map(({ manifest: { number, fingerprint } }) => {
      const seen = opened.get(number);
      const pages = seen?.fingerprint === fingerprint ? seen.pages : 0;
      return [number, { fingerprint, pages: Array.from({ length: pages }, (_, n) => n + 1) }];
    }),
  );
