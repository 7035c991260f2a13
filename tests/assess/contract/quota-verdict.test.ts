/** A quota is told by one verdict: ▲ as soon as by one reading nothing of it is left, △ while something may decide it, else nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quotaVerdict } from '../../../src/assess/contract/quota-verdict.ts';
import type { Quota, QuotaState } from '../../../src/subjects/incidents/judge/quota.ts';
import { quotaMark } from '../../../src/subjects/incidents/quota.ts';

type Reading = { supplier: number; pending: number };

const quota = (limit: number, confirmed: boolean, readings: readonly Reading[]): Quota => {
  const stateOf = ({ supplier, pending }: Reading): QuotaState =>
    supplier > limit
      ? 'exceeded'
      : supplier + pending > limit
        ? 'undecided'
        : limit > 0 && supplier >= limit
          ? 'used-up'
          : 'within';
  const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));
  const byOption = readings.map((one, n) => ({
    ...{ option: String(n), figure: '', label: '', others: [], state: stateOf(one) },
    ...{ supplier: ids(one.supplier), pending: ids(one.pending) },
  }));
  const told = {
    id: 'q',
    name: '年度限额',
    clause: '5.1.2',
    counts: '重大故障',
    per: 'service-year' as const,
    from: '',
    to: '',
    text: '',
    recorded: 9,
  };
  const state = confirmed ? (byOption[0]?.state ?? 'undecided') : 'undecided';
  return { ...told, limit, confirmed, byReadings: !confirmed, byOption, state };
};

const reading = fc.record({ supplier: fc.nat(3), pending: fc.nat(2) });

it('is as grave as its worst count, and never in milder words', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.array(reading, { minLength: 1, maxLength: 3 }),
      (limit, readings) => {
        const confirmed = readings.length === 1;
        const { tone, text, state, gravity } = quotaVerdict(quota(limit, confirmed, readings));
        const marks = readings.map(({ supplier }) => quotaMark('supplier', supplier, limit).tone);
        expect(tone === 'abnormal').toBe(marks.includes('abnormal'));
        expect(gravity === null).toBe(tone === 'normal');
        for (const word of ['已超过', '已用完']) expect(state.includes(word)).toBe(text.includes(word));
        if (tone === 'abnormal') expect(text).toMatch(/已超过|已用完/);
        expect(text.includes('不作结论')).toBe(!confirmed);
        if (readings.some(({ pending }) => pending > 0)) expect(text).toContain('另待定');
      },
    ),
  );
});

it('names what every reading counts', () => {
  const two = quota(1, false, [
    { supplier: 1, pending: 0 },
    { supplier: 2, pending: 0 },
  ]);
  expect(quotaVerdict(two)).toMatchObject({
    ...{ gravity: 'quota-reached', tone: 'abnormal', brief: '重大故障年度限额按不同口径已用完、已超过' },
    text: '重大故障年度限额 1 次：按不同口径已计 1 至 2 次，限额按不同口径已用完、已超过（口径未经双方确认，不作结论）',
  });
});
