import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aheadOfTime } from '../../../reports/written/ahead.ts';
import { toDate } from '../../../src/contract/time.ts';
import { parseMarkdown } from '../../../src/report/written-markdown.ts';
import { runs } from '../../support/runs.ts';

const ASOF = '2026-11-24T16:30:00+08:00';
const ahead = (markdown: string): string[] => aheadOfTime({ blocks: parseMarkdown(markdown) }, ASOF);
const table = (when: string, who: string, head = '清除时间'): string =>
  `| 设备 | ${head} | 核验人 |\n| --- | --- | --- |\n| 运维工作站 | ${when} | ${who} |`;

describe('what a text attests of a time that has not come', () => {
  test('is told with the place, the time and who is said to have seen it', () => {
    expect(ahead(table('2026-11-25', '经办人甲'))).toEqual(['运维工作站：清除时间 2026-11-25，核验人 经办人甲']);
    expect(ahead(table('2026年11月25日', '经办人甲'))).toHaveLength(1);
    expect(ahead(table('2026-11-24 17:00', '经办人甲'))).toHaveLength(1);
    expect(ahead('账号已于 2026-11-25 停用。')).toEqual(['账号已于 2026-11-25 停用。']);
  });

  test('is not what had come, nor what nobody attested, nor what is planned', () => {
    for (const text of [
      table('2026-11-24', '经办人甲'),
      table('2026-11-24 16:30', '经办人甲'),
      table('2026-11-25', '待清除后核验'),
      table('2026-11-25', '尚未核验'),
      table('2026-11-25', '待填写'),
      table('2026-11-25', '—'),
      table('2026-11-25', '经办人甲', '约定日期'),
      table('2027-01-31', '经办人甲', '有效期'),
      '账号将于 2026-11-25 停用。',
      '账号已于 2026-11-20 停用。',
    ]) {
      expect(ahead(text), text).toEqual([]);
    }
  });

  test('hangs on nothing but whether the day lies after the document’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const day = toDate('2026-11-24').add({ days }).toString();
        expect(ahead(table(day, '经办人甲')).length).toBe(days > 0 ? 1 : 0);
      }),
      { numRuns: runs(12) },
    );
  });
});
