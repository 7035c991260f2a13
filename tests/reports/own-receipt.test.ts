/** A revision says that it counts the receipt of the one whose place it takes: 首页 of the site counts that one no longer. */
import { expect, it } from 'vitest';
import { deliverySection } from '../../reports/deliveries/deliveries.ts';
import { deliveryPart } from '../../reports/deliveries/due.ts';
import { periodView } from '../../reports/period/period.ts';
import review from '../../reports/service-review.ts';
import { countDeliveries } from '../../src/subjects/deliveries/judge/deliveries.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../support/signed.ts';
import { issuedFor, periodicInput } from './_periodic.ts';
import { printed } from './_printed.ts';

const act = (action: 'deliver' | 'receive', at: string): SignoffRecord =>
  ({
    ...signoff.example,
    ...{ id: `QS-20270730-00${action === 'deliver' ? 1 : 2}`, at, enteredAt: at, action },
    ...{ obligation: review.id, period: 'service', revision: 1, measures: undefined },
    attachments: action === 'receive' ? [signedScan(at)] : undefined,
  }) as SignoffRecord;

const first = issuedFor(review.id, 'service', '2027-07-30T10:00:00+08:00');
const delivered = act('deliver', '2027-07-30T11:00:00+08:00');
const received = act('receive', '2027-07-30T12:00:00+08:00');

/** 交付物完成表 of that revision, and how many it counts as received. */
function sectionOf(revision: number, records: readonly SignoffRecord[]) {
  const asOf = '2027-09-01T17:00:00+08:00';
  const { input } = periodicInput({ deliverable: review, period: 'service', asOf, records, issued: [first] });
  const view = periodView({ ...input, revision });
  const { list } = deliveryPart(view);
  return { text: printed(deliverySection(view, list)), received: countDeliveries(list).received };
}

it('where it was received, and only there', () => {
  const told = sectionOf(2, [delivered, received]);
  expect(told.received).toBe(1);
  expect(told.text).toMatch(/“已签收”含本文档的第.1.版；本版签发之后，签收以本版为准/);
  for (const none of [sectionOf(2, [delivered]), sectionOf(1, [delivered, received])])
    expect(none.text).not.toContain('含本文档');
});
