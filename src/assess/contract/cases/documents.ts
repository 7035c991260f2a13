/** What becomes of a document of a case: in time or not, received or not, by what `deliveriesOf` makes of it. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import type { OptionCase } from '../../../contract/terms/cases.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { dateOf, type InstantText } from '../../../contract/time.ts';
import { type Delivery, deliveriesOf, isInTime, isReceived } from '../../../subjects/deliveries/judge/deliveries.ts';
import { countedReceipts } from '../../../subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../../subjects/signing/kinds/signoff.ts';
import { onTimeRule } from '../on-time.ts';
import { judgedAt, type Outcome } from './facts.ts';

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

function deliveryOf({ interpretations }: ContractBundle, one: OptionCase): Delivery | null {
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
      ...{ onTime, observed: () => true, asOf },
    })[0] ?? null
  );
}
