/** No number of rows of a page is ever told as the number of all. */
import { expect, it } from 'vitest';
import { beyondText, shownText } from '../../src/site/lib/list-counts.ts';

it('says at the head of a list that goes on elsewhere how many there are, how many stand here, and where the rest is', () => {
  expect(beyondText(1032, 256, true)).toBe(
    '共 1032 项，本页列出前 256 项（筛选也只在其中）；其余 776 项在各月的页面：',
  );
  expect(beyondText(1032, 256, false)).toBe('共 1032 项，本页列出前 256 项；其余 776 项在各月的页面：');
});

it('never says of the rows of such a page that they are all', () => {
  expect(shownText(3, 256, '1032')).toBe('显示 3 项，本页共 256 项（全部 1032 项）');
  expect(shownText(3, 53, undefined)).toBe('显示 3 项，共 53 项');
});
