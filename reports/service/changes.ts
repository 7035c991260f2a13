/**
 * Changes of a period. Each is counted once as 登记, in the period that first knows of it, and once as 已完成, in the period that
 * learns of its confirmation; what is under way meanwhile is listed, and part of no sum.
 */
import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Fact } from '../../src/contract/calendar/cut.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';

import change, { type ChangeRecord } from '../../src/subjects/changes/kinds/change.ts';
import { allOf, belongsHere, countsHere, ofPeriod, type PeriodView, takenBack, upToPeriod } from '../period/period.ts';

export interface ChangePart {
  /** Counted here: asked for since the cut of the document before, or written down since. */
  registered: ChangeRecord[];
  /** 作废 of what an earlier document counted. */
  back: ChangeRecord[];
  /** Confirmed by the user, counted here. */
  confirmed: ChangeRecord[];
  /** Of those that earlier documents counted as confirmed. */
  corrections: Correction[];
  /** 上期转入，在办: counted by an earlier document and still under way. */
  carried: ChangeRecord[];
  /** What this document counted that may change, for the next ones to correct. */
  counted: Counted;
}

/** Needs `change` since the begin of service, and those that the cut gives to the document. */
export function changePart(view: PeriodView): ChangePart {
  const told = upToPeriod(view, change);
  const registered = ofPeriod(view, change);
  const done = told.flatMap((one) => (one.confirmedAt === undefined ? [] : [{ one, fact: confirmation(one) }]));
  const confirmed = done.filter(({ one, fact }) => countsHere(view, confirmedKey(one), fact)).map(({ one }) => one);
  const standing = confirmedCount(done.map(({ one }) => one));
  const corrections = correctionsOf(standing, countedBefore(view, told));
  const ids = new Set(registered.map(({ id }) => id));
  return {
    registered,
    back: takenBack(view, change),
    confirmed,
    corrections,
    carried: told.filter((one) => isUnderWay(one) && !ids.has(one.id)),
    counted: sumOf([confirmedCount(confirmed), countedOf(corrections)]),
  };
}

const confirmation = ({ confirmedAt = '', enteredAt }: ChangeRecord): Fact => ({
  event: confirmedAt,
  entered: enteredAt,
});

const CONFIRMED = 'confirmed';
const confirmedKey = ({ id }: ChangeRecord): string => `${id} ${CONFIRMED}`;

const confirmedCount = (changes: readonly ChangeRecord[]): Counted =>
  Object.fromEntries(changes.map((one) => [confirmedKey(one), { [CONFIRMED]: 1 }]));

/** What other documents counted as confirmed; what belongs to a later period is corrected there. */
function countedBefore(view: PeriodView, told: readonly ChangeRecord[]): Counted {
  const known = new Set(told.map(confirmedKey));
  const later = new Set(
    allOf(view, change)
      .map(confirmedKey)
      .filter((key) => !known.has(key)),
  );
  const own = Object.entries(view.input.countedBefore).filter(([key]) => CHANGE_KEY.test(key) && !later.has(key));
  return Object.fromEntries(own);
}

const CHANGE_KEY = /^BG-\d{8}-\d+ confirmed$/;

/** Those that a document lists: asked for, released or confirmed in its interval, or still under way. */
export function changesOfPeriod(view: PeriodView): ChangeRecord[] {
  return upToPeriod(view, change).filter(
    (one) =>
      [one.at, one.releasedAt, one.confirmedAt].some(
        (at) => at !== undefined && belongsHere(view, { event: at, entered: one.enteredAt }),
      ) || isUnderWay(one),
  );
}

/** Asked for and neither confirmed by the user nor withdrawn. */
export const isUnderWay = ({ stage }: ChangeRecord): boolean => stage !== 'confirmed' && stage !== 'withdrawn';
