/** Clause shapes of several papers: so many days, working days or hours, and what silence means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/contract/calendar/answer-by.ts';
import { answersSchema } from '../../../src/contract/terms/answers.ts';
import { dateOf, toInstant } from '../../../src/contract/time.ts';

const servicePeriod = { from: '2026-07-01', to: '2029-06-30' };
const isWorkingDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0;
const by = (answers: object) =>
  answersOf({ contract: { servicePeriod, answers: answersSchema.parse(answers) } }, { isWorkingDay });
const CLAUSES = { clauses: ['31'] };
const FRIDAY = '2026-11-27T10:00:00+08:00';
const at = (text: string): string => `${text.replace(' ', 'T')}:00+08:00`;

describe('the time for an answer', () => {
  it.for([
    [{ workingDays: '3', time: '18:00' }, '2026-12-02 18:00'],
    [{ days: '5', time: '24:00'.replace('24:00', '23:59') }, '2026-12-02 23:59'],
    [{ hours: '48' }, '2026-11-29 10:00'],
  ] as const)('%j from a Friday', ([within, due]) => {
    const of = by({ ...CLAUSES, within, silence: 'received' });
    const found = of({ delivered: FRIDAY, returned: null }, FRIDAY);
    expect(found).toMatchObject({ what: 'answer', dueAt: at(due), isPast: false, deemed: true });
    expect(of({ delivered: FRIDAY, returned: null }, at(due))?.isPast).toBe(false);
    expect(of({ delivered: FRIDAY, returned: null }, at(due).replace(':00+', ':01+'))?.isPast).toBe(true);
  });

  it('is none of what nobody handed over, and silence means nothing where the paper does not say so', () => {
    const of = by({ ...CLAUSES, within: { days: '5', time: '18:00' } });
    expect(of({ delivered: null, returned: null }, FRIDAY)).toBeNull();
    expect(of({ delivered: FRIDAY, returned: null }, '2027-01-01T00:00:00+08:00')).toMatchObject({
      isPast: true,
      deemed: false,
    });
    expect(of({ delivered: null, returned: FRIDAY }, FRIDAY)).toBeNull();
    expect(
      answersOf({ contract: { servicePeriod } }, { isWorkingDay })({ delivered: FRIDAY, returned: null }, FRIDAY),
    ).toBeNull();
  });

  it('after a return is that of the revision, and never a receipt', () => {
    const of = by({
      ...CLAUSES,
      within: { days: '5', time: '18:00' },
      silence: 'received',
      again: { workingDays: '2', time: '18:00' },
    });
    const found = of({ delivered: null, returned: FRIDAY }, '2026-12-05T00:00:00+08:00');
    expect(found).toMatchObject({ what: 'again', dueAt: at('2026-12-01 18:00'), isPast: true, deemed: false });
  });

  it('counts so many working days after the day of the delivery', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 15 }), (day, count) => {
        const since = `${new Date(Date.UTC(2026, 6, 1 + day)).toISOString().slice(0, 10)}T12:00:00+08:00`;
        const due =
          by({ ...CLAUSES, within: { workingDays: String(count), time: '18:00' } })(
            { delivered: since, returned: null },
            since,
          )?.dueAt ?? '';
        let passed = 0;
        for (
          let one = toInstant(since).add({ hours: 24 });
          dateOf(one.toString()) <= dateOf(due);
          one = one.add({ hours: 24 })
        )
          if (isWorkingDay(dateOf(one.toString()))) passed += 1;
        expect(passed).toBe(count);
        expect(isWorkingDay(dateOf(due))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.for([{ days: '1', workingDays: '1', time: '18:00' }, { workingDays: '3' }, { hours: '3', time: '18:00' }, {}])(
    '%j is refused',
    (within) => expect(answersSchema.safeParse({ ...CLAUSES, within }).success).toBe(false),
  );
});
