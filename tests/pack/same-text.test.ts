/** Documents that say the same word for word are found, and no others. */
import { expect, it } from 'vitest';
import { sameText } from '../../src/pack/make/same-text.ts';

const document = (text: string, cell = '正常') => ({
  title: '巡检日志',
  sections: [
    {
      id: 'a',
      title: '结论',
      blocks: [
        { type: 'note', text },
        { type: 'table', columns: [], rows: [{ cells: { a: cell } }] },
      ],
    },
  ],
});

it('leaves out days, figures and weekdays, and nothing else', () => {
  const first = sameText(document('2026-03-02 星期一 09:30 巡检 12 项，均正常'));
  expect(sameText(document('2026-03-03 星期二 17:05 巡检 9 项，均正常'))).toBe(first);
  expect(sameText(document('2026-03-03 星期二 17:05 巡检 9 项，有异常'))).not.toBe(first);
  expect(sameText(document('2026-03-02 星期一 09:30 巡检 12 项，均正常', '异常'))).not.toBe(first);
});

it('has no text of what is no document', () => {
  for (const value of [null, {}, [], 'x', { sections: 3 }]) expect(sameText(value)).toBe('');
});
