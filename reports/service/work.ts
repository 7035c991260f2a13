/**
 * What is done for users from day to day: operations, calls, consultations, visits. Each counts once as registered, in the period
 * that first knows of it, and once as done, in the period in which it is finished or that learns of it; what is taken back or
 * opened again later is a signed count of the period that learns of it.
 */
import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import type { InstantText } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import call, { type CallRecord } from '../../src/subjects/requests/kinds/call.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import serviceOrder, { type ServiceOrderRecord } from '../../src/subjects/requests/kinds/service-order.ts';
import serviceRequest, { type ServiceRequestRecord } from '../../src/subjects/requests/kinds/service-request.ts';
import { allOf, countsHere, ofPeriod, type PeriodView, takenBack, upToPeriod } from '../period/period.ts';

/** Of one kind. */
export interface Work<T extends AnyRecord> {
  /** Counted here: asked for since the cut of the document before, or written down since. */
  registered: T[];
  /** Of `registered`, those that are done. */
  done: T[];
  /** Registered in another period and finished in this one. */
  doneEarlier: T[];
  /** 作废 of what an earlier document counted. */
  back: T[];
  /** Of those that other documents counted as done. */
  corrections: Correction[];
  /** What this document counted that may change, for the next ones to correct. */
  counted: Counted;
}

export interface WorkPart {
  requests: Work<ServiceRequestRecord>;
  calls: Work<CallRecord>;
  consultations: Work<ConsultationRecord>;
  orders: Work<ServiceOrderRecord>;
  /** Of all of them. */
  counted: Counted;
}

/** Needs these kinds since the begin of service, and those that the cut gives to the document. */
export function workPart(view: PeriodView): WorkPart {
  const parts = {
    requests: workOf(view, serviceRequest, (one) => (one.result === 'done' ? (one.finishedAt ?? one.at) : null)),
    calls: workOf(view, call, (one) =>
      one.outcome === 'missed' ? null : (one.calledBackAt ?? one.answeredAt ?? one.at),
    ),
    consultations: workOf(view, consultation, (one) => (one.status === 'open' ? null : (one.answeredAt ?? one.at))),
    orders: workOf(view, serviceOrder, (one) => (one.result === 'done' ? (one.leftAt ?? one.arrivedAt) : null)),
  };
  return { ...parts, counted: sumOf(Object.values(parts).map(({ counted }) => counted)) };
}

/** @param doneAt when one was finished; null while it is not */
function workOf<T extends AnyRecord>(
  view: PeriodView,
  kind: RecordKind<T>,
  doneAt: (record: T) => InstantText | null,
): Work<T> {
  const told = upToPeriod(view, kind);
  const registered = ofPeriod(view, kind);
  const finished = told.flatMap((one) => {
    const event = doneAt(one);
    return event === null ? [] : [{ one, fact: { event, entered: one.enteredAt } }];
  });
  const here = finished.filter(({ one, fact }) => countsHere(view, keyOf(one), fact)).map(({ one }) => one);
  const corrections = correctionsOf(doneCount(finished.map(({ one }) => one)), countedBefore(view, kind, told));
  const own = new Set(registered);
  return {
    registered,
    done: here.filter((one) => own.has(one)),
    doneEarlier: here.filter((one) => !own.has(one)),
    back: takenBack(view, kind),
    corrections,
    counted: sumOf([doneCount(here), countedOf(corrections)]),
  };
}

const DONE = 'done';
const keyOf = ({ id }: AnyRecord): string => `${id} ${DONE}`;

const doneCount = (records: readonly AnyRecord[]): Counted =>
  Object.fromEntries(records.map((one) => [keyOf(one), { [DONE]: 1 }]));

/** What other documents counted as done of this kind; what belongs to a later period is corrected there. */
function countedBefore<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>, told: readonly T[]): Counted {
  const known = new Set(told.map(keyOf));
  const later = new Set(
    allOf(view, kind)
      .map(keyOf)
      .filter((key) => !known.has(key)),
  );
  const isOwn = (key: string): boolean => key.startsWith(`${kind.prefix}-`) && key.endsWith(` ${DONE}`);
  return Object.fromEntries(Object.entries(view.input.countedBefore).filter(([key]) => isOwn(key) && !later.has(key)));
}
