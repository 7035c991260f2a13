/** What a pack’s check counts again of signings-off is what the program counts, however the record was written. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actOf, actsOf, stateWordOf } from '../../src/pack/check/told-acts.ts';
import { receiptWords } from '../../src/states/receipt.ts';
import { deliveryFacts } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { receiptState } from '../../src/subjects/deliveries/judge/receipt.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { writeYaml } from '../../src/workspace/text/yaml.ts';
import { signedScan } from '../support/signed.ts';

const at = (minutes: number, offset = 0): string =>
  Temporal.Instant.from('2026-03-01T00:00:00Z')
    .add({ minutes })
    .toString({ timeZone: offset === 0 ? '+08:00' : '+09:00' });

const acts = fc.record({
  action: fc.constantFrom('deliver' as const, 'receive' as const, 'return' as const),
  minutes: fc.nat(6),
  entered: fc.nat(12),
  revision: fc.constantFrom(1, 1, 2),
  channel: fc.constantFrom('purchaser' as const, 'desk' as const, undefined),
  scan: fc.option(fc.nat(12)),
  via: fc.constantFrom('现场递交', '"引号": \'里外\'', 'at: 2020-01-01', '第一行\nrevision: 9'),
});

it('of any signings-off, in YAML and JSON', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 5 }), fc.boolean(), (list, isJson) => {
      const records = list.map(
        ({ action, minutes, entered, revision, channel, scan, via }, n): SignoffRecord => ({
          ...signoff.example,
          ...{ id: `QS-20260301-00${n + 1}`, action, revision, person: '张三', reason: via, via },
          ...{ measures: undefined, at: at(minutes), enteredAt: at(Math.max(minutes, entered)) },
          ...(channel === undefined ? {} : { enteredBy: { name: '李四', account: 'li-si', channel } }),
          ...(scan === null ? {} : { attachments: [signedScan(at(scan))] }),
        }),
      );
      const sorted = records.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
      const { obligation, period } = signoff.example;
      const facts = deliveryFacts(sorted, at(9), () => null)(obligation, period, 1);
      const read = sorted.map((one) => actOf(one.id, isJson ? JSON.stringify(one) : writeYaml(one)));
      const archived = `archive/2026/${obligation}/${period}/r1`;
      expect(stateWordOf(actsOf(read, { archived }, at(9), archived), false)).toEqual([
        receiptWords[receiptState(facts)],
      ]);
    }),
    { numRuns: 400, seed: 5 },
  );
});
