/** The documents of the contract as the desk lists them. */

import { documentTitle, periodText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { isOfDays, isOfEvents } from '../../contract/terms/cadence.ts';
import { compareInstants } from '../../contract/time.ts';
import { type Declared, declaredByBoth, declaredOf } from '../../pipeline/log/declared.ts';
import { type DueItem, dueItems } from '../../pipeline/plan/due-items.ts';
import { isToClose, type PlannedOccurrence, standingIssue } from '../../pipeline/plan/planned.ts';
import { findPlanned } from '../../pipeline/plan/select.ts';
import type { Session } from '../../pipeline/session.ts';
import type { Tone } from '../../states/look.ts';
import type { OccurrenceState } from '../../states/occurrence.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { voidText } from '../../subjects/signing/judge/voids.ts';
import { keptPlan } from '../kept-plan.ts';
import { eventTitles, lacksOf, lookOf } from './line-words.ts';

/** One document of one period or event. */
export interface DocumentName {
  obligation: string;
  period: string;
}

/** What there is at a moment. @param now ISO instant */
export interface Named extends DocumentName {
  now: string;
}

/** A document in the list: how it stands, in words. */
export interface DocumentLine extends DocumentName {
  name: string;
  periodText: string;
  /** Title of the event that it is of; empty: none. */
  eventTitle: string;
  /** Month (`yyyy-mm`) in which its interval ends. */
  month: string;
  /** As roles name it (`inScope`). */
  kind: 'daily' | 'event' | 'other';
  /** ISO. */
  dueAt: string | null;
  state: OccurrenceState;
  stateText: string;
  tone: Tone;
  mark: string;
  lacks: readonly string[];
  /** Why a confirmation counts no more. */
  voided: string | null;
  /** Why the purchaser sent it back. */
  returned: string | null;
  /** Who made the newest revision void, when and why; null: it stands. */
  annulled: string | null;
  /** What both sides declared of a wrong clock that wrote it, or its omission. */
  declared: readonly string[];
  confirmed: boolean;
  /** Who confirmed it, and the record of that, while it stands. */
  confirmation: { id: string; at: string; person: string } | null;
  /** Nothing was observed of which it could be made. */
  hasEvidence: boolean;
  /** Somebody has something to do about it. */
  open: boolean;
  /** Its time has come and gone. */
  late: boolean;
  issued: { number: string; revision: number; issuedAt: string; delivered: boolean; received: boolean } | null;
}

/**
 * @param now ISO instant
 * @param planOf gives the plan: the one for pages, or the newest for what is decided by it
 * @returns nearest due time first
 */
export async function documentLines(session: Session, now: string, planOf: typeof keptPlan): Promise<DocumentLine[]> {
  const plan = await planOf(session, now);
  const { asOf } = plan.closeOut;
  const told = await dueItems(session, plan, asOf, () => true);
  const [titles, declared] = [await eventTitles(session, plan.items), await declaredByBoth(session.workspace)];
  return plan.items.map((item, n) => lineOf(session, item, told[n] as DueItem, { titles, declared, now: asOf }));
}

/** @throws UserError when there is no such document, or nothing of which it could be made */
export async function documentLine(session: Session, { obligation, period, now }: Named): Promise<DocumentLine> {
  const plan = await keptPlan(session, now);
  const named = plan.items.find((one) => one.obligation.id === obligation && one.occurrence.period === period);
  const item = named ?? (await findPlanned(plan, session, { obligation, period, now }))[0];
  if (item === undefined) throw new UserError('没有这份文档', { found: `${obligation} ${period}` });
  const [told] = await dueItems(session, { items: [item] }, now, () => true);
  const [titles, declared] = [await eventTitles(session, [item]), await declaredByBoth(session.workspace)];
  return lineOf(session, item, told as DueItem, { titles, declared, now });
}

/** As the roles of the desk name it. */
export function kindOf({ obligation }: Pick<PlannedOccurrence, 'obligation'>): DocumentLine['kind'] {
  if (isOfDays(obligation)) return 'daily';
  return isOfEvents(obligation) ? 'event' : 'other';
}

function lineOf(
  session: Session,
  item: PlannedOccurrence,
  told: DueItem,
  { titles, declared, now }: { titles: ReadonlyMap<string, string>; declared: Declared; now: string },
): DocumentLine {
  const { obligation, occurrence, issued, delivery } = item;
  const { dueAt } = occurrence;
  return {
    obligation: obligation.id,
    period: occurrence.period,
    name: documentTitle(obligation.name, occurrence.part),
    periodText: periodText(occurrence),
    eventTitle: titles.get(occurrence.event ?? '') ?? '',
    month: occurrence.to.slice(0, 'yyyy-mm'.length),
    kind: kindOf(item),
    dueAt,
    state: item.state,
    stateText: told.stateText,
    ...lookOf(told),
    lacks: lacksOf(session, item, { lacks: told.lacks, now }),
    voided: told.voided ?? null,
    returned: told.returned === undefined || delivery.returned === null ? null : returnText(delivery.returned),
    annulled: delivery.annulled && voidText(delivery.annulled),
    declared: declaredOf(declared, issued?.manifest.number, { obligation: obligation.id, period: occurrence.period }),
    confirmed: item.confirmed,
    confirmation: item.confirmation ?? null,
    hasEvidence: item.hasEvidence,
    open: isOpen(item, told, now),
    late: standingIssue(item) === null && dueAt !== null && compareInstants(now, dueAt) > 0,
    issued:
      issued === null
        ? null
        : {
            number: issued.manifest.number,
            revision: issued.manifest.revision,
            issuedAt: issued.manifest.times.issued,
            delivered: delivery.delivered !== null,
            received: delivery.received !== null,
          },
  };
}

function isOpen(item: PlannedOccurrence, told: DueItem, now: string): boolean {
  if (
    told.returned !== undefined ||
    told.annulled !== undefined ||
    told.unfilled !== undefined ||
    told.voided !== undefined
  )
    return true;
  if (isToClose(item, now)) return true;
  const { state, hasEvidence } = item;
  if (standingIssue(item) !== null || state === 'waived') return false;
  return state === 'due' || state === 'overdue' || (state === 'missing' && hasEvidence);
}
