/** What an obligation with days of its own owes: whatever has one of them, both ends included. */
import { expect, it } from 'vitest';
import { holdsIn } from '../../src/recount/calendar.ts';

it.each([
  ['the week before its first day', { from: '2026-11-16' }, '2026-11-09', '2026-11-15', false],
  ['the week of its first day', { from: '2026-11-18' }, '2026-11-16', '2026-11-22', true],
  ['the week of its last day', { until: '2026-11-16' }, '2026-11-16', '2026-11-22', true],
  ['the week after it', { until: '2026-11-15' }, '2026-11-16', '2026-11-22', false],
  ['any week without days of its own', {}, '2026-11-16', '2026-11-22', true],
])('owes %s or not', (_, obligation, from, to, owed) => expect(holdsIn(obligation, { from, to })).toBe(owed));
