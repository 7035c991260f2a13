import { describe, expect, it } from 'vitest';
import lynis from '../../src/scanners/lynis.ts';
import { fixture } from './_bytes.ts';
import { textFile } from './_file.ts';

const report = (...more: string[]) =>
  [
    '# Lynis Report',
    'report_version_major=1',
    'report_datetime_start=2026-11-20 01:00:00',
    'lynis_version=3.1.10',
    'os_name=Debian',
    'os_fullname=Debian GNU/Linux 13 (trixie)',
    'hostname=app-1',
    'domainname=shop.example',
    'network_ipv4_address[]=127.0.0.1',
    'network_ipv4_address[]=10.0.0.11',
    'network_ipv6_address[]=::1',
    ...more,
    'report_datetime_end=2026-11-20 01:04:30',
    'finish=true',
    '',
  ].join('\n');
const read = (...more: string[]) => lynis.read(textFile('lynis-report.dat', report(...more)));
const components = async (...more: string[]) => (await read(...more)).findings.map(({ component }) => component);

it('reads warnings and suggestions, host, system and times', async () => {
  const given = await read(
    'warning[]=PKGS-7392|Found one or more vulnerable packages.|-|-|',
    'vulnerable_package[]=openssl',
    'vulnerable_package[]=curl',
    'suggestion[]=SSH-7408|Consider hardening SSH configuration|AllowTcpForwarding (set YES to NO)|text:Edit a=b in the file|',
    'installed_packages_array=|a,1.10|b,2.0|',
  );
  expect(given).toEqual({
    scanner: 'Lynis',
    scannerVersion: '3.1.10',
    startedAt: '2026-11-20T01:00:00+08:00',
    finishedAt: '2026-11-20T01:04:30+08:00',
    hosts: [{ address: 'app-1', names: ['app-1.shop.example', '10.0.0.11'], state: 'scanned' }],
    findings: [
      {
        id: 'lynis:PKGS-7392',
        address: 'app-1',
        component: 'host',
        severity: 'warning',
        title: 'Found one or more vulnerable packages.',
        evidence: '有漏洞的软件包：openssl、curl',
      },
      {
        id: 'lynis:SSH-7408',
        address: 'app-1',
        component: 'AllowTcpForwarding',
        severity: 'suggestion',
        title: 'Consider hardening SSH configuration',
        evidence: 'AllowTcpForwarding (set YES to NO)',
        solution: 'Edit a=b in the file',
      },
    ],
    exposures: [],
    left: { 软件包清单: 2 },
    notes: ['Lynis 报告的时间没有写明时区，按合同时区（Asia/Shanghai）记录', '操作系统：Debian GNU/Linux 13 (trixie)'],
  });
});

it('keeps lines of one test apart by what they are about, not by their wording', async () => {
  expect(
    await components(
      'suggestion[]=SSH-7408|Consider hardening SSH|Port (set 22 to )|-|',
      'suggestion[]=SSH-7408|Other wording|Port (set 22 to 0080)|-|',
      'suggestion[]=PHP-2376|Turn off exposure|expose_php = Off|-|',
      'suggestion[]=FILE-6310|To decrease the impact of a full /home file system, place /home on a separate partition|-|-|',
      'suggestion[]=FILE-6310|To decrease the impact of a full /var file system, place /var on a separate partition|-|-|',
      "suggestion[]=NETW-3200|Determine if protocol 'dccp' is really needed on this system|-|-|",
      "suggestion[]=NETW-3200|Determine if protocol 'sctp' is really needed on this system|-|-|",
      'suggestion[]=FILE-7524|Consider restricting file permissions|See screen output or log file|text:Use chmod|',
      'suggestion[]=HRDN-7230|Harden the system',
      'suggestion[]=AUTH-9286|Configure minimum password age in /etc/login.defs|-|-|',
      'suggestion[]=AUTH-9286|Configure maximum password age in /etc/login.defs|-|-|',
    ),
  ).toEqual([
    'Port',
    'Port',
    'expose_php',
    '/home',
    '/var',
    'dccp',
    'sctp',
    'host',
    'host',
    '/etc/login.defs (minimum)',
    '/etc/login.defs (maximum)',
  ]);
});

it('keeps a line that names no test under its words, and counts an empty one', async () => {
  const { findings, left } = await read('warning[]=', 'suggestion[]=|text|-|-|');
  expect(findings).toMatchObject([{ id: expect.stringMatching(/^lynis:未编号-[0-9a-f]{8}$/), title: 'text' }]);
  expect(left).toEqual({ 没有漏洞编号的条目: 1 });
});

it('covers a host without findings, by the file name when it has none', async () => {
  const { hosts, notes } = await lynis.read(
    textFile('app-9.dat', report().replace('hostname=app-1\n', '').replace(/\n/g, '\r\n')),
  );
  expect(hosts).toEqual([{ address: 'app-9.dat', names: ['app-9.dat.shop.example', '10.0.0.11'], state: 'scanned' }]);
  expect(notes.join()).toContain('没有写明主机名');
});

it('does not depend on where the text is cut', async () => {
  const text = report('warning[]=A-1|标题|-|-|');
  expect(await lynis.read(textFile('l.dat', ...text))).toEqual(await lynis.read(textFile('l.dat', text)));
});

describe('what is refused', () => {
  const text = report('warning[]=A-1|t|-|-|');
  it.each([
    ['cut off', text.slice(0, text.indexOf('report_datetime_end')), '不完整'],
    ['another version', text.replace('major=1', 'major=2'), '不支持这个版本'],
    ['nothing', '', '不完整'],
  ])('%s', (_, given, reason) => expect(lynis.read(textFile('l.dat', given))).rejects.toThrow(reason));

  it('a line without end, without reading on', async () => {
    let pieces = 0;
    const file = {
      ...textFile('l.dat'),
      async *text() {
        for (; pieces < 1000; pieces += 1) yield 'x'.repeat(1_000_000);
      },
    };
    await expect(lynis.read(file)).rejects.toThrow('报告过大');
    expect(pieces).toBeLessThan(6);
  });

  it('a file larger than any report, unread', () =>
    expect(lynis.read({ ...textFile('l.dat', report()), size: 65 * 1024 * 1024 })).rejects.toThrow('报告过大'));
});

it('recognises itself by its keys, with or without the first line', () => {
  expect(lynis.recognise(textFile('x', report()))).toBe(true);
  expect(lynis.recognise(textFile('x', report().replace('# Lynis Report\n', '')))).toBe(true);
  expect(
    ['', '{"lynis_version":"3"}', 'report_version_major=1', 'hostname=x'].some((text) =>
      lynis.recognise(textFile('x', text)),
    ),
  ).toBe(false);
});

it('reads a report as version 3 writes it', async () => {
  const given = await lynis.read(await fixture('lynis.dat'));
  expect(given).toMatchObject({ scannerVersion: '3.1.10', hosts: [{ address: 'app-21' }] });
  expect(given.findings.map(({ severity }) => severity)).toEqual(['warning', 'suggestion', 'suggestion']);
  expect(given.notes).toContain('操作系统：Debian GNU/Linux 13 (trixie)');
});
