import { describe, expect, it } from 'vitest';
import rsas from '../../src/scanners/rsas.ts';
import { bytesFile, fixture, fixtureBytes, fixtureText, refusal, workbookOf, zipOf } from './_bytes.ts';
import { textFile } from './_file.ts';

const header = [
  '端口',
  '协议',
  '服务',
  '漏洞名称',
  '漏洞风险值',
  '风险等级',
  '发现日期',
  'CVE编号',
  'CNNVD编号',
  'CNCVE编号',
  'CNVD编号',
  '详细描述',
  '解决办法',
  '返回信息',
];
const book = (): Uint8Array =>
  workbookOf(
    {
      主机概况: [
        ['IP地址', '10.0.0.11'],
        ['主机名', 'app-1'],
        ['扫描起始时间', '2026-11-24 01:00:00'],
        ['扫描结束时间', '2026-11-24 01:20:00'],
      ],
      漏洞信息: [
        header,
        [
          22,
          'TCP',
          'ssh',
          'OpenSSH 漏洞',
          8,
          '[高]',
          '2024-07-01',
          'CVE-2024-6387',
          '',
          '',
          '',
          '描述',
          '升级',
          'OpenSSH_8.10',
        ],
        ['', '', '', 'SSH 弱算法', 5, '[中]', '', '', '', '', '', '', '', ''],
        ['--', 'ICMP', '--', 'ICMP timestamp', 2, '[低]', '', '', '', '', 'CNVD-2023-12345', '', '', ''],
      ],
      其它信息: [
        ['远程端口信息'],
        ['端口', '协议', '服务', '状态'],
        ['0080', 'tcp', 'http', 'open'],
        ['111', 'tcp', 'rpc', 'filtered'],
        ['安装软件信息'],
        ['8080', 'x', 'y', 'open'],
      ],
    },
    'biff8',
  );

const data = (levels: string[]): unknown => ({
  categories: [
    {
      mark: 'host-summary',
      data: {
        target: '10.0.0.11',
        hostname: 'app-1',
        timeStart: '2026-11-24 01:00:00',
        timeEnd: '2026-11-24 01:20:00',
      },
    },
    {
      mark: 'vul-info',
      children: [
        {
          mark: 'vul-detail',
          data: {
            vul_items: [
              {
                port: '0443',
                protocol: 'TCP',
                service: 'https',
                vuls: levels.map((level, i) => ({
                  vul_id: 100 + i,
                  vul_level: level,
                  vul_msg: {
                    i18n_name: `漏洞 ${i}</b>`,
                    i18n_description: ['一', null, '二'],
                    i18n_solution: ['升级'],
                    severity_points: 5,
                    cve_id: i === 0 ? 'CVE-2024-6387' : null,
                  },
                })),
              },
            ],
          },
        },
      ],
    },
    {
      mark: 'other-info',
      data: {
        other_info_data: [
          {
            info_name: '远程端口信息',
            content: [
              ['8080', 'tcp', 'http', 'open'],
              ['111', 'tcp', 'rpc', 'closed'],
            ],
          },
        ],
      },
    },
  ],
});
const dataPage = (value: unknown): string =>
  `<!DOCTYPE html><html><head><script>window.data = ${JSON.stringify(value)};</script><title></title></head><body><div id="app"></div></body></html>`;

describe('an RSAS host report', () => {
  it('is read from a page with tables: one finding for each port on which the list names it', async () => {
    const file = await fixture('rsas-host.html');
    expect(rsas.recognise(file)).toBe(true);
    const report = await rsas.read(file);
    expect(report.findings.map(({ id, component, severity }) => [id, component, severity])).toEqual([
      ['CVE-2024-6387', '0022/tcp', '高危'],
      ['CNVD-2023-12345', '0022/tcp', '中危'],
      ['rsas:50001', 'host', '低危'],
      ['CNVD-2023-12345', '443/tcp', '中危'],
    ]);
    expect(report.findings[0]).toMatchObject({
      cvss: 8.1,
      description: '第一行\n第二行',
      evidence: 'SSH-2.0-OpenSSH_8.10',
      solution: '升级到 9.80',
    });
    expect(report).toMatchObject({
      scanner: '绿盟 RSAS',
      scannerVersion: 'V6.0R04F01',
      feed: 'V6.0R02F01.3510',
      startedAt: '2026-11-24T01:00:00+08:00',
      finishedAt: '2026-11-24T01:20:05+08:00',
      hosts: [{ address: '10.0.0.11', names: ['app-1'], state: 'scanned' }],
    });
    expect(report.exposures.map(({ port }) => port)).toEqual(['8080/tcp', '0022/tcp', '443/tcp']);
  });

  it('is read from a page that carries its data', async () => {
    const file = textFile('10.0.0.11.html', dataPage(data(['high', 'middle'])));
    expect(rsas.recognise(file)).toBe(true);
    const report = await rsas.read(file);
    expect(report.findings).toEqual([
      {
        id: 'CVE-2024-6387',
        address: '10.0.0.11',
        component: '0443/tcp',
        severity: '高危',
        title: '漏洞 0</b>',
        description: '一\n二',
        solution: '升级',
      },
      {
        id: 'rsas:101',
        address: '10.0.0.11',
        component: '0443/tcp',
        severity: '中危',
        title: '漏洞 1</b>',
        description: '一\n二',
        solution: '升级',
      },
    ]);
    expect(report.exposures.map(({ port }) => port)).toEqual(['8080/tcp', '0443/tcp']);
  });

  it('is read from XML, failed hosts and weak passwords with it, but no password', async () => {
    const file = await fixture('rsas.xml');
    expect(rsas.recognise(file)).toBe(true);
    const report = await rsas.read(file);
    expect(report.findings.map(({ id, component, severity }) => [id, component, severity])).toEqual([
      ['CVE-2024-6387', '0022/tcp', '高危'],
      ['rsas:50001', 'host', '低危'],
      ['rsas:weak-password:smb', 'host', '高危'],
    ]);
    expect(report.hosts.map(({ address, state }) => [address, state])).toEqual([
      ['10.0.0.13', 'failed'],
      ['10.0.0.11', 'scanned'],
    ]);
    expect(report).toMatchObject({
      feed: '6.0.0.3510',
      scannerVersion: '6.0.4.1',
      startedAt: '2026-11-24T01:00:00+08:00',
    });
    expect(JSON.stringify(report)).not.toContain('s3cret');
  });

  it('is read from a workbook, where a port is written once for all its rows', async () => {
    const file = bytesFile('10.0.0.11.xls', book());
    expect(rsas.recognise(file)).toBe(true);
    const report = await rsas.read(file);
    expect(report.findings.map(({ id, component, severity }) => [id, component, severity])).toEqual([
      ['CVE-2024-6387', '22/tcp', '高危'],
      ['rsas:SSH 弱算法', '22/tcp', '中危'],
      ['CNVD-2023-12345', 'host', '低危'],
    ]);
    expect(report.hosts).toEqual([{ address: '10.0.0.11', names: ['app-1'], state: 'scanned' }]);
    expect(report.exposures.map(({ port }) => port)).toEqual(['0080/tcp', '22/tcp']);
  });

  it('is read from a zip, one form of it, whatever the folder is called', async () => {
    const page = await fixtureBytes('rsas-host.html');
    const files = {
      '7_月度_html/index.html': '<html><body>绿盟 综述</body></html>',
      '7_月度_html/host/10.0.0.11.html': page,
      '7_月度_html/host/10.0.0.12.html': dataPage(data(['low'])).replaceAll('10.0.0.11', '10.0.0.12'),
    };
    const file = bytesFile('7.zip', zipOf(files));
    expect(rsas.recognise(file)).toBe(true);
    const report = await rsas.read(file);
    expect(report.hosts.map(({ address }) => address)).toEqual(['10.0.0.11', '10.0.0.12']);
    expect(report.findings).toHaveLength(5);
    const both = await rsas.read(
      bytesFile('7.zip', zipOf({ ...files, '7_月度_xml/7.xml': await fixtureBytes('rsas.xml') })),
    );
    expect(both.findings).toHaveLength(3);
    expect(both.notes.join()).toContain('读取了其中的 XML');
    const books = await rsas.read(bytesFile('7.zip', zipOf({ 'index.xls': 'x', '10.0.0.11.xls': book() })));
    expect(books.findings).toHaveLength(3);
  });

  it('is read from pages in GBK', async () => {
    const text = await fixtureText('rsas-host.html');
    const gbk = new Uint8Array([...text].flatMap((char) => gbkBytes(char)));
    const report = await rsas.read(bytesFile('7.zip', zipOf({ 'host/10.0.0.11.html': gbk })));
    expect(report.findings[0]?.title).toBe('OpenSSH 远程代码执行漏洞(CVE-2024-6387)');
  });

  it.each([
    ['a zip in a zip', zipOf({ 'host/1.html': 'x', 'a/7_html.zip': 'PK' }), '包内还有压缩包'],
    ['a summary alone', zipOf({ 'index.html': '<html></html>', 'media/report/a.js': '' }), '没有主机报表'],
    ['a page that is cut off', zipOf({ 'host/10.0.0.1.html': '<html><body>' }), '页面没有结束'],
    [
      'a page of another layout',
      zipOf({ 'host/10.0.0.1.html': '<html><body>hello</body></html>' }),
      '页面没有主机地址或漏洞列表',
    ],
    [
      'data of another structure',
      zipOf({ 'host/10.0.0.1.html': dataPage({ categories: [{ mark: 'host-summary', data: {} }] }) }),
      'host-summary',
    ],
    [
      'data that are no JSON',
      zipOf({ 'host/10.0.0.1.html': '<html><script>window.data = {"a":</script></html>' }),
      '完整的 JSON',
    ],
    ['XML of another tool', zipOf({ 'a.xml': '<nmaprun/>' }), '没有扫描目标'],
    ['a path out of the zip', zipOf({ '../host/10.0.0.1.html': '<html></html>' }), '指向包外'],
  ])('is refused for %s', async (_name, bytes, reason) => {
    expect(await refusal(rsas, bytesFile('a.zip', bytes))).toContain(reason);
  });
});

/** GBK of a character, found by decoding: tests have no encoder for it. */
function gbkBytes(char: string): number[] {
  const code = char.charCodeAt(0);
  if (code < 0x80) return [code];
  return GBK.get(char) ?? [0x3f];
}

const GBK = new Map<string, number[]>();
const decoder = new TextDecoder('gbk');
for (let high = 0x81; high < 0xff; high++)
  for (let low = 0x40; low < 0xff; low++) {
    const char = decoder.decode(new Uint8Array([high, low]));
    if (char.length === 1 && !GBK.has(char)) GBK.set(char, [high, low]);
  }
