/** A document whose printed deadline is another now is told of, late or not, with what moved it; none that prints today's. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { movedDues } from '../../../src/pipeline/publish/said/moved-dues.ts';
import { starter } from '../../contract/_starter.ts';

const ISSUED = '2026-07-22T09:50:00+08:00';
const THEN = '2026-07-21T23:10:00+08:00';
const item = (dueAt: string | null, then: string | null, event: string | undefined = 'GZ-20260721-001') => ({
  obligation: { id: 'report', eventClass: 'major' },
  occurrence: { period: 'GZ-20260721-001-c', event, dueAt },
  issued: { manifest: { number: 'ZD-r1', dueAt: then, times: { issued: ISSUED } } },
});
const made = (...items: object[]) => movedDues({ items } as never, []);

it('of each document about a record whose deadline reads otherwise, and of no other (property)', () => {
  const minutes = fc.integer({ min: 0, max: 59 }).map((n) => `2026-07-21T23:${String(n).padStart(2, '0')}:15+08:00`);
  fc.assert(
    fc.property(minutes, minutes, (dueAt, then) => {
      expect(made(item(dueAt, then)).length).toBe(dueAt === then ? 0 : 1);
    }),
  );
  expect(made(item(null, THEN), item(THEN, null), item(THEN, THEN.replace(':00+', ':40+')))).toEqual([]);
  const daily = { ...item('2026-07-21T23:13:15+08:00', THEN), occurrence: { period: '2026-07-21', dueAt: THEN } };
  expect(made(daily, { ...item(THEN, THEN), issued: undefined })).toEqual([]);
});

it('with the 口径 settled since that move it', () => {
  const all = starter().interpretations.map((one) =>
    one.id === 'clocks' ? { ...one, confirmed: true, chosen: one.default, confirmedOn: '2026-09-02' } : one,
  );
  const [found] = movedDues({ items: [item('2026-07-21T23:13:15+08:00', THEN)] } as never, all);
  expect(found).toMatchObject({ number: 'ZD-r1', dueThen: THEN, dueAt: '2026-07-21T23:13:15+08:00' });
  expect(found?.by.map(({ id }) => id)).toEqual(['clocks']);
});
