import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/contract/nearest.ts';

it.each([
  ['', '', 0],
  ['note', 'note', 0],
  ['note', 'notes', 1],
  ['note', 'ntoe', 1],
  ['host-disk', 'host-dsk', 1],
  ['abc', '', 3],
  ['巡检日志', '巡查日志', 1],
])('editDistance of %j and %j is %d, both ways', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

describe('nearest', () => {
  const ids = ['inspection-log', 'daily-maintenance', 'monthly-maintenance', 'availability'];
  const of = (wrong: string, limit = 2) => nearest(wrong, ids, (id) => id, limit);

  it('finds what was mistyped, half typed or typed in capitals', () => {
    expect(of('inspection-lgo')).toEqual(['inspection-log']);
    expect(of('Monthly-Maintenence')[0]).toBe('monthly-maintenance');
    expect(of('avail')).toEqual(['availability']);
  });

  it('suggests no more than asked for, and nothing that shares too little', () => {
    expect(of('maintenance')).toHaveLength(2);
    expect(of('maintenance', 1)).toHaveLength(1);
    expect(of('xyzzy')).toEqual([]);
    expect(of('')).toEqual([]);
  });
});
