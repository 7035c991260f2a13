/** One round of issuing: what tells of others goes out after them, whatever the order in which they fell due. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inWaves } from '../../../src/pipeline/issue/waves.ts';
import type { PlannedOccurrence } from '../../../src/pipeline/plan/planned.ts';

const order = (obligation: string, period: string, to: string, event?: string) => ({
  planned: { obligation: { id: obligation }, occurrence: { period, to, ...(event === undefined ? {} : { event }) } },
});
type Order = { planned: Pick<PlannedOccurrence, 'obligation' | 'occurrence'> };
const deliverables = new Map([
  ['review', { follows: ['statement', 'month'] }],
  ['statement', {}],
  ['month', {}],
  ['report', { follows: ['analysis'] }],
]);
const orders = [
  order('review', 'service', '2026-11-24'),
  order('statement', '2026-Q3', '2026-11-24'),
  order('month', '2026-11', '2026-11-24'),
  order('month', '2026-12', '2026-12-31'),
  order('report', 'GZ-1-c', '2026-11-03', 'GZ-1'),
  order('analysis', 'GZ-1', '2026-11-03', 'GZ-1'),
  order('analysis', 'GZ-2', '2026-11-03', 'GZ-2'),
] as unknown as Order[];

it('property: a document that adds up others, or tells of them, is of a later wave', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(orders, { minLength: orders.length }), (all) => {
      const waves = inWaves(all, deliverables);
      const waveOf = (period: string) =>
        waves.findIndex((wave) => wave.some((o) => o.planned.occurrence.period === period));
      expect(waves.flat()).toHaveLength(all.length);
      const [review, ...parts] = ['service', '2026-Q3', '2026-11'].map(waveOf);
      expect(review).toBeGreaterThan(Math.max(...parts));
      expect(waveOf('GZ-1-c')).toBeGreaterThan(waveOf('GZ-1'));
      expect([waveOf('2026-12'), waveOf('GZ-2')]).toEqual([0, 0]);
    }),
    { seed: 33 },
  );
});
