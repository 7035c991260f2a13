import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import cloudCsv from '../../src/collectors/cloud-csv.ts';
import { tempFolder } from '../support/at-end.ts';
import { runCollector } from '../support/collect.ts';

const folder = await tempFolder('csv');
const settings = {
  targetColumn: '实例ID',
  timeColumn: '时间',
  targets: { 'ins-0080': 'app-server-1', 'ins-0081': 'app-server-2' },
  values: [
    { metric: 'cpu.used', column: 'CPU使用率(%)' },
    { metric: 'disk.used', column: '磁盘', scale: '100', instance: '/' },
  ],
};
const collect = (content: string | Buffer) => {
  writeFileSync(join(folder, '云监控.csv'), content);
  return runCollector(cloudCsv, { file: join(folder, '云监控.csv'), ...settings });
};
const CSV =
  '\u{feff}实例ID,名称,时间,CPU使用率(%),磁盘\r\nins-0080,"应用, 一",2026/11/24 09:00:00,"12.5 %",0.86\r\nins-0080,x,2026/11/24 08:00:00,99,0.1\r\nins-0099,x,2026/11/24 08:00:00,1,1\r\n';

describe('cloud-csv', () => {
  test('the newest row of each host; one that is missing says so', async () => {
    const outcome = await collect(CSV);
    expect(
      outcome.collected?.readings.map((r) => [r.target, r.metric, r.instance, r.value, r.problem, r.dataAt]),
    ).toEqual([
      ['app-server-1', 'cpu.used', undefined, 12.5, undefined, '2026-11-24T09:00:00+08:00'],
      ['app-server-1', 'disk.used', '/', 86, undefined, '2026-11-24T09:00:00+08:00'],
      ['app-server-2', 'cpu.used', undefined, null, '文件中没有该对象', undefined],
      ['app-server-2', 'disk.used', '/', null, '文件中没有该对象', undefined],
    ]);
  });

  test('GB18030, as consoles write it', async () => {
    const header = Buffer.from([0xca, 0xb5, 0xc0, 0xfd, 0x49, 0x44, 0x2c, 0xca, 0xb1, 0xbc, 0xe4, 0x2c]); // 实例ID,时间,
    const names = Buffer.concat([
      header,
      Buffer.from('CPU'),
      Buffer.from([0xca, 0xb9, 0xd3, 0xc3, 0xc2, 0xca]),
      Buffer.from('(%),'),
      Buffer.from([0xb4, 0xc5, 0xc5, 0xcc]),
    ]);
    const outcome = await collect(Buffer.concat([names, Buffer.from('\nins-0080,1763946000,7,--\n')]));
    expect(outcome.collected?.readings.slice(0, 2).map((r) => [r.value, r.problem])).toEqual([
      [7, undefined],
      [null, '文件中没有该值'],
    ]);
  });

  test.each([
    ['', '没有内容'],
    ['实例ID,时间,CPU使用率(%),磁盘\n', '文件中没有数据'],
    ['a,b\n1,2\n', '没有“实例ID”列'],
    [CSV.replace('ins-0080,x', 'ins-0080,"x'), '引号没有结束'],
    [CSV.replace(',0.1\r', '\r'), '第 3 行：CSV 的行与表头不同宽'],
    ['实例ID,时间,CPU使用率(%),磁盘\nins-0080,昨天,1,1\n', '第 2 行的“时间”列不是时间'],
    [Buffer.from([0xff, 0xff, 0xff]), '文件编码不是 UTF-8 或 GB18030'],
  ])('refused: %#', async (content, reason) => expect((await collect(content)).reason).toContain(reason));

  test('text in place of a number is no number', async () => {
    const outcome = await collect('实例ID,时间,CPU使用率(%),磁盘\nins-0080,2026-11-24 09:00,高,1e999\n');
    expect(outcome.collected?.readings.slice(0, 2).map((r) => r.problem)).toEqual([
      '数值不可信（不是数字）',
      '数值不可信（不是数字）',
    ]);
  });
});
