/** Who adds up the statements of a year is told what the sums are apart by, and nothing where they are not. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addedUpNote } from '../../../reports/first-page/added-up.ts';
import type { KeyRow } from '../../../reports/first-page/part.ts';
import type { PeriodFacts } from '../../../reports/periodic/facts.ts';
import { figureOf } from '../../../src/report/figure.ts';

const DAYS = [
  ['2026-01-01', '2026-03-31'],
  ['2026-04-01', '2026-06-30'],
  ['2026-07-01', '2026-12-31'],
] as const;
type Figures = Record<string, number>;

const facts = (sheets: readonly (Figures | null)[]): PeriodFacts =>
  ({
    view: { from: '2026-01-01', to: '2026-12-31', input: { obligation: { id: 'service-review' } } },
    deliveries: sheets.map((figures, n) => ({
      ...{ obligation: { id: 'compliance-statement' }, state: 'on-time', onTime: { by: 'issued', readings: [] } },
      occurrence: { from: DAYS[n]?.[0], to: DAYS[n]?.[1] },
      facts: { annulled: null, received: null, returned: null, delivered: null },
      current: figures === null ? null : { figures },
    })),
  }) as unknown as PeriodFacts;
const row = (id: string, label: string, value: number): KeyRow =>
  ({
    item: { label, value: String(value), figure: figureOf(id, value, { from: '', to: '' }) },
    counter: '份',
  }) as KeyRow;
const rows = (owed: number, faults: number) => [
  row('deliveries.owed', '应交交付物', owed),
  row('incidents.total', '故障', faults),
];
const sheet = (owed: number, faults: number): Figures => ({ 'deliveries.owed': owed, 'incidents.total': faults });
const three = [sheet(10, 1), sheet(20, 2), sheet(30, 0)];

it('says that the statements leave themselves out, and what adds up', () => {
  const [note] = addedUpNote(facts(three), rows(63, 3));
  expect(note?.text).toMatch(
    /^3 份履约对照表的关键数字相加：应交交付物 60 份，比本表的 63 份少 3 份，即对照表本身（其中按期 \d 份）：.*；故障相加与本表相等。$/,
  );
});

it('says nothing where all adds up, a statement is missing or gives no figure, or they are not the whole period', () => {
  expect(addedUpNote(facts(three), rows(60, 3))).toEqual([]);
  expect(addedUpNote(facts([...three.slice(0, 2), null]), rows(63, 3))).toEqual([]);
  expect(addedUpNote(facts(three.slice(0, 2)), rows(33, 3))).toEqual([]);
  expect(addedUpNote(facts([{}, {}, {}]), rows(63, 3))).toEqual([]);
});

it('names every difference, and a cause only where it is just that', () => {
  const counts = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.array(counts, { minLength: 3, maxLength: 3 }), counts, counts, (faults, owed, total) => {
      const sheets = faults.map((n) => sheet(10, n));
      const [note] = addedUpNote(facts(sheets), rows(owed, total));
      const sum = faults.reduce((all, n) => all + n, 0);
      const text = note?.text ?? '';
      expect(text.includes('故障 ')).toBe(sum !== total);
      expect(text.includes('应交交付物 ')).toBe(owed !== 30);
      expect(text.includes('即对照表本身')).toBe(owed === 33);
    }),
  );
});
