/** A scan without a permit that covers it stands out, on paper and on the site. */
import { expect, it } from 'vitest';
import { recordTable, recordTableOnSite } from '../../../src/page/record-table.ts';
import scan from '../../../src/records/kinds/scan.ts';
import { scanTable } from '../../../src/subjects/findings/scan-tables.ts';

it('says of a scan by which permit it was made, or why there is none', () => {
  const { permit = '', ...bare } = scan.example;
  const told = (record: typeof scan.example, doubts = new Map<string, string>()) => {
    const table = { ...scanTable(doubts, (id) => `/${id}`), records: [record], empty: '' };
    const [paper, site] = [recordTable(table), recordTableOnSite(table)].map(({ rows }) => rows[0]);
    expect(site).toMatchObject({ id: record.id, cells: { hosts: { text: '1/2' } } });
    return [site?.tone ?? paper?.tone, paper?.cells['permit'], site?.cells['permit']];
  };
  const loud = { tone: 'abnormal', mark: '▲' };
  const href = `/${permit}`;
  expect(told(scan.example)).toEqual([undefined, permit, { text: permit, href }]);
  for (const [text, given] of [
    ['未登记', told(bare)],
    ['无许可：事后报告', told({ ...bare, withoutPermit: '事后报告' })],
  ] as const)
    expect(given).toEqual(['abnormal', { text, ...loud }, { text, ...loud }]);
  const text = `${permit}（许可已过期）`;
  const expired = told(scan.example, new Map([[scan.example.id, '许可已过期']]));
  expect(expired).toEqual(['abnormal', { text, ...loud }, { text, ...loud, href }]);
});
