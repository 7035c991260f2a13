/** What was taken back looks the same on paper and site, and says where nothing took its place. */
import { expect, test } from 'vitest';
import { settledTable } from '../../../src/page/table.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import { returnTable, voidTable } from '../../../src/subjects/deliveries/taken-back-tables.ts';
import signoff from '../../../src/subjects/signing/kinds/signoff.ts';

const act = { ...signoff.example, reason: '重复签发' };

test.each(['paper', 'site'] as const)('on %s', (side) => {
  const gone = { act, name: '系统巡检日志', number: 'HQSF-XJ-1', next: null };
  const [row] = settledTable(voidTable(), [gone], side).rows;
  expect(row?.tone).toBe('attention');
  expect([cellText(row?.cells['reason']), cellText(row?.cells['next'])]).toEqual(['重复签发', '尚未签发']);
  const [open, done] = settledTable(
    returnTable,
    [
      { act, name: '月报', revision: '第 1 版', next: null },
      { act, name: '月报', revision: '第 1 版', next: '第 2 版' },
    ],
    side,
  ).rows;
  expect(richCell(open?.cells['next'])).toMatchObject({ text: '尚未签发修订版', tone: 'attention', mark: '△' });
  expect(cellText(done?.cells['next'])).toBe('第 2 版');
});
