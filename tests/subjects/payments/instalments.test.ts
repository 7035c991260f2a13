/** What an instalment asks for and what of it is there: nothing counts that no manifest, receipt or file shows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instalmentSchema } from '../../../src/contract/terms/payment/instalments.ts';
import type { OccurrenceState } from '../../../src/states/occurrence.ts';
import { type DeliveryFacts, noFacts } from '../../../src/subjects/deliveries/judge/delivery-facts.ts';
import { type HeldDocument, judgeInstalments, missingText } from '../../../src/subjects/payments/judge/instalments.ts';
import paymentPaper, { type PaymentPaperRecord } from '../../../src/subjects/payments/kinds/payment-paper.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { drawnFrom, runs } from '../../support/runs.ts';
import { signedScan } from '../../support/signed.ts';

const NOW = '2027-06-20T09:00:00+08:00';

const second = instalmentSchema.parse({
  ...{ id: 'second', name: '第二期', clauses: ['35'], percent: '25', from: '2027-07-01' },
  documents: [
    { obligation: 'monthly', name: '月报签收单', from: '2027-01-01', to: '2027-03-31', count: '3', proof: 'received' },
  ],
  papers: [{ id: 'invoice', name: '发票' }],
});

const at = '2027-05-01T10:00:00+08:00';
const act = (action: SignoffRecord['action']): SignoffRecord => ({
  ...signoff.example,
  ...{ id: 'QS-20270501-001', action, at, enteredAt: at, attachments: [signedScan(at)] },
});
const received: DeliveryFacts = { ...noFacts, delivered: act('deliver'), received: act('receive') };
const delivered: DeliveryFacts = { ...noFacts, delivered: act('deliver') };
const deemed: DeliveryFacts = {
  ...delivered,
  answer: { dueAt: at, isPast: true, deemed: true } as unknown as NonNullable<DeliveryFacts['answer']>,
};

const LAST = [31, 28, 31, 30];

const month = (n: number, more: Partial<HeldDocument> = {}): HeldDocument => ({
  obligation: { id: 'monthly', name: '月报' },
  occurrence: { period: `2027-0${n}`, from: `2027-0${n}-01`, to: `2027-0${n}-${LAST[n - 1]}` },
  ...{ state: 'on-time', number: `HQSF-YB-20270${n}-r1`, facts: received },
  ...more,
});

const invoice: PaymentPaperRecord = {
  ...paymentPaper.example,
  ...{ handedOn: '2027-06-10', at: '2027-06-10T10:00:00+08:00', enteredAt: '2027-06-10T10:00:00+08:00' },
  attachments: [signedScan('2027-06-10T09:00:00+08:00')],
};

const judged = (documents: HeldDocument[], papers: PaymentPaperRecord[] = [invoice], instalment = second, asOf = NOW) =>
  judgeInstalments({ instalments: [instalment], documents, papers, asOf })[0];

const all = [month(1), month(2), month(3)];

test('with every receipt and the invoice it is complete', () => {
  expect(judged(all)).toMatchObject({ state: 'complete', asked: 4, there: 4, daysLeft: 11 });
});

describe('a document counts by what shows it, and is missing by name otherwise', () => {
  test.each<[string, Partial<HeldDocument>, string]>([
    ['never issued', { number: null, state: 'missing', facts: noFacts }, '缺失'],
    ['not due yet', { number: null, state: 'upcoming', facts: noFacts }, '未到期'],
    ['waived', { number: null, state: 'waived', facts: noFacts }, '已豁免'],
    ['issued alone', { facts: noFacts }, '未送达'],
    ['handed over', { facts: delivered }, '待签收'],
    ['returned since', { facts: { ...delivered, returned: act('return') } }, '已退回'],
    ['void', { facts: { ...received, annulled: act('void') } }, '已作废'],
    ['issued without what it has to tell of', { state: 'overdue' }, '逾期未交'],
  ])('%s', (_, more, word) => {
    const found = judged([month(1), month(2), month(3, more)]);
    expect(found).toMatchObject({ state: 'lacking', there: 3 });
    expect(missingText(found ?? { items: [] })).toBe(`月报签收单：2027 年 3 月（${word}）`);
  });

  test('by silence where the contract lets that count, and never where the purchaser has to accept it', () => {
    expect(judged([month(1), month(2), month(3, { facts: deemed })])?.state).toBe('complete');
    const [document] = second.documents ?? [];
    if (document === undefined) throw new Error('no document');
    const accepted = { ...second, documents: [{ ...document, proof: 'accepted' as const }] };
    expect(judged([month(1), month(2), month(3, { facts: deemed })], [invoice], accepted)?.there).toBe(3);
  });

  test('of another obligation, and of days outside, none counts', () => {
    const others = [month(4), month(3, { obligation: { id: 'weekly', name: '周报' } })];
    const found = judged([month(1), month(2), ...others]);
    expect(missingText(found ?? { items: [] })).toBe('月报签收单：另有 1 份没有应交项');
  });

  test('where nothing is owed and no number is said, nothing passes', () => {
    const [document] = second.documents ?? [];
    if (document === undefined) throw new Error('no document');
    const { count: _, ...open } = document;
    const found = judged([], [invoice], { ...second, documents: [open] });
    expect(found).toMatchObject({ state: 'lacking', asked: 2, there: 1 });
  });
});

describe('a paper counts by the file that shows it', () => {
  test.each<[string, PaymentPaperRecord[], string]>([
    ['nothing', [], '发票：没有登记'],
    ['a record without a file', [{ ...invoice, attachments: [] }], '发票：已登记，没有附件'],
    ['of another instalment', [{ ...invoice, instalment: 'first' }], '发票：没有登记'],
    ['entered later', [{ ...invoice, enteredAt: '2027-06-21T09:00:00+08:00' }], '发票：没有登记'],
    [
      'whose file came later',
      [{ ...invoice, attachments: [{ ...signedScan(at), keptAt: '2027-06-21T09:00:00+08:00' }] }],
      '发票：已登记，没有附件',
    ],
  ])('%s', (_, papers, text) => {
    expect(missingText(judged(all, papers) ?? { items: [] })).toBe(text);
  });
});

test('what is missing is told from 30 days before its first day on, and what asks for nothing is not judged', () => {
  const on = (day: string, instalment = second) => judged([], [], instalment, `${day}T09:00:00+08:00`)?.state;
  expect([on('2027-05-31'), on('2027-06-01'), on('2027-08-01')]).toEqual(['ahead', 'lacking', 'lacking']);
  const { documents: _, papers: __, ...bare } = second;
  expect(on('2027-08-01', bare)).toBe('unnamed');
});

test('taking away whatever proves something never completes an instalment, and adds what is missing', () => {
  const states: OccurrenceState[] = ['missing', 'upcoming', 'waived', 'overdue', 'due'];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('received', 'deemed', 'delivered', 'none', 'gone'), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      fc.nat(2),
      fc.constantFrom(...states),
      (kinds, hasInvoice, taken, state) => {
        const facts = { received, deemed, delivered, none: noFacts, gone: noFacts };
        const documents = kinds.map((kind, n) =>
          month(n + 1, kind === 'gone' ? { number: null, state, facts: noFacts } : { facts: facts[kind] }),
        );
        const papers = hasInvoice ? [invoice] : [];
        const before = judged(documents, papers);
        const after = judged(
          documents.map((one, n) => (n === taken ? { ...one, number: null, state, facts: noFacts } : one)),
          papers,
        );
        const good = kinds.filter((kind) => kind === 'received' || kind === 'deemed').length;
        expect(before?.there).toBe(good + (hasInvoice ? 1 : 0));
        expect(before?.state === 'complete').toBe(good === 3 && hasInvoice);
        expect(after?.there).toBeLessThanOrEqual(before?.there ?? 0);
        expect(after?.state).toBe('lacking');
      },
    ),
    { numRuns: runs(50), ...drawnFrom },
  );
});
