/** A limit as the desk tells it. */
import { expect, test } from 'vitest';
import { dueText } from '../../src/server/incidents/running.ts';

test('the very second of the limit is still in time, the next is over, and what nothing counts has none', () => {
  const due = '2026-11-24T10:35:00+08:00';
  const said = (clock: string) => dueText(due, `2026-11-24T${clock}+08:00`);
  expect(said('10:35:00')).toEqual({ text: '应于 10:35:00 前', until: '应于 10:35:00 前' });
  expect(said('10:35:01')).toEqual({ text: '已超时，时限到 10:35:00', until: '时限到 10:35:00' });
  expect(dueText(null, due)).toBeNull();
});
