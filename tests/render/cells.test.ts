import { describe, expect, it, test } from 'vitest';
import { printCell } from '../../src/render/cells.ts';
import { longestPart, longestWord, textWidth } from '../../src/render/measure.ts';
import type { Column } from '../../src/report/block.ts';

const text: Column = { key: 'a', label: 'A', type: 'text' };
const outcome: Column = { key: 'a', label: '判定', type: 'outcome' };

describe('printed cells', () => {
  it('shows a missing value as a dash and an empty text as empty', () => {
    expect(printCell(null, text).text).toBe('—');
    expect(printCell(undefined, text).text).toBe('—');
    expect(printCell('', text).text).toBe('');
  });

  it.each([
    ['异常', '▲'],
    ['无法采集', '◇'],
    ['数据过期', '△'],
    ['未配置', '–'],
    ['待人工', '○'],
  ])('marks the outcome %s with %s, so that a black-and-white copy tells', (word, mark) => {
    expect(printCell(word, outcome)).toEqual({ text: word, mark });
    expect(printCell({ text: word, tone: 'abnormal' }, outcome).mark).toBe(mark);
  });

  it('marks neither 正常 nor words in other columns, and keeps a given mark', () => {
    expect(printCell('正常', outcome).mark).toBeUndefined();
    expect(printCell('异常', text).mark).toBeUndefined();
    expect(printCell({ text: '异常', mark: '!' }, outcome).mark).toBe('!');
  });
});

describe('text widths', () => {
  it('counts CJK as one em and Latin as a little over half', () => {
    expect(textWidth('巡检')).toBe(2);
    expect(textWidth('ab')).toBeCloseTo(1.12);
    expect(textWidth('𠀀')).toBe(1);
  });

  it('keeps short hyphenated numbers whole and breaks long ones', () => {
    expect(longestWord('许可 XK-20261120-002')).toBeCloseTo(15 * 0.56);
    expect(longestWord('a-very-long-hyphenated-word')).toBeCloseTo(11 * 0.56);
    expect(longestWord('巡检')).toBe(1);
    // A document is looked for by its number.
    expect(longestWord('HQSF-XJ-20261124-r1')).toBeCloseTo(19 * 0.56);
    expect(longestPart('HQSF-XJ-20261124-r1')).toBeCloseTo(9 * 0.56);
  });
});

test('a number may be divided before its last part, where it must', () => {
  expect(longestPart('YC-20260320-001')).toBeCloseTo(longestWord('YC-20260320-'));
  expect(longestPart('2026-03-20 10:24')).toBe(longestWord('2026-03-20'));
  expect(longestPart('见 XK-20260320-002、应用服务器')).toBeCloseTo(longestWord('XK-20260320-'));
});
