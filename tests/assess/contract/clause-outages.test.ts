/** What was down of that which a clause wants to run is told beside its verdict: all of it, and of nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outagesText } from '../../../src/assess/contract/clause-outages.ts';
import { clauseTopics, type Topic } from '../../../src/contract/terms/topics.ts';
import { formatDuration } from '../../../src/wording/durations.ts';

const ids = ['a', 'b', 'c'];
const fault = fc.record({
  incident: fc.record({ assets: fc.subarray(ids, { minLength: 1 }) }),
  judged: fc.record({ requirement: fc.boolean(), downtime: fc.record({ counted: fc.nat(90_000) }) }),
});
const topic = fc.constantFrom(...(Object.keys(clauseTopics) as Topic[]));

it('counts each fault of an object once, no requirement, and only where the clause asks that it runs', () => {
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 6 }), fc.subarray(ids), topic, (faults, own, one) => {
      const assets = own.map((id) => ({ id }));
      const text = outagesText({ topics: [one] }, assets, { faults: faults as never, targets: [] });
      const asked = ['stability', 'operation', 'interface', 'availability'].includes(one);
      const down = faults.filter(
        ({ incident, judged }) =>
          !judged.requirement && (own.length === 0 || own.some((id) => incident.assets.includes(id))),
      );
      const length = down.reduce((sum, { judged }) => sum + judged.downtime.counted, 0);
      const wanted = `故障 ${down.length} 起，合计历时 ${formatDuration(length)}`;
      expect(text).toBe(asked && down.length > 0 ? wanted : '');
    }),
  );
});
