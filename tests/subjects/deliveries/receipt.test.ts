/** 签收 of a document as one word, and how long it waits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersOf } from '../../../src/contract/calendar/answer-by.ts';
import { siteReceipt } from '../../../src/sections/lists/receipts.ts';
import { deliveryFacts, handedIn } from '../../../src/subjects/deliveries/judge/delivery-facts.ts';
import { type ActsList, onSignedList } from '../../../src/subjects/deliveries/judge/online.ts';
import {
  awaitsSince,
  daysWaiting,
  earlierHanded,
  receiptState,
} from '../../../src/subjects/deliveries/judge/receipt.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../../support/signed.ts';

const theirs = { account: 'clerk', channel: 'purchaser' as const };
const act = (action: SignoffRecord['action'], at: string, vouched = true): SignoffRecord => ({
  ...signoff.example,
  ...{ id: `QS-${at.slice(0, 10).replaceAll('-', '')}-001`, action, at, enteredAt: at },
  ...(vouched ? { enteredBy: theirs } : {}),
});
const NEW_YEAR = '2027-01-01T00:00:00+08:00';
const factsOf = (...acts: SignoffRecord[]) => {
  const { obligation, period, revision } = signoff.example;
  return deliveryFacts(acts, NEW_YEAR, () => null)(obligation, period, revision);
};
const handed = act('deliver', '2026-11-24T16:00:00+08:00', false);
const later = '2026-11-26T09:00:00+08:00';

describe('a document that was issued', () => {
  test.for([
    ['undelivered', []],
    ['waiting', [handed]],
    ['claimed', [handed, act('receive', later, false)]],
    ['claimed', [handed, act('return', later, false)]],
    ['received', [handed, act('receive', later)]],
    ['returned', [handed, act('return', later)]],
  ] as const)('is %s', ([state, acts]) => expect(receiptState(factsOf(...acts))).toBe(state));

  test('is received by silence once the time that the contract gives is over, and is no act of theirs', () => {
    const answers = { clauses: ['31'], within: { days: 2, time: '18:00' }, silence: 'received' as const };
    const servicePeriod = { from: '2026-11-01', to: '2027-10-31' };
    const { obligation, period, revision } = signoff.example;
    const at = (asOf: string, ...acts: SignoffRecord[]) =>
      deliveryFacts(
        acts,
        asOf,
        answersOf({ contract: { servicePeriod, answers } }, { isWorkingDay: () => true }),
      )(...([obligation, period, revision] as const));
    const DUE = '2026-11-26T18:00:00+08:00';
    expect(receiptState(at(DUE, handed))).toBe('waiting');
    expect(siteReceipt(at(DUE, handed), '2026-11-26').answer).toEqual({
      text: '至 2026-11-26 18:00 未答复的视为签收（条款 ⟦条款:31⟧）',
      tone: 'attention',
    });
    const silent = at(NEW_YEAR, handed);
    expect([receiptState(silent), awaitsSince(silent), silent.received]).toEqual(['deemed', null, null]);
    expect(handedIn([{ issuedAt: handed.at, facts: silent }]).received).toBe(DUE);
    // A word of the supplier's adds nothing; an act of theirs does, whenever it comes.
    expect(receiptState(at(NEW_YEAR, handed, act('receive', later, false)))).toBe('deemed');
    expect(receiptState(at(NEW_YEAR, handed, act('receive', '2026-12-20T09:00:00+08:00')))).toBe('received');
    expect(receiptState(at(NEW_YEAR, handed, act('return', '2026-12-20T09:00:00+08:00')))).toBe('returned');
  });

  test('of which a revision came before it was delivered lies with the purchaser in the one before, while nobody answered', () => {
    const of = (...revisions: SignoffRecord[][]) =>
      earlierHanded(revisions.map((acts, n) => ({ revision: n + 1, facts: factsOf(...acts) })));
    expect(of([handed], [])).toEqual({ revision: 1, state: 'waiting', at: handed.at });
    expect(of([handed], [], [])).toEqual({ revision: 1, state: 'waiting', at: handed.at });
    expect(of([], [handed], [])).toEqual({ revision: 2, state: 'waiting', at: handed.at });
    const answered = [
      ...[
        [handed, act('return', later)],
        [handed, act('receive', handed.at), act('return', later)],
        [handed, act('void', later)],
        [],
      ],
    ];
    for (const acts of answered) expect(of(acts, [])).toBeNull();
    // What was signed for counts no longer, and that is said.
    expect(of([handed, act('receive', later)], [])).toEqual({ revision: 1, state: 'received', at: later });
    // What was handed over itself is what waits.
    for (const revisions of [[], [[handed]], [[handed], [handed]], [[handed], [handed, act('receive', later)]]])
      expect(of(...revisions)).toBeNull();
    const toldOf = (state: 'waiting' | 'received') =>
      siteReceipt(factsOf(), '2026-11-26', undefined, { revision: 1, state, at: handed.at });
    expect(toldOf('waiting')).toMatchObject({
      ...{ state: 'undelivered', days: null },
      earlier: { state: 'waiting', text: expect.stringMatching(/^第.1.版已于 2026-11-24 送达，未签收$/) },
    });
    expect(toldOf('received').earlier?.text).toMatch(/^第.1.版已于 2026-11-24 签收$/);
  });

  test('waits from its delivery until the purchaser answers, whatever the supplier says of it', () => {
    expect(awaitsSince(factsOf())).toBeNull();
    expect(awaitsSince(factsOf(handed))).toBe(handed.at);
    expect(awaitsSince(factsOf(handed, act('receive', later, false)))).toBe(handed.at);
    expect(awaitsSince(factsOf(handed, act('receive', later)))).toBeNull();
    expect(awaitsSince(factsOf(handed, act('return', later)))).toBeNull();
  });

  test('has waited as many days as its calendar days say, by the time of the contract', () => {
    expect(daysWaiting('2026-11-24T23:59:59+08:00', '2026-11-25')).toBe(1);
    expect(daysWaiting('2026-11-24T17:00:00Z', '2026-11-25')).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (days) => {
        const today = Temporal.PlainDate.from('2026-11-24').add({ days }).toString();
        return siteReceipt(factsOf(handed), today).days === days;
      }),
    );
  });
});

describe('a receipt that an account alone shows', () => {
  const at = '2026-11-26T09:00:00+08:00';
  const facts = factsOf(handed, act('receive', at));
  const note = (lists: ActsList[]) => siteReceipt(facts, '2026-12-10', onSignedList(lists)).note;
  const list = (cut: string, received: SignoffRecord | null): ActsList => ({ cut, received });
  const paper = {
    ...act('receive', '2026-12-03T09:00:00+08:00', false),
    attachments: [signedScan('2026-12-03T09:00:00+08:00')],
  };
  const november = '2026-11-30T16:30:00+08:00';

  test('says whose accounts they are until the purchaser signed the list on which it stands', () => {
    expect(note([])).toBe('电子确认（账号由⟦供应商⟧管理）');
    expect(note([list(november, null)])).toBe('电子确认（账号由⟦供应商⟧管理）');
    expect(note([list(november, act('receive', '2026-12-03T09:00:00+08:00'))])).toBe('电子确认（账号由⟦供应商⟧管理）');
    expect(note([list(november, paper)])).toBe('电子确认');
  });

  test('stands on the first list that was cut after it, and on no other', () => {
    const before = list('2026-11-25T16:30:00+08:00', paper);
    expect(note([before])).toBe('电子确认（账号由⟦供应商⟧管理）');
    expect(note([list('2026-12-31T16:30:00+08:00', paper), list(november, null), before])).toBe(
      '电子确认（账号由⟦供应商⟧管理）',
    );
    expect(note([list(at, paper)])).toBe('电子确认');
  });

  test('is a plain one where a paper was scanned', () => {
    const signed = { ...act('receive', at), attachments: [signedScan(at)] };
    expect(siteReceipt(factsOf(handed, signed), '2026-12-10')).not.toHaveProperty('note');
  });
});
