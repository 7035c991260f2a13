import type { WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import findingTable from '../../src/scanners/finding-table.ts';
import openvasCsv from '../../src/scanners/openvas-csv.ts';
import rsas from '../../src/scanners/rsas.ts';
import { bytesFile, fixture, refusal, workbookOf } from './_bytes.ts';
import { textFile } from './_file.ts';

const head =
  '漏洞编号,漏洞名称,等级,资产/地址,端口,组件,当前版本,修复版本,CVSS,向量,描述,证据,修复方案,扫描工具,特征库版本,扫描时间';
const first =
  'CVE-2024-6387,OpenSSH 漏洞,高危,10.0.0.11,0080/tcp,,1.10,1.20,8.1,CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H,竞争条件,8.7p1,升级,绿盟 RSAS,0510,2026-11-24 01:00';
const csv = (...rows: string[]) => textFile('清单.csv', [head, ...rows].join('\n'));
const row = (changes: Record<number, string>): string =>
  first
    .split(',')
    .map((cell, i) => changes[i] ?? cell)
    .join(',');

describe('a table of findings as CSV', () => {
  it('is read to the letter', async () => {
    const report = await findingTable.read(csv(first));
    expect(report).toEqual({
      scanner: '绿盟 RSAS',
      feed: '0510',
      startedAt: '2026-11-24T01:00:00+08:00',
      finishedAt: '2026-11-24T01:00:00+08:00',
      hosts: [{ address: '10.0.0.11', names: [], state: 'scanned' }],
      findings: [
        {
          id: 'CVE-2024-6387',
          address: '10.0.0.11',
          component: '0080/tcp',
          severity: '高危',
          installed: '1.10',
          fixed: '1.20',
          cvss: 8.1,
          vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
          title: 'OpenSSH 漏洞',
          description: '竞争条件',
          evidence: '8.7p1',
          solution: '升级',
        },
      ],
      exposures: [{ address: '10.0.0.11', port: '0080/tcp' }],
      left: {},
      notes: [],
    });
  });

  it('is read in English, with other separators, below a title, with columns that are not known', async () => {
    const text =
      'Scan of November;;;;\n\nPlugin ID;Name;Severity;Host;Reviewer\n10287;Traceroute;Info;h1;x\n20007;SSLv2;Medium;"h1, h2";y\n';
    const file = textFile('a.csv', text);
    expect(findingTable.recognise(file)).toBe(true);
    const report = await findingTable.read(file);
    expect(report.findings.map(({ id, address, component, severity }) => [id, address, component, severity])).toEqual([
      ['table:20007', 'h1', 'host', 'Medium'],
      ['table:20007', 'h2', 'host', 'Medium'],
    ]);
    expect(report.left).toEqual({ 信息级条目: 1 });
    expect(report.notes.join()).toMatch(/Reviewer[\s\S]*扫描工具[\s\S]*扫描时间/);
  });

  it('gives one finding for each CVE of a cell, and CNVD numbers and plug-ins where there is none', async () => {
    const report = await findingTable.read(
      csv(row({ 0: 'CVE-2024-1111 CVE-2024-2222' }), row({ 0: 'cnvd-2023-12345' }), row({ 0: '73001' })),
    );
    expect(report.findings.map(({ id }) => id)).toEqual([
      'CVE-2024-1111',
      'CVE-2024-2222',
      'CNVD-2023-12345',
      '绿盟-rsas:73001',
    ]);
  });

  it('takes port with protocol, component or host as what is affected', async () => {
    const report = await findingTable.read(
      csv(row({ 4: '443' }), row({ 4: '', 5: 'openssh' }), row({ 4: '--' }), row({ 4: '22/tcp', 5: 'openssh' })),
    );
    expect(report.findings.map(({ component }) => component)).toEqual(['443', 'openssh', 'host', '22/tcp']);
    expect(report.findings[3]?.evidence).toBe('组件：openssh\n8.7p1');
  });

  it.each([
    [0, '', '漏洞编号'],
    [2, '很高', '等级'],
    [3, '', '资产/地址'],
    [3, '=cmd|calc', '资产/地址'],
    [4, 'ssh', '端口'],
    [4, '70000/tcp', '端口'],
    [8, '11', 'CVSS'],
    [8, '8,1', '整行|表头之外'],
    [13, 'Nessus', '扫描工具'],
    [15, '昨天', '扫描时间'],
    [15, '2026-13-40', '扫描时间'],
  ])('is refused whole for a wrong value in column %i: %s', async (column, value, name) => {
    const message = await refusal(findingTable, csv(first, row({ [column]: value }), first));
    expect(message).toMatch(new RegExp(`第 3 行，“(${name})”列`));
  });

  it('is refused where it is cut off, has no rows or no header', async () => {
    expect(await refusal(findingTable, csv(first, first.slice(0, 40)))).toMatch(/第 3 行[\s\S]*与表头相同的 16 列/);
    expect(await refusal(findingTable, csv())).toContain('没有数据行');
    expect(await refusal(findingTable, textFile('a.csv', 'a,b\n1,2\n'))).toContain('没有找到漏洞清单的表头');
    expect(await refusal(findingTable, csv(first, '"CVE-2024-1'))).toContain('引号');
  });

  it('claims neither the CSV of OpenVAS nor other texts', async () => {
    const openvas = await fixture('openvas.csv');
    expect([findingTable.recognise(openvas), openvasCsv.recognise(openvas)]).toEqual([false, true]);
    expect([findingTable.recognise(csv(first)), openvasCsv.recognise(csv(first))]).toEqual([true, false]);
    for (const text of ['{"id":1,"ip":2,"name":3}', 'null', '<a/>', 'hello, world\n'])
      expect(findingTable.recognise(textFile('a', text))).toBe(false);
  });
});

describe('a table of findings as workbook', () => {
  /** A serial number is a time only where it is formatted as one. */
  const dates = (sheet: WorkSheet): void => {
    for (const cell of ['H2', 'H3']) if (typeof sheet[cell]?.v === 'number') sheet[cell].z = 'yyyy/m/d h:mm';
  };
  const rows = [
    ['十一月漏洞清单'],
    ['漏洞编号', '漏洞名称', '等级', '资产/地址', '端口', '当前版本', '特征库版本', '扫描时间'],
    ['CVE-2024-6387', 'OpenSSH 漏洞', '高危', '10.0.0.11', 80, 1.1, 202611230200, 46350.0625],
    [],
    ['CVE-2024-7347', 'nginx 漏洞', '中危', '10.0.0.12', '0443', '1.10', '202611230200', ''],
  ];
  const format = (sheet: WorkSheet): void => {
    for (const [cell, z] of [
      ['E3', '0000'],
      ['F3', '0.00'],
      ['H3', 'yyyy/m/d h:mm'],
    ] as const)
      Object.assign(sheet[cell], { z });
  };

  it.each(['xlsx', 'biff8'] as const)('is read as a person sees it (%s)', async (type) => {
    const file = bytesFile('清单', workbookOf({ 清单: rows }, type, format));
    expect([findingTable.recognise(file), rsas.recognise(file)]).toEqual([true, false]);
    const report = await findingTable.read(file);
    expect(report.findings.map(({ id, component, installed }) => [id, component, installed])).toEqual([
      ['CVE-2024-6387', '0080', '1.10'],
      ['CVE-2024-7347', '0443', '1.10'],
    ]);
    expect([report.feed, report.startedAt]).toEqual(['202611230200', '2026-11-24T01:30:00+08:00']);
  });

  it('is read from all sheets that have the header; others are named', async () => {
    const [, ...table] = rows;
    const file = bytesFile('清单.xlsx', workbookOf({ 说明: [['填写说明']], 甲: table, 乙: table }, 'xlsx', dates));
    const report = await findingTable.read(file);
    expect(report.findings).toHaveLength(4);
    expect(report.notes.join()).toContain('工作表“说明”');
  });

  it('is refused with sheet, row and column', async () => {
    const wrong = [...rows, ['CVE-2024-1', 'x', '高危', '10.0.0.1', 'ssh']];
    expect(await refusal(findingTable, bytesFile('a.xlsx', workbookOf({ 清单: wrong }, 'xlsx', dates)))).toContain(
      '工作表“清单”第 6 行，“端口”列',
    );
    const document = workbookOf({ 清单: [['a', 'b']] });
    expect(await refusal(findingTable, bytesFile('a.xlsx', document))).toContain('没有找到漏洞清单的表头');
  });
});
