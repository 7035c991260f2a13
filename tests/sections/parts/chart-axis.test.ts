import { describe, expect, it } from 'vitest';
import { chart } from '../../../src/sections/parts/chart.ts';
import { axisAround } from '../../../src/sections/parts/chart-axis.ts';

describe('the axis of lines that lie close together', () => {
  it.each([
    [[2.01, 2.4, 2.8], undefined, { min: 1.8 }],
    [[99.74, 100, 100], 100, { min: 99.5, max: 100 }],
    [[100, 100], 100, { min: 99.9, max: 100 }],
    [[62.5, null, 100], 100, { min: 50, max: 100 }],
    [[1e9, 1.1e9], undefined, { min: 980_000_000 }],
  ])('begins near them: %j', (values, most, expected) => expect(axisAround(values, most)).toEqual(expected));

  it.each([
    [[1, 10], undefined],
    [[0, 3], undefined],
    [[], undefined],
    [[null], 100],
    [[12, 100], 100],
  ])('begins at nought where that shows the difference: %j', (values, most) => {
    expect(axisAround(values, most)).toBeNull();
  });

  it('is said in the summary, and never taken for bars', () => {
    const block = {
      title: '题',
      summary: '要点。',
      x: ['甲', '乙'],
      series: [{ name: '一', values: [98, 99] }],
      unit: '%',
    };
    expect(chart('a', { ...block, chart: 'line', most: 100 }).summary).toBe('要点。纵轴不从零起。');
    expect(chart('a', { ...block, chart: 'bar', most: 100 })).toMatchObject({ min: 0, max: 100 });
  });
});
