import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant, toText } from '../../../src/contract/time.ts';
import {
  deliveryFacts,
  handedIn,
  handedTime,
  returnsOf,
} from '../../../src/subjects/deliveries/judge/delivery-facts.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { runs } from '../../support/runs.ts';
import { signedScan } from '../../support/signed.ts';

const record = (
  action: SignoffRecord['action'],
  at: string,
  revision = 1,
  more: Partial<SignoffRecord> = {},
): SignoffRecord => ({
  ...signoff.example,
  action,
  revision,
  at,
  enteredAt: at,
  ...more,
});
const XJ = ['inspection-log', '2026-11-24', 1] as const;
const END = '2026-12-01T00:00:00+08:00';

describe('facts after issuing', () => {
  it('keeps each fact of each revision apart; a confirmation is none of them', () => {
    const facts = deliveryFacts(
      [
        record('confirm', '2026-11-24T09:00:00+08:00'),
        record('deliver', '2026-11-24T17:00:00+08:00'),
        record('return', '2026-11-25T10:00:00+08:00', 1, { reason: '不全' }),
        record('deliver', '2026-11-26T10:00:00+08:00', 2),
      ],
      END,
      () => null,
    );
    expect(facts(...XJ).returned?.reason).toBe('不全');
    expect(facts(...XJ).received).toBeNull();
    expect(facts('inspection-log', '2026-11-24', 2)).toMatchObject({ returned: null, delivered: { revision: 2 } });
    expect(facts('daily-maintenance', '2026-11-24', 1)).toEqual({
      answer: null,
      delivered: null,
      received: null,
      returned: null,
      claimedReceipt: null,
      annulled: null,
    });
  });

  it('lets the first of two records count, and knows nothing of what happened or was written later', () => {
    const late = record('receive', '2026-11-24T12:00:00+08:00', 1, { enteredAt: '2026-11-30T12:00:00+08:00' });
    const list = [record('deliver', '2026-11-24T17:00:00+08:00'), record('deliver', '2026-11-24T16:00:00+08:00'), late];
    expect(deliveryFacts(list, END, () => null)(...XJ).delivered?.at).toBe('2026-11-24T16:00:00+08:00');
    expect(deliveryFacts(list, '2026-11-24T16:30:00+08:00', () => null)(...XJ).delivered?.at).toBe(
      '2026-11-24T16:00:00+08:00',
    );
    expect(deliveryFacts(list, '2026-11-24T15:00:00+08:00', () => null)(...XJ).delivered).toBeNull();
    expect(deliveryFacts(list, '2026-11-29T00:00:00+08:00', () => null)(...XJ).received).toBeNull();
  });

  it('counts from when it was written down, whatever time it names, and tells both where that decides', () => {
    const due = '2026-11-27T17:00:00+08:00';
    const moment = fc
      .integer({ min: 0, max: 10 * 24 * 60 })
      .map((m) => toText(toInstant(END).subtract({ minutes: m })));
    const proof = { attachments: [signedScan('2026-11-24T17:00:00+08:00')] };
    const act = fc.record({
      action: fc.constantFrom('deliver' as const, 'receive' as const),
      at: moment,
      enteredAt: moment,
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
        const list = acts.map(({ action, at, enteredAt }) => record(action, at, 1, { enteredAt, ...proof }));
        const times = handedIn([
          { issuedAt: '2026-11-20T08:00:00+08:00', facts: deliveryFacts(list, END, () => null)(...XJ) },
        ]);
        const first = Math.min(...acts.map(({ enteredAt }) => Date.parse(enteredAt)));
        // A receipt that only the supplier tells of is none.
        if (times.delivered === null) return;
        expect(Date.parse(times.delivered)).toBeGreaterThanOrEqual(first);
        const { at, writtenAt } = handedTime(times, 'delivered', due);
        const late = Date.parse(times.delivered) > Date.parse(due);
        // Who reads a verdict of 逾期 beside a time in time has to see why.
        if (late && Date.parse(at ?? '') <= Date.parse(due)) expect(writtenAt).toBe(times.delivered);
      }),
      { numRuns: runs(200) },
    );
  });

  it('was handed in when any revision first was; who signed for one had it by then', () => {
    const received = '2026-11-26T10:00:00+08:00';
    const list = [
      record('deliver', '2026-11-24T17:00:00+08:00', 1),
      record('deliver', '2026-11-26T09:00:00+08:00', 2),
      record('receive', received, 2, { attachments: [signedScan(received)] }),
    ];
    const factsOf = deliveryFacts(list, END, () => null);
    const revisions = [1, 2].map((n) => ({
      issuedAt: `2026-11-2${3 + n}T08:00:00+08:00`,
      facts: factsOf('inspection-log', '2026-11-24', n),
    }));
    expect(handedIn(revisions)).toEqual({
      ...{ issued: '2026-11-24T08:00:00+08:00', delivered: '2026-11-24T17:00:00+08:00', received },
    });
    const unwritten = {
      issuedAt: '2026-11-25T08:00:00+08:00',
      facts: deliveryFacts(list.slice(2), END, () => null)('inspection-log', '2026-11-24', 2),
    };
    expect(handedIn([unwritten])).toMatchObject({ delivered: received, received });
    expect(handedIn([])).toEqual({ issued: null, delivered: null, received: null });
  });
});

it('what was sent back is every return of every revision, newest first, once each, and none that nobody knows of yet', () => {
  const list = [
    record('return', '2026-11-25T10:00:00+08:00', 1, { reason: '不全' }),
    record('return', '2026-11-25T11:00:00+08:00', 1, { reason: '再次退回' }),
    record('deliver', '2026-11-26T10:00:00+08:00', 2),
    record('return', '2026-11-27T10:00:00+08:00', 2, { reason: '仍不全' }),
    record('return', '2026-11-27T10:00:00+08:00', 3, { enteredAt: '2026-12-02T10:00:00+08:00' }),
  ];
  expect(returnsOf(list, END).map(({ reason }) => reason)).toEqual(['仍不全', '不全']);
  expect(returnsOf(list, '2026-11-26T00:00:00+08:00').map(({ reason }) => reason)).toEqual(['不全']);
});
