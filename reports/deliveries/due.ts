/** Which 应交项 of a period became of what, as the tables of `deliveries.ts` and the compliance statement count them. */

import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { answersOf } from '../../src/contract/calendar/answer-by.ts';
import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Fact } from '../../src/contract/calendar/cut.ts';
import type { Counted, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import { toInstant, toText } from '../../src/contract/time.ts';
import { dayOf, factOf } from '../../src/records/counted.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import {
  countDeliveries,
  type Delivery,
  deliveriesOf,
  isOpenState,
  isReceived,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { goesByShifts, isObserved, isOfDay } from '../../src/subjects/deliveries/judge/observed.ts';
import { receiptsAsCounted } from '../../src/subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { belongsHere, countsHere, factOrigin, type Origin, type PeriodView } from '../period/period.ts';
import { goesByIssue } from './on-time.ts';

export interface DeliveryPart {
  /** 应交项 whose due time passed in the document's interval: those due later are the next one's. */
  list: Delivery[];
  /** What became of 应交项 that an earlier document counted: issued, delivered, received or waived since. */
  corrections: Correction[];
  /** What this document counted, for the next ones to correct. */
  counted: Counted;
}

/** Needs `occurrences`, `manifest`, `signoff`, `waiver` and what daily reports are made of among the inputs. */
export function deliveryPart(view: PeriodView): DeliveryPart {
  const own = view.input.occurrences.filter(
    (one) => one.dueAt !== null && countsHere(view, keyOf(one), justAfter(one.dueAt)),
  );
  const list = judged(view, own, observedIn(daysIn(view)));
  const corrections = correctionsOf(...changed(view));
  return { list, corrections, counted: sumOf([...list.map((one) => countOf(view, one)), countedOf(corrections)]) };
}

/** Every 应交项 of these obligations as it stands when the document is made, whatever it counts and whenever it is due. */
export const deliveriesNow = (view: PeriodView, obligations: ReadonlySet<string>): Delivery[] =>
  judged(
    view,
    view.input.occurrences.filter(({ obligation }) => obligations.has(obligation)),
    observedIn(daysIn(view)),
  );

/** What is told without the 应交项 of one obligation, and without what became of them: a statement does not judge itself. */
export const withoutObligation = (part: DeliveryPart, id: string): DeliveryPart => ({
  ...part,
  list: part.list.filter((one) => one.obligation.id !== id),
  corrections: part.corrections.filter(({ key }) => !key.startsWith(`${KEY}${id} `)),
});

/** Where an 应交项 that is counted here comes from. */
export const originOfDelivery = (view: PeriodView, { occurrence: { dueAt } }: Delivery): Origin =>
  dueAt === null ? 'own' : factOrigin(view, justAfter(dueAt));

/** Due times are inclusive: whether it was kept is known when it has passed. What is issued at the cut is the next one's. */
function justAfter(time: string): Fact {
  const event = toText(toInstant(time).add({ seconds: 1 }));
  return { event, entered: event };
}

const KEY = 'due ';
const keyOf = ({ obligation, period }: Pick<Occurrence, 'obligation' | 'period'>): string =>
  `${KEY}${obligation} ${period}`;

/**
 * State, in time by 送达, 签收: as one word, so that a change of any of them is one correction. Where the contract counts more than
 * 签发 also in time by 签发 and by 签收, which the state does not tell there.
 */
const wordOf = (view: PeriodView, one: Delivery): string =>
  wordsOf(view, one, one.onTimeByDelivery === true, isReceived(one)).join(' ');

const wordsOf = (view: PeriodView, one: Delivery, delivered: boolean, received: boolean): (string | boolean)[] => [
  ...[one.state, delivered, received],
  ...(goesByIssue(view) ? [] : [one.onTimeByIssue === true, one.onTimeByReceipt === true]),
];

const countOf = (view: PeriodView, one: Delivery): Counted => ({
  [keyOf(one.occurrence)]: { [wordOf(view, one)]: 1 },
});

/** Signed counts of what was corrected, in the columns of the table. */
export function correctedCounts(corrections: readonly Correction[]): ReturnType<typeof countDeliveries> {
  const sum = { ...countDeliveries([]) };
  for (const { value, count } of corrections) {
    const [state = '', delivered, received, issued = String(state === 'on-time'), signed] = value.split(' ');
    if (state === 'waived') sum.waived += count;
    else if (isOpenState(state)) sum.open += count;
    else sum.owed += count;
    if (issued === 'true') sum.onTimeByIssue += count;
    if (signed === 'true') sum.onTimeByReceipt += count;
    if (state === 'on-time') sum.onTime += count;
    if (state === 'delivered-late') sum.deliveredLate += count;
    if (state === 'undelivered') sum.undelivered += count;
    if (state === 'late' || state === 'overdue' || state === 'missing') sum[state] += count;
    if (delivered === 'true') sum.onTimeByDelivery += count;
    if (received === 'true') sum.received += count;
  }
  return sum;
}

function judged(
  { input }: PeriodView,
  occurrences: readonly Occurrence[],
  observed: (occurrence: Occurrence, obligation: Obligation) => boolean,
): Delivery[] {
  return deliveriesOf({
    occurrences,
    obligations: allObligations(input.contract),
    issued: input.issued,
    signoffs: receiptsAsCounted(input.contract, input.issued, (input.records.signoff ?? []) as SignoffRecord[]),
    waivers: (input.records.waiver ?? []) as WaiverRecord[],
    onTime: onTimeRule(input.contract),
    answers: answersOf(input.contract, input),
    observed,
    asOf: input.asOf,
  });
}

/** Days on which there are records of a kind, and their times where documents are of shifts. */
type DaysOf = (kind: string) => readonly string[];

function daysIn({ input }: PeriodView): DaysOf {
  const known = new Map<string, string[]>();
  const shifts = goesByShifts(input.contract.obligations);
  return (kind) => {
    const records = (input.records[kind] ?? []) as AnyRecord[];
    const found = known.get(kind) ?? [
      ...new Set(records.map((record) => dayOf(record))),
      ...(shifts ? records.map(({ at }) => at) : []),
    ];
    known.set(kind, found);
    return found;
  };
}

const observedIn =
  (days: DaysOf) =>
  (occurrence: Occurrence, obligation: Obligation): boolean =>
    isObserved(obligation, occurrence, days);

/** Of the 应交项 counted before those that something happened to since: how they stand, and how they were counted. */
function changed(view: PeriodView): [now: Counted, before: Counted] {
  const { input } = view;
  const before = Object.entries(input.countedBefore).filter(([key]) => key.startsWith(KEY));
  if (before.length === 0) return [{}, {}];
  const byKey = new Map(input.occurrences.map((one) => [keyOf(one), one]));
  const touched = touchedKeys(view);
  const renewed = renewedKeys(view);
  const obligations = new Map(allObligations(input.contract).map((one) => [one.id, one]));
  const issued = new Set(input.issued.map((one) => keyOf(one)));
  // All of what the day was made of is among the inputs while it is not issued.
  const isOpenDay = (one: Occurrence): boolean => {
    const obligation = obligations.get(one.obligation);
    return obligation !== undefined && isOfDay(obligation) && !issued.has(keyOf(one));
  };
  const observed = observedIn(daysIn(view));
  // Of what goes by its delivery or receipt all that was said is among the inputs, also what was corrected or withdrawn since.
  const ruleOf = onTimeRule(input.contract);
  const isHandedOver = (one: Occurrence): boolean =>
    issued.has(keyOf(one)) && ruleOf(obligations.get(one.obligation) ?? {}).by !== 'issued';
  const own = before.filter(([key]) => {
    const one = byKey.get(key);
    const isMoved = touched.has(key) || (one !== undefined && (one.happenings !== undefined || isHandedOver(one)));
    return one === undefined || isMoved || isOpenDay(one);
  });
  const occurrences = own.flatMap(([key]) => byKey.get(key) ?? []);
  const was = new Map(own.map(([key, values]) => [key, standing(values)]));
  const list = judged(view, occurrences, (one, obligation) =>
    isOpenDay(one) || one.happenings !== undefined
      ? observed(one, obligation)
      : !was.get(keyOf(one))?.startsWith('missing'),
  );
  const now = list.map((one) => ({
    [keyOf(one.occurrence)]: { [stillValue(view, one, was.get(keyOf(one.occurrence)) ?? '', renewed)]: 1 },
  }));
  return [sumOf(now), Object.fromEntries(own)];
}

/** The value under which something counts at present. */
const standing = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values).find(([, count]) => count > 0)?.[0] ?? '';

/**
 * What was handed over or received stays so, though the records that say it are no inputs any more.
 * @param renewed keys of which a revision went out since: nobody has received that one yet
 */
function stillValue(view: PeriodView, one: Delivery, was: string, renewed: ReadonlySet<string>): string {
  if (one.onTime.by !== 'issued') return wordOf(view, one);
  const [, delivered, received] = was.split(' ');
  const said = one.facts.received !== null || one.facts.returned !== null;
  const isNew = (one.current?.revision ?? 1) > 1 && renewed.has(keyOf(one.occurrence));
  const isIn = said ? isReceived(one) : received === 'true' && !isNew;
  return wordsOf(view, one, one.onTimeByDelivery === true || delivered === 'true', isIn).join(' ');
}

/** Documents that were issued, signed for, sent back or waived since the document before. */
function touchedKeys(view: PeriodView): Set<string> {
  const { records, occurrence } = view.input;
  const here = (record: AnyRecord): boolean => belongsHere(view, factOf(record, occurrence));
  const signed = ((records.signoff ?? []) as SignoffRecord[]).filter((one) => one.action !== 'confirm' && here(one));
  const waived = ((records.waiver ?? []) as WaiverRecord[]).filter(here);
  return new Set([...[...signed, ...waived].map(keyOf), ...renewedKeys(view)]);
}

/** Documents of which one, a first or a later revision, was issued since the document before. */
const renewedKeys = (view: PeriodView): Set<string> =>
  new Set(view.input.issued.filter((one) => belongsHere(view, justAfter(one.issuedAt))).map(keyOf));
