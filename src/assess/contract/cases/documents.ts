/** What becomes of a document of a case: in time or not, received or not, by what `deliveriesOf` makes of it. Pure. */
import { allObligations, type ContractBundle } from '../../../contract/bundle/bundle.ts';
import { eventHolds, eventOccurrences } from '../../../contract/calendar/events.ts';
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import { loadWorkingDays } from '../../../contract/calendar/working-days-data.ts';
import type { OptionCase } from '../../../contract/terms/cases.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { dateOf, type InstantText, MINUTE_SECONDS, secondsBetween } from '../../../contract/time.ts';
import { type Delivery, deliveriesOf, isInTime, isReceived } from '../../../subjects/deliveries/judge/deliveries.ts';
import { countedReceipts } from '../../../subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../../subjects/signing/kinds/signoff.ts';
import { onTimeRule } from '../on-time.ts';
import { incidentOf, judgedAt, type Outcome } from './facts.ts';

const DOCUMENT = 'case-document';
const LIST = 'case-list';
const PERIOD = 'case';

/** By the fact that the option says, whatever the contract or an obligation of it says by itself. */
export function documentOutcome(bundle: ContractBundle, one: OptionCase): Outcome | null {
  const own = deliveryOf(bundle, one);
  if (own === null) return null;
  const inTime = isInTime(own);
  return { verdict: inTime === null ? 'not-due' : inTime ? 'on-time' : 'not-on-time' };
}

export function receiptOutcome(bundle: ContractBundle, one: OptionCase): Outcome | null {
  const own = deliveryOf(bundle, one);
  return own === null ? null : { verdict: isReceived(own) ? 'received' : 'not-received' };
}

/** The plan that a fault to be rectified asks for, as the contract's own rule has it due; null: the contract asks for none. */
export function planOutcome(bundle: ContractBundle, one: OptionCase): Outcome | null {
  const obligation = allObligations(bundle).find(
    ({ eventKind, eventFlagged, due }) =>
      eventKind === 'incident' && eventFlagged === true && due != null && 'after' in due,
  );
  if (obligation === undefined) return null;
  const incident = incidentOf(one, bundle);
  const asOf = judgedAt(one);
  const workdays = loadWorkingDays(bundle.holidays);
  const level = incident.levels[0]?.level ?? '';
  const [owed] = eventOccurrences(
    { ...obligation, eventLevels: undefined },
    {
      ...{ kind: 'incident', id: incident.id, at: incident.at, level },
      fields: { discoveredAt: incident.discoveredAt, restoredAt: incident.restoredAt, closedAt: incident.closedAt },
      holds: eventHolds({ level, classes: [], flagged: true }),
    },
    { workdays, year: () => bundle.contract.servicePeriod, asOf },
  );
  const due = owed?.dueAt ?? undefined;
  // Whether 签发 or 送达 counts is another question.
  const facts = { issued: one.planIssued, due, judgedAt: asOf };
  const own = deliveryOf({ ...bundle, interpretations: [] }, facts);
  const inTime = own === null ? null : isInTime(own);
  const { closed: start = null } = one;
  const minutes = (to: InstantText | undefined) =>
    start === null || to === undefined ? null : secondsBetween(start, to) / MINUTE_SECONDS;
  return {
    ...{ start, limit: minutes(due), deadline: due ?? null, figure: minutes(one.planIssued) },
    verdict: inTime === null ? 'not-due' : inTime ? 'on-time' : 'not-on-time',
  };
}

type DocumentFacts = Pick<OptionCase, 'due' | 'issued' | 'delivered' | 'online' | 'received' | 'listed' | 'judgedAt'>;

function deliveryOf({ interpretations }: Pick<ContractBundle, 'interpretations'>, one: DocumentFacts): Delivery | null {
  const asOf = judgedAt(one);
  const act = (action: SignoffRecord['action'], at: InstantText | undefined, more: object): SignoffRecord[] =>
    at === undefined
      ? []
      : [
          {
            ...{ schema: 2, kind: 'signoff', id: 'QS-20000101-001', source: 'manual', action, at, enteredAt: at },
            ...{ obligation: DOCUMENT, period: PERIOD, revision: 1, person: '案例', ...more },
          } as SignoffRecord,
        ];
  const signed = (takenAt: InstantText | undefined) =>
    takenAt === undefined ? {} : { attachments: [{ proof: 'purchaser', takenAt }] };
  const account = { enteredBy: { account: 'case', channel: 'purchaser' } };
  const acts = [
    ...act('deliver', one.delivered, {}),
    ...act('receive', one.online, account),
    ...act('receive', one.received, signed(one.received)),
  ];
  const lists = act('receive', one.listed, { ...signed(one.listed), obligation: LIST });
  const [received = null] = lists;
  const signoffs = countedReceipts(acts, lists.length === 0 ? [] : [{ cut: one.listed ?? asOf, received }], {
    interpretations,
  });
  const day = dateOf(one.issued ?? one.due ?? asOf);
  const { onTime } = { onTime: onTimeRule({ contract: {}, interpretations }) };
  const occurrence: Occurrence = {
    ...{ obligation: DOCUMENT, period: PERIOD, from: day, to: day },
    ...{ issueFrom: null, dueAt: one.due ?? null },
  };
  const issued =
    one.issued === undefined || Date.parse(one.issued) > Date.parse(asOf)
      ? []
      : [
          {
            ...{ obligation: DOCUMENT, period: PERIOD, revision: 1, number: '', title: '', dueAt: one.due ?? null },
            ...{ issuedAt: one.issued, confirmedAt: null, late: false, fingerprint: '' },
          },
        ];
  return (
    deliveriesOf({
      ...{ occurrences: [occurrence], obligations: [{ id: DOCUMENT } as Obligation], issued, signoffs, waivers: [] },
      ...{ onTime, answers: () => null, observed: () => true, asOf },
    })[0] ?? null
  );
}
