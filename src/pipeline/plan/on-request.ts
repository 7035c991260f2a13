/**
 * Documents made on request (`service-20261124`) are owed at no time, so that the plan does not have them. Once issued they
 * are delivered, received and returned like all others.
 */

import { currentRevision, firstIssueOf } from '../../archive/store.ts';
import { onTimeRule } from '../../assess/contract/on-time.ts';
import { answersOf } from '../../contract/calendar/answer-by.ts';
import { onRequestOccurrence } from '../../contract/calendar/calendar.ts';
import { UserError } from '../../contract/error.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf } from '../../contract/time.ts';
import { deliveryFacts, handedIn } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { receiptsAsCounted } from '../../subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { DeliverableFacts } from '../deliverable-facts.ts';
import { countedFromEntry } from '../entered-late.ts';
import { composeSource, planSource, type Session } from '../session.ts';
import { confirmedAs } from './confirmed.ts';
import { blanksOf, type Plan, planAt } from './plan.ts';
import { latestConfirms } from './plan-facts.ts';
import { lacksOfIssued, type PlannedOccurrence } from './planned.ts';

const PERIOD = /^service-(\d{4})(\d{2})(\d{2})$/;

/** The plan with what was issued on request after it. @param now ISO instant at which states are judged */
export async function planWithRequests(given: Session, now: string): Promise<Plan> {
  const session = await countedFromEntry(given);
  const plan = await planAt(planSource(session), now);
  const asked = new Map(
    plan.items.flatMap(({ obligation }) => (obligation.onRequest ? [[obligation.id, obligation]] : [])),
  );
  const periods = new Set(
    plan.documents.flatMap(({ manifest }) =>
      asked.has(manifest.obligation) && PERIOD.test(manifest.period)
        ? [`${manifest.obligation} ${manifest.period}`]
        : [],
    ),
  );
  if (periods.size === 0) return plan;
  const { contract, records } = session.workspace;
  const { servicePeriod } = contract.contract;
  const signoffs = await records.list<SignoffRecord>('signoff', { from: servicePeriod.from, to: dateOf(now) });
  const manifests = plan.documents.map(({ manifest }) => manifest);
  const factsOf = deliveryFacts(
    receiptsAsCounted(contract, manifests, signoffs.records),
    now,
    answersOf(contract, session.workdays),
  );
  const confirms = latestConfirms(signoffs.records);
  const requested = async (key: string): Promise<PlannedOccurrence> => {
    const [id = '', period = ''] = key.split(' ');
    const obligation = asked.get(id) as Obligation;
    const issued = currentRevision(plan.documents, id, period) ?? null;
    const revision = issued?.manifest.revision ?? 0;
    const delivery = factsOf(id, period, revision);
    const occurrence = onRequestOccurrence(obligation, servicePeriod, dayOf(period));
    const firstIssuedAt = firstIssueOf(plan.documents, id, period);
    const deliverable = session.deliverables.get(id) as DeliverableFacts;
    const toConfirm = { obligation, occurrence, issued, firstIssuedAt, deliverable };
    const confirmed = await confirmedAs(composeSource(session), confirms.get(`${key} ${revision + 1}`), toConfirm, now);
    const blanks = blanksOf(plan, obligation);
    // Nobody is owed what was asked for and made void: it is asked for again, or not.
    const state = 'on-time';
    const lacks = lacksOfIssued({ issued, state, blanks, delivery });
    const onTimeBy = onTimeRule(session.workspace.contract)(obligation).by;
    const times = handedIn(firstIssuedAt === null ? [] : [{ issuedAt: firstIssuedAt, facts: delivery }]);
    const stands = { onTimeBy, handedIn: times, issued, firstIssuedAt, ...confirmed, delivery, lacks, blanks };
    return { obligation, occurrence, state, hasEvidence: true, ...stands };
  };
  const items = await Promise.all([...periods].sort().map(requested));
  return { ...plan, items: [...plan.items, ...items] };
}

/** true of what was made on request: owed at no time, so that it stands in no calendar. */
export const isRequested = ({ occurrence }: PlannedOccurrence): boolean => PERIOD.test(occurrence.period);

const dayOf = (period: string): string => {
  const [, year = '', month = '', day = ''] = PERIOD.exec(period) ?? [];
  return `${year}-${month}-${day}`;
};

/**
 * The day up to which a document is asked for.
 * @returns undefined when the period is none of this form
 * @throws UserError when it is no day, or none of the service up to now: a document cannot tell what is to come
 */
export function requestedDay(period: string, service: { from: string; to: string }, now: string): string | undefined {
  if (!PERIOD.test(period)) return undefined;
  const day = dayOf(period);
  const last = earlier(dateOf(now), service.to);
  if (isDate(day) && day >= service.from && day <= last) return day;
  throw new UserError('按需编制的截止日期不对', {
    at: '期次',
    found: period,
    expected: `service-年月日，日期在 ${service.from} 至 ${last} 之间，例如 service-${last.replaceAll('-', '')}`,
  });
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

function isDate(day: string): boolean {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString() === day;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
