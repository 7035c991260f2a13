/** Two long texts: what differs is told whole, whatever stands around it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differingParts } from '../../src/wording/long-change.ts';

const filler = '甲乙丙丁戊己庚辛壬癸'.repeat(10);

it('marks the part that differs, with the same characters around', () => {
  const { before, after } = differingParts(`${filler}三次${filler}`, `${filler}四次${filler}`);
  expect(before).toBe('…壬癸甲乙丙丁戊己庚辛壬癸【三】次甲乙丙丁戊己庚辛壬癸甲…');
  expect(after).toContain('【四】');
});

it('tells short texts whole, and of any others each character that differs', () => {
  expect(differingParts('三次', '')).toEqual({ before: '三次', after: '' });
  const part = fc.string({ unit: fc.constantFrom('一', '二', '三'), maxLength: 80 });
  const head = fc.string({ unit: fc.constantFrom('一', '二', '三'), minLength: 61, maxLength: 90 });
  fc.assert(
    fc.property(head, part, part, part, (first, old, fresh, last) => {
      const [from, to] = [first + old + last, first + fresh + last];
      const { before, after } = differingParts(from, to);
      const [was, is] = [before, after].map((text) => /【([^】]*)】/.exec(text)?.[1] ?? '') as [string, string];
      expect(from.length - was.length).toBe(to.length - is.length);
      expect(was === is).toBe(from === to);
      expect(before.replace(`【${was}】`, '')).toBe(after.replace(`【${is}】`, ''));
    }),
  );
});
