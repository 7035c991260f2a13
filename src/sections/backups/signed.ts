/** The reports in which a restore test or a drill counts: which edition, handed over by whom, signed for by whom and when. Pure. */

import { answersOf } from '../../contract/calendar/answer-by.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import type { Block, Cell } from '../../report/site-model.ts';
import { lookCell } from '../../states/look.ts';
import { receipts } from '../../states/receipt.ts';
import { type DeliveryFacts, deliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { receiptsAsCounted } from '../../subjects/deliveries/judge/online.ts';
import { receiptState } from '../../subjects/deliveries/judge/receipt.ts';
import signoffKind, { type SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { MISSING, timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { kindHref, recordHref } from '../parts/links.ts';
import { documentLink, documentsWith } from '../parts/whole-record.ts';

type Issued = SiteFacts['documents'][number];

/** Not each document of their kind. Needs `signoff`. @param id of the record @param unit that composes the reports */
export function signedDocuments(facts: SiteFacts, id: string, unit: string): Block[] {
  const obligations = idsOfUnit(facts.obligations, unit);
  const documents = documentsWith(facts, id).filter((one) => obligations.includes(one.obligation));
  if (documents.length === 0) return [{ type: 'note', text: '还没有签发用到它的报告，也就没有签收。' }];
  const signoffs = receiptsAsCounted(facts.contract, facts.documents, recordsOf(facts, signoffKind));
  const factsOf = deliveryFacts(signoffs, facts.knownAt ?? facts.now, answersOf(facts.contract, facts));
  return [
    {
      type: 'table',
      title: '报告与签收',
      columns: [
        { key: 'document', label: '报告', title: true },
        { key: 'issued', label: '签发', short: true },
        { key: 'delivered', label: '送达' },
        { key: 'receipt', label: '签收', state: true },
      ],
      rows: documents.map((one) => {
        const told = factsOf(one.obligation, one.period, one.revision);
        return {
          cells: {
            document: { ...documentLink(one), sub: one.number },
            issued: one.issuedAt === null ? MISSING : timeText(one.issuedAt),
            delivered: actCell(facts, told.delivered, receipts.undelivered.word),
            receipt: receiptCell(facts, one, told),
          },
        };
      }),
      empty: '没有。',
    },
    {
      type: 'links',
      items: obligations.map((one) => ({ text: '全部', href: kindHref(one) })),
    },
  ];
}

const actText = ({ at, person, via }: SignoffRecord): string =>
  [timeText(at), person, via].filter((part) => part !== undefined).join('，');

const actCell = (facts: SiteFacts, act: SignoffRecord | null, none: string): Cell =>
  act === null ? none : { text: actText(act), href: recordHref(facts, act.id) };

/** Whose act it is, with its word; of the newest revision as every list of documents has it. */
function receiptCell(facts: SiteFacts, { receipt }: Issued, told: DeliveryFacts): Cell {
  const state = receiptState(told);
  const acts = { received: told.received, returned: told.returned, claimed: claimOf(told), annulled: told.annulled };
  const act = state === 'undelivered' || state === 'waiting' || state === 'deemed' ? null : acts[state];
  const note = receipt?.state === state && receipt.note !== undefined ? `（${receipt.note}）` : '';
  return {
    ...lookCell(receipts[state]),
    text: `${receipts[state].word}${note}`,
    ...(act === null ? {} : { sub: actText(act), href: recordHref(facts, act.id) }),
  };
}

const claimOf = ({ claimedReceipt, returned }: DeliveryFacts): SignoffRecord | null => claimedReceipt ?? returned;
