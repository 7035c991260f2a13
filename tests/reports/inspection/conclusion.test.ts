/** The conclusion of an inspection leaves nothing out, of the supplier's own machine neither. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Outcome, outcomeWords } from '../../../src/states/outcome.ts';
import { conclusionText } from '../../../src/subjects/inspections/conclusion.ts';
import type { CheckResult } from '../../../src/subjects/inspections/judge/result.ts';

const outcomes = Object.keys(outcomeWords) as Outcome[];
const rows = fc.array(
  fc
    .constantFrom(...outcomes)
    .map((outcome) => ({ outcome, assetName: '运维工作站', kindName: '运维工作站', label: '磁盘' }) as CheckResult),
  { minLength: 1, maxLength: 12 },
);

it('says of 运维工作站 what each of its checks came to', () => {
  fc.assert(
    fc.property(rows, (opsHost) => {
      const said = /另：运维工作站（合同外）(\d+) 项，(.*)。$/.exec(conclusionText([], opsHost, undefined));
      const counts = [...(said?.[2] ?? '').matchAll(/ (\d+) 项/g)].map(([, count]) => Number(count));
      expect(Number(said?.[1])).toBe(opsHost.length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(opsHost.length);
      for (const { outcome } of opsHost) expect(said?.[2]).toContain(outcomeWords[outcome]);
    }),
    { numRuns: 50 },
  );
});
