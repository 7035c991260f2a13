/** A document prints the deadline of its own day; where it is due by another now, both are told. */
import { expect, it } from 'vitest';
import { dueThenText } from '../../../src/subjects/deliveries/judge/due-then.ts';

it.each([
  ['2026-07-21T23:13:15+08:00', '2026-07-21T23:10:00+08:00', '签发时为 2026-07-21 23:10，其后口径或记录有变'],
  ['2026-07-21T23:13:15+08:00', '2026-07-21T23:13:15+08:00', null],
  ['2026-07-21T23:13:15+08:00', '2026-07-21T15:13:15Z', null],
  // Both are printed as 23:13.
  ['2026-07-21T23:13:15+08:00', '2026-07-21T23:13:40+08:00', null],
  [null, '2026-07-21T23:10:00+08:00', null],
  ['2026-07-21T23:13:15+08:00', null, null],
] as const)('due by %s, printed with %s: %s', (now, then, text) => expect(dueThenText(now, then)).toBe(text));
