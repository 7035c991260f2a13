/** A scan without a permit stands out, on paper and on the site. */
import { expect, it } from 'vitest';
import { recordTable, recordTableOnSite } from '../../../src/page/record-table.ts';
import scan from '../../../src/subjects/findings/kinds/scan.ts';
import { scanTable } from '../../../src/subjects/findings/scan-tables.ts';

it('says of a scan by which permit it was made, or why there is none', () => {
  const { permit, ...bare } = scan.example;
  const told = (record: typeof scan.example) => {
    const table = { ...scanTable(new Map()), records: [record], empty: '' };
    return [recordTable(table), recordTableOnSite(table)].map(({ rows: [row] }) => [row?.tone, row?.cells['permit']]);
  };
  const loud = (text: string) => Array(2).fill(['abnormal', { text, tone: 'abnormal', mark: '▲' }]);
  expect(told(scan.example)).toEqual([
    [undefined, permit],
    [undefined, { text: permit }],
  ]);
  expect(told(bare)).toEqual(loud('未登记'));
  expect(told({ ...bare, withoutPermit: '事后报告' })).toEqual(loud('无许可：事后报告'));
});
