import { describe, expect, it } from 'vitest';
import nessus from '../../src/scanners/nessus.ts';
import { fixture, fixtureText, refusal } from './_bytes.ts';
import { textFile } from './_file.ts';

const document = (hosts: string): string =>
  `<NessusClientData_v2><Report name="r">${hosts}</Report></NessusClientData_v2>`;
const item = (attributes: string, content = ''): string =>
  `<ReportHost name="h"><ReportItem port="80" protocol="tcp" pluginID="1" pluginName="n" ${attributes}>${content}</ReportItem></ReportHost>`;

describe('a Nessus report', () => {
  it('gives every finding with its texts to the letter', async () => {
    const { findings } = await nessus.read(await fixture('two-hosts.nessus'));
    expect(findings.map(({ id, component, severity }) => [id, component, severity])).toEqual([
      ['CVE-2024-6387', '22/tcp', 'High'],
      ['nessus:172186', 'host', 'Critical'],
      ['nessus:21157:bb22', 'host', 'High'],
      ['nessus:21157:cc33', 'host', 'High'],
    ]);
    expect(findings[0]).toMatchObject({
      installed: '8.10',
      fixed: '9.80',
      cvss: 8.1,
      vector: 'CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
      title: 'OpenSSH < 9.8 RCE',
      solution: 'Upgrade to 9.8p1.',
    });
    expect(findings[1]).toMatchObject({ cvss: 10, vector: 'CVSS2#AV:N/AC:L/Au:N/C:C/I:C/A:C' });
    expect(findings[1]).not.toHaveProperty('solution');
  });

  it('tells hosts, times, feed, open ports and what was left', async () => {
    const { findings, ...rest } = await nessus.read(await fixture('two-hosts.nessus'));
    expect(findings).toHaveLength(4);
    expect(rest).toEqual({
      scanner: 'Nessus',
      scannerVersion: '10.8.3',
      feed: '202611230200',
      startedAt: '2026-11-24T01:00:00+08:00',
      finishedAt: '2026-11-24T02:01:00+08:00',
      hosts: [
        { address: '10.0.0.11', names: ['app-1.example.internal', 'APP-1'], state: 'scanned' },
        { address: '10.0.0.99', names: [], state: 'down' },
      ],
      exposures: [{ address: '10.0.0.11', port: '22/tcp', service: 'ssh' }],
      left: { 信息级条目: 3, 检查通过: 1 },
      notes: [],
    });
  });

  it.each([
    ['a missing severity', '', null],
    ['an empty one', 'severity=""', null],
    ['one that is not known', 'severity="7"', '7'],
  ])('keeps an item with %s as a finding', async (_name, attributes, severity) => {
    const report = await nessus.read(textFile('a.nessus', document(item(attributes))));
    expect(report.findings.map((finding) => finding.severity)).toEqual([severity]);
  });

  it('takes the address from the properties where the host has no name', async () => {
    const host = item('severity="2"').replace(
      'name="h">',
      'name=""><HostProperties><tag name="host-ip">10.0.0.7</tag></HostProperties>',
    );
    const report = await nessus.read(textFile('a.nessus', document(host)));
    expect([report.hosts[0]?.address, report.findings[0]?.address]).toEqual(['10.0.0.7', '10.0.0.7']);
  });

  it('takes the version of the feed from the preferences where they name it', async () => {
    const policy =
      '<Policy><Preferences><ServerPreferences><preference><name>plugin_feed_version</name><value>0202611</value></preference></ServerPreferences></Preferences></Policy>';
    const report = await nessus.read(textFile('a.nessus', document('').replace('<Report', `${policy}<Report`)));
    expect(report.feed).toBe('0202611');
  });

  it('reads times without a zone as those of the contract, and says so', async () => {
    const host =
      '<ReportHost name="h"><HostProperties><tag name="HOST_START">Fri Dec  1 02:57:52 2026</tag></HostProperties></ReportHost>';
    const report = await nessus.read(textFile('a.nessus', document(host)));
    expect(report.startedAt).toBe('2026-12-01T02:57:52+08:00');
    expect(report.notes[0]).toContain('没有时区');
  });

  it('is refused where it is a policy, of version 1, or cut off', async () => {
    expect(await refusal(nessus, textFile('p', '<NessusClientData_v2><Policy/></NessusClientData_v2>'))).toContain(
      '只有扫描策略',
    );
    const first = textFile('v1', '<NessusClientData><Report/></NessusClientData>');
    expect(nessus.recognise(first)).toBe(true);
    expect(await refusal(nessus, first)).toContain('NessusClientData_v2');
    const whole = await fixtureText('two-hosts.nessus');
    expect(await refusal(nessus, textFile('cut', whole.slice(0, -60)))).toMatch(/文件不完整[\s\S]*第 \d+ 行/);
  });

  it('reads an old report: items without a plugin are ports, hosts go by their names', async () => {
    const { hosts, findings, exposures, left } = await nessus.read(await fixture('old.nessus'));
    expect(hosts.map(({ address }) => address)).toEqual(['web.example.internal', 'db.example.internal']);
    expect(findings.map(({ address, id, component, severity }) => [address, id, component, severity])).toEqual([
      ['web.example.internal', 'nessus:70010', '9090/tcp', 'Low'],
      ['web.example.internal', 'nessus:70010', '9090/tcp', 'Low'],
      ['web.example.internal', 'nessus:70011', 'host', 'Low'],
      ['web.example.internal', 'CVE-2010-10001', '22/tcp', 'Medium'],
      ['db.example.internal', 'nessus:70020', '3306/tcp', 'Medium'],
    ]);
    expect(left).toEqual({ 信息级条目: 5 });
    expect(exposures.map(({ address, port }) => `${address} ${port}`)).toEqual([
      'web.example.internal 22/tcp',
      'web.example.internal 123/udp',
      'web.example.internal 9090/tcp',
      'db.example.internal 3306/tcp',
    ]);
  });
});
