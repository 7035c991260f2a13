/** What a restore test compared, told once: on paper and on the site the same rows, what is wrong first. */
import { expect, test } from 'vitest';
import { settledTable } from '../../../src/page/table.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import restoreKind, { type RestoreTestRecord } from '../../../src/subjects/recovery/kinds/restore-test.ts';
import { comparedRows, comparedTable } from '../../../src/subjects/recovery/restore-tables.ts';

const results = ['same', 'unchecked', 'extra', 'different', 'missing'] as const;
const tables: RestoreTestRecord['tables'] = results.map((result, n) => ({
  ...{ table: `oa.${n}`, expectedRows: 51_627, result },
  ...(result === 'missing' ? {} : { actualRows: 51_627 }),
}));

test('what is wrong comes first, then what was not compared, on both sides', () => {
  const one = { ...restoreKind.example, tables };
  const rowsOn = (side: 'paper' | 'site') => settledTable(comparedTable(one), comparedRows(one), side).rows;
  const words = ['缺表', '不一致', '多表', '未比对', '一致'];
  for (const side of ['paper', 'site'] as const)
    expect(rowsOn(side).map(({ tone, cells }) => [cellText(cells['result']), tone])).toEqual(
      words.map((word, n) => [word, n < 2 ? 'abnormal' : undefined]),
    );
  expect(rowsOn('paper').at(-1)?.cells).toMatchObject({ expectedRows: 51_627, result: '一致' });
  const site = rowsOn('site').map(({ cells }) => cells);
  expect(site.map(({ result }) => richCell(result).mark)).toEqual(['▲', '▲', '△', '△', '●']);
  expect(site[0]).toMatchObject({ expectedRows: { text: '51,627' }, actualRows: { text: '—' } });
});
