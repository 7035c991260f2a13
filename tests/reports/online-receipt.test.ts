/** 电子确认 in the reports: told beside what paper shows, with what it is worth by the 口径 of the contract. */
import { describe, expect, it } from 'vitest';
import deliverable from '../../reports/monthly-maintenance.ts';
import { effectOf } from '../../src/assess/contract/interpretation-effects.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import type { Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../support/signed.ts';
import { bundle } from './_documents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { periodicDocument } from './_periodic.ts';
import { printed, sectionOf } from './_printed.ts';

const theirs = { account: 'clerk', channel: 'purchaser' as const };
const byAccount = records.map((one) =>
  one.kind === 'signoff' && (one as SignoffRecord).action === 'receive'
    ? { ...one, attachments: undefined, enteredBy: theirs }
    : one,
);
const question = bundle.interpretations.find(({ binds }) => binds === 'online-receipt') as Interpretation;

/** What the report of the month says of its deliveries. */
const told = (own: typeof records, interpretations: Interpretation[]): string =>
  printed(
    sectionOf(
      periodicDocument({
        ...{ deliverable, records: own, period: '2026-11', asOf: AS_OF, issued: issuedUntil(AS_OF) },
        contract: { ...bundle, interpretations },
      }),
      'deliveries',
    ),
  );
const others = bundle.interpretations.filter((one) => one !== question);
const settled = (chosen: string): Interpretation[] => [...others, { ...question, confirmed: true, chosen }];

describe('a receipt by an account', () => {
  const said = '已签收 1 份中，电子确认（账号由供应商管理） 1 份，有采购人签字的 0 份。';

  it('is told with both results until both sides agree what it is worth', () => {
    const text = told(byAccount, [...others, question]);
    expect(text).toContain(said);
    expect(text).toContain('口径未经双方确认：等同的，已签收 1 份；以签字为准的，已签收 0 份。');
  });

  it('is worth what both sides agreed', () => {
    expect(told(byAccount, settled('equal'))).toContain(`${said}按双方确认的口径，网上确认即为签收。`);
    expect(told(byAccount, settled('on-paper'))).toContain(
      '已签收 0 份中由此计入 0 份；另有网上确认 1 份尚未列入，不计。',
    );
  });

  it('is told alone where the contract has no such question, and nothing is where nobody has an account', () => {
    const text = told(byAccount, others);
    expect(text).toContain(said);
    expect(text).not.toContain('口径未经双方确认：等同的');
    expect(told(records, [...others, question])).not.toContain('电子确认');
  });
});

it('the letter of 口径 says what each option makes of the receipts so far', () => {
  const delivery = (received: SignoffRecord) =>
    ({
      facts: { delivered: null, received, returned: null, claimedReceipt: null, annulled: null },
    }) as unknown as Delivery;
  const receipt: SignoffRecord = { ...signoff.example, action: 'receive' };
  const deliveries = [
    delivery({ ...receipt, enteredBy: theirs }),
    delivery({ ...receipt, attachments: [signedScan(receipt.at)] }),
  ];
  const context = { interpretations: [question] };
  const input = { incidents: [], permits: [], deliveries, context, isWorkingDay: () => true } as never;
  expect(effectOf(input, question, 'equal')).toBe('网上确认 1 份，另有签字的签收 1 份：计为已签收 2 份。');
  expect(effectOf(input, question, 'on-paper')).toBe('网上确认 1 份，另有签字的签收 1 份：计为已签收 1 份。');
});
