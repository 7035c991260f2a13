import { describe, expect, it } from 'vitest';
import nmap from '../../src/scanners/nmap.ts';
import { fixture, fixtureText, refusal } from './_bytes.ts';
import { textFile } from './_file.ts';

describe('an Nmap report', () => {
  it('has findings only where scripts state VULNERABLE or match a version', async () => {
    const { findings, left } = await nmap.read(await fixture('nmap-scripts.xml'));
    expect(findings.map(({ id, component, severity, cvss }) => [id, component, severity, cvss])).toEqual([
      ['CVE-2014-0160', '0443/tcp', 'High', undefined],
      ['CVE-2021-23017', '0443/tcp', null, 7.7],
      ['CVE-2017-0143', 'host', 'HIGH', undefined],
    ]);
    expect(findings[0]).toMatchObject({
      title: 'The Heartbleed Bug is a serious vulnerability',
      evidence: 'https nginx 1.10\nState: VULNERABLE',
    });
    expect(left).toEqual({ 未指出漏洞的脚本结果: 3, 未开放的端口: 1 });
  });

  it('tells hosts that are up, down and given up, open ports, and times', async () => {
    const report = await nmap.read(await fixture('nmap-scripts.xml'));
    expect(report.hosts.map(({ address, state }) => [address, state])).toEqual([
      ['10.0.0.11', 'scanned'],
      ['10.0.0.99', 'down'],
      ['10.0.0.12', 'failed'],
    ]);
    expect(report.exposures).toEqual([{ address: '10.0.0.11', port: '0443/tcp', service: 'https nginx 1.10' }]);
    expect(report).toMatchObject({
      scanner: 'Nmap',
      scannerVersion: '7.95',
      startedAt: '2026-11-24T01:00:00+08:00',
      finishedAt: '2026-11-24T02:01:00+08:00',
    });
  });

  it('says that a run ended early', async () => {
    const text = (await fixtureText('nmap-scripts.xml')).replace('exit="success"', 'exit="error" errormsg="no route"');
    const report = await nmap.read(textFile('a.xml', text));
    expect(report.notes).toEqual(['扫描没有正常结束：no route']);
  });

  it('reads the text of old vulners scripts', async () => {
    const output = '&#xa;  cpe:/a:nginx:1.10: &#xa;    \tCVE-2021-23017\t7.7\thttps://vulners.com/cve/CVE-2021-23017';
    const script = `<script id="vulners" output="${output}"/>`;
    const host = `<host><status state="up"/><address addr="::1" addrtype="ipv6"/><ports><port protocol="tcp" portid="80"><state state="open"/>${script}</port></ports></host>`;
    const report = await nmap.read(textFile('a.xml', `<nmaprun scanner="nmap">${host}</nmaprun>`));
    expect(report.findings.map(({ id, address, cvss }) => [id, address, cvss])).toEqual([
      ['CVE-2021-23017', '::1', 7.7],
    ]);
  });

  it('is known by its root, behind DOCTYPE, style sheet and comment', async () => {
    expect(nmap.recognise(await fixture('nmap-scripts.xml'))).toBe(true);
    expect(nmap.recognise(await fixture('openvas.xml'))).toBe(false);
  });

  it('is refused when cut off', async () => {
    const text = await fixtureText('nmap-scripts.xml');
    expect(await refusal(nmap, textFile('a.xml', text.slice(0, 1500)))).toContain('文件不完整');
  });

  it('gives the open ports of every host, of others only how many, in the form of version 5', async () => {
    const { scannerVersion, hosts, exposures, findings, left } = await nmap.read(await fixture('nmap-two-hosts.xml'));
    expect(scannerVersion).toBe('5.51');
    expect(hosts.map(({ address, state }) => [address, state])).toEqual([
      ['127.0.0.1', 'scanned'],
      ['10.0.0.12', 'scanned'],
    ]);
    expect(exposures).toEqual([
      { address: '127.0.0.1', port: '22/tcp', service: 'ssh' },
      { address: '127.0.0.1', port: '80/tcp', service: 'http' },
      { address: '127.0.0.1', port: '8080/tcp' },
      { address: '10.0.0.12', port: '3306/tcp', service: 'mysql' },
    ]);
    expect([findings, left]).toEqual([[], { 未开放的端口: 1 }]);
  });

  it('gives the open ports in the form of version 7', async () => {
    const { scannerVersion, hosts, exposures, findings } = await nmap.read(await fixture('nmap-many-ports.xml'));
    expect([scannerVersion, hosts.length, findings.length]).toEqual(['7.12', 1, 0]);
    expect(exposures.map(({ port }) => port)).toEqual(['21/tcp', '25/tcp', '80/tcp', '143/tcp', '443/tcp', '3306/tcp']);
  });
});
