import { expect, it } from 'vitest';
import { rangeOf } from '../../src/server/send.ts';

it.each([
  ['bytes=0-4', { start: 0, end: 4 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=5-5', { start: 5, end: 5 }],
  ['bytes=5-999', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=9-', { start: 9, end: 9 }],
  ['bytes=10-', 'outside'],
  ['bytes=10-12', 'outside'],
  ['bytes=99999999999999999999-', 'outside'],
  ['bytes=-0', 'outside'],
  // Whatever is no single range of bytes is as if it were not there.
  ['', null],
  ['bytes=5-4', null],
  ['bytes=-', null],
  ['bytes=0-1,3-4', null],
  ['bytes=0x1-2', null],
  ['lines=0-4', null],
  ['0-4', null],
] as const)('%s of ten bytes', (header, range) => expect(rangeOf(header, 10)).toEqual(range));

it('an empty file has no part', () => {
  expect([rangeOf('bytes=0-', 0), rangeOf('bytes=-5', 0)]).toEqual(['outside', 'outside']);
});
