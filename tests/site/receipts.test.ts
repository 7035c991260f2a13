/** 签收 of the documents listed: counted by state, and what waits, the longest first. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SiteReceipt } from '../../src/report/site-model.ts';
import { type Entry, entriesOf } from '../../src/site/lib/deliverables.ts';
import {
  awaiting,
  awaitingEarlier,
  awaitingText,
  countReceipts,
  earlierText,
  longestWait,
} from '../../src/site/lib/receipts.ts';
import { siteModel } from '../support/site-fixture.ts';

const [first] = entriesOf(siteModel()).filter(({ documents }) => documents.some(({ status }) => status === 'issued'));
const entryOf = (receipt: SiteReceipt): Entry => {
  if (first === undefined) throw new Error('the fixture has no issued document');
  return { ...first, documents: first.documents.map((one) => ({ ...one, receipt })) };
};
const waits = (days: number): Entry => entryOf({ state: 'waiting', text: '待签收', on: '2026-11-12', days });
const received = entryOf({ state: 'received', text: '已签收', on: '2026-11-12', days: null });

it('counts each state, those that ask for something first', () => {
  const counts = countReceipts([received, waits(3), received]).filter(({ count }) => count > 0);
  expect(counts).toEqual([
    { state: 'waiting', count: 1 },
    { state: 'received', count: 2 },
  ]);
});

it('says of what was not delivered how much lies with the purchaser in an earlier revision', () => {
  const open = entryOf({ state: 'undelivered', text: '未送达', on: null, days: null });
  const revised = (state: 'waiting' | 'received') =>
    entryOf({ ...(open.documents[0]?.receipt as SiteReceipt), earlier: { state, text: '' } });
  const [lies, signed] = [revised('waiting'), revised('received')];
  expect(earlierText([lies, open, waits(1), lies])).toBe('未送达的有 2 份是修订版，此前的版次已送达、未签收');
  expect(earlierText([lies, signed, open])).toMatch(
    /1 份是修订版.*未签收；1 份是修订版，此前的版次已签收，不再计入已签收$/,
  );
  expect(earlierText([signed])).toContain('未送达的有 1 份是修订版，此前的版次已签收');
  expect(earlierText([open, waits(1), received])).toBeNull();
});

it('lists what waits, the longest first; nothing that does not', () => {
  expect(awaiting([waits(0), received, waits(12)]).map(({ documents }) => documents[0]?.receipt?.days)).toEqual([
    12, 0,
  ]);
  expect(longestWait([received, waits(4), waits(0)])).toBe(4);
  expect(longestWait([received])).toBeNull();
});

it('tells the page of what waits by both counts and their sum, which is what a document of before the revisions lists', () => {
  const earlier = entryOf({
    ...{ state: 'undelivered', text: '未送达', on: null, days: null },
    earlier: { state: 'waiting', text: '第 1 版…' },
  });
  fc.assert(
    fc.property(fc.nat({ max: 4 }), fc.nat({ max: 4 }), (own, behind) => {
      const given = [...Array<Entry>(own).fill(waits(2)), received, ...Array<Entry>(behind).fill(earlier)];
      const text = awaitingText(given, '采购人', '2026-11-25 18:50');
      expect(awaitingEarlier(given)).toHaveLength(behind);
      expect(text).toContain(`尚未签收或退回的 ${own} 份`);
      expect(text.includes(`另有 ${behind} 份此前的版次已送达、未签收`)).toBe(behind > 0);
      expect(text.includes(`两者共 ${own + behind} 份`)).toBe(behind > 0);
    }),
  );
});
