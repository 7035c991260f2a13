/**
 * What was handed over, for the one sheet that the purchaser signs and stamps for all of a month (月度签收单): a table of registers of
 * the kind `delivered`. A delivery stands on the first sheet that was made after it and after its entry; what that sheet brought no
 * signature for stands on the next one again. Nothing of it waits for the signature: the sheet is made before it. Pure.
 */

import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { answersOf } from '../../src/contract/calendar/answer-by.ts';
import type { Fact } from '../../src/contract/calendar/cut.ts';
import type { Counted, IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants, dateOf, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import type { FigureInterval } from '../../src/report/figure.ts';
import { receiptWords } from '../../src/states/receipt.ts';
import { type DeliveryFacts, deliveryFacts } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { isOnline } from '../../src/subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { CLAIMED, ONLINE } from '../../src/wording/words.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import type { PeriodView } from '../period/period.ts';

/** Kind of the table's lines. */
export const DELIVERED = 'delivered';

/** Columns by their ids. */
export const deliveredLabels: Readonly<Record<string, string>> = {
  number: '文档编号',
  title: '文档名称',
  obligation: '交付义务',
  period: '统计区间',
  revision: '版次',
  pages: '页数',
  issuedAt: '签发时间',
  deliveredAt: '送达时间',
  deliveredBy: '送达人',
  via: '送达方式',
  fingerprint: '文档指纹',
  receipt: '签收情况',
};

/** Signoffs of other documents than the sheet itself, of any time: what an earlier sheet lists may still be open. */
export const deliveredNeeds: readonly Need[] = [
  {
    kind: 'signoff',
    window: 'to-date',
    only: (record, _contract, own) => {
      const { action, obligation } = record as SignoffRecord;
      return action !== 'confirm' && obligation !== own.obligation;
    },
  },
];

/** Registers that list what was handed over: the sheets. */
export const isSheet = ({ kind, more = [] }: ContractBundle['registers'][number]): boolean =>
  [{ kind }, ...more].some((one) => one.kind === DELIVERED);

/** true of a document that is such a sheet. */
export const isOfSheet = ({ contract, obligation }: Pick<ComposeInput, 'contract' | 'obligation'>): boolean =>
  contract.registers.some((one) => one.id === obligation.id && isSheet(one));

/** One document on the sheet, by the columns of the table. */
export interface DeliveredLine {
  values: Readonly<Record<string, unknown>>;
  /** true: signing the sheet is what receives it. */
  open: boolean;
}

/** When the sheets of the same obligation that went out before were made, in order; of the first one empty. */
export function earlierSheets({ input }: PeriodView): InstantText[] {
  const { issued, occurrence, asOf } = input;
  return issued
    .filter((one) => one.obligation === occurrence.obligation && one.period !== occurrence.period && one.revision === 1)
    .map(({ cut, issuedAt }) => cut ?? issuedAt)
    .filter((cut) => compareInstants(cut, asOf) < 0)
    .sort(compareInstants);
}

const isKnown = ({ event, entered }: Fact, at: InstantText): boolean =>
  compareInstants(event, at) <= 0 && compareInstants(entered, at) <= 0;

/**
 * What stands on this sheet and on none before: it had happened and was written down when this one was made, whatever month the
 * sheet is of. A report waits for the end of its period; a sheet lists what there is to sign for.
 */
export function isNewOn(view: PeriodView): (fact: Fact) => boolean {
  const earlier = earlierSheets(view);
  return (fact) => isKnown(fact, view.input.asOf) && !earlier.some((cut) => isKnown(fact, cut));
}

/** What a sheet counts: since the one before, or the beginning of the service, up to its making. */
export const sheetInterval = (view: PeriodView): FigureInterval => ({
  from: earlierSheets(view).at(-1) ?? view.input.contract.contract.servicePeriod.from,
  to: view.input.asOf,
});

/** What it lists, in words. */
export function sheetText(view: PeriodView): string {
  const last = earlierSheets(view).at(-1);
  const since = last === undefined ? '' : `上一份签收单（${formatDateTime(last)} 制作）之后、`;
  return `列入${since}${formatDateTime(view.input.asOf)} 以前登记送达的文档，以及以前送达、尚未签收的；其后送达的列入下一份。签字盖章即签收其中尚未签收和电子确认的各份，划去的不计。`;
}

/**
 * All that this sheet lists, in the order of the deliveries. Sheets themselves stand on none.
 * @param view of the sheet, whose cut decides
 */
export function deliveredLines(view: PeriodView): DeliveredLine[] {
  const { input, from } = view;
  const factsOf = deliveryFacts(
    (input.records['signoff'] ?? []) as SignoffRecord[],
    input.asOf,
    answersOf(input.contract, input),
  );
  const sheets = new Set(input.contract.registers.filter(isSheet).map(({ id }) => id));
  const documents = input.issued.filter(({ obligation }) => !sheets.has(obligation));
  const newest = newestRevisions(documents);
  const isNew = isNewOn(view);
  const isFirst = earlierSheets(view).length === 0;
  const lines = documents.flatMap((document): DeliveredLine[] => {
    const facts = factsOf(document.obligation, document.period, document.revision);
    const { delivered, received } = facts;
    if (delivered === null) return [];
    const last = newest.get(keyOf(document)) ?? document.revision;
    const { word, open } = standing(facts, last > document.revision ? last : null);
    // Of the time before there were sheets only what is still open: the rest was signed for by itself.
    const isOwn = isNew(factOf(delivered, input.occurrence)) && (!isFirst || dateOf(delivered.at) >= from);
    if (isOwn) return [{ values: valuesOf(document, delivered, word), open }];
    // What an account received waits for the sheet that lists it.
    const again = open && (received === null || isFirst);
    return again ? [{ values: valuesOf(document, delivered, received === null ? AGAIN : word), open }] : [];
  });
  return lines.toSorted(
    (a, b) => compareInstants(deliveredAt(a), deliveredAt(b)) || (numberOf(a) < numberOf(b) ? -1 : 1),
  );
}

const AGAIN = '以前送达，尚未签收';
const NOT_SIGNED = '未签收';

/** Enough of a fingerprint to tell documents apart on paper; the manifest has the whole. */
const SHOWN = 12;

const deliveredAt = ({ values }: DeliveredLine): InstantText => values['deliveredAt'] as InstantText;
export const numberOf = ({ values }: Pick<DeliveredLine, 'values'>): string => String(values['number']);

const keyOf = ({ obligation, period }: IssuedSummary): string => `${obligation} ${period}`;

function newestRevisions(documents: readonly IssuedSummary[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const one of documents) newest.set(keyOf(one), Math.max(newest.get(keyOf(one)) ?? 0, one.revision));
  return newest;
}

/** 签收情况 when the sheet was made. @param last the revision that took its place, null: none did */
function standing(facts: DeliveryFacts, last: number | null): { word: string; open: boolean } {
  const { received, returned, claimedReceipt, annulled } = facts;
  const said = (what: string, { at }: SignoffRecord): string => `${what} ${dateOf(at)}`;
  if (annulled !== null) return { word: said(receiptWords.annulled, annulled), open: false };
  if (returned !== null && (received === null || compareInstants(returned.at, received.at) > 0))
    return { word: said(receiptWords.returned, returned), open: false };
  // What an account said waits for this signature; what paper shows does not.
  if (received !== null)
    return isOnline(received)
      ? { word: `签收 ${formatDateTime(received.at)}，${ONLINE}`, open: true }
      : { word: said(receiptWords.received, received), open: false };
  if (last !== null) return { word: `已有第 ${last} 版`, open: false };
  return { word: claimedReceipt === null ? NOT_SIGNED : CLAIMED, open: true };
}

function valuesOf(document: IssuedSummary, delivered: SignoffRecord, receipt: string): DeliveredLine['values'] {
  const { number, title, obligation, period, revision, pages, issuedAt, fingerprint } = document;
  return {
    ...{ number, title, obligation, period, revision, pages, issuedAt, receipt },
    fingerprint: fingerprint.slice(0, SHOWN),
    deliveredAt: delivered.at,
    deliveredBy: delivered.person,
    via: delivered.via,
  };
}

/** What the sheet counted, for whoever receives by it: the numbers that its signature receives. */
export const openNumbers = (lines: readonly DeliveredLine[]): Counted =>
  Object.fromEntries(lines.filter(({ open }) => open).map((one) => [numberOf(one), { [LISTED]: 1 }]));

const LISTED = 'listed';
