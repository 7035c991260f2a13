import { describe, expect, it } from 'vitest';
import openvas from '../../src/scanners/openvas.ts';
import openvasCsv from '../../src/scanners/openvas-csv.ts';
import { fixture, fixtureText, refusal } from './_bytes.ts';
import { textFile } from './_file.ts';

describe('an OpenVAS XML report', () => {
  it('gives the effective level, after overrides, and leaves what is none', async () => {
    const { findings, left } = await openvas.read(await fixture('openvas.xml'));
    expect(
      findings.map(({ id, address, component, severity, cvss }) => [id, address, component, severity, cvss]),
    ).toEqual([
      ['CVE-2024-7347', '10.0.0.11', '443/tcp', 'High', 7.5],
      ['openvas:1.3.6.1.4.1.25623.1.0.2', '10.0.0.11', 'host', 'Low', 2],
      ['openvas:1.3.6.1.4.1.25623.1.0.5', '10.0.0.12', '22/tcp', null, undefined],
    ]);
    expect(findings[0]).toMatchObject({
      installed: '1.10',
      fixed: '1.27.10',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
      description: 'nginx is prone to DoS.',
      solution: 'Update to 1.27.10.',
    });
    expect(findings[1]).not.toHaveProperty('vector');
    expect(left).toEqual({ 信息级条目: 1, 误报: 1 });
  });

  it('tells hosts, of which one has no end, open ports, times and what is wrong with it', async () => {
    const report = await openvas.read(await fixture('openvas.xml'));
    expect(report.hosts).toEqual([
      { address: '10.0.0.11', names: ['app-1', 'app-1.example.internal'], state: 'scanned' },
      { address: '10.0.0.12', names: [], state: 'scanned' },
      { address: '10.0.0.13', names: [], state: 'failed' },
    ]);
    expect(report.exposures.map(({ port }) => port)).toEqual(['443/tcp', '0080/tcp', '22/tcp']);
    expect([report.startedAt, report.finishedAt]).toEqual(['2026-11-24T01:00:00+08:00', '2026-11-24T02:41:07+08:00']);
    expect(report.feed).toBe('2026-11-20T05:05:39Z');
    expect(report.notes).toContain('扫描没有完成（状态 Stopped）');
    expect(report.notes.join()).toContain('自称有 9 条结果，只含 5 条');
  });

  it('is the same bare and in both wrappings', async () => {
    const text = await fixtureText('openvas.xml');
    const wrapped = text.replace(/^<get_reports_response[^>]*>/, '').replace('</get_reports_response>', '');
    const bare = wrapped.replace(/^<report[^>]*><name>[^<]*<\/name>\s*/, '').replace(/<\/report>\s*$/, '');
    expect(bare.startsWith('<report id="r1"><gmp>')).toBe(true);
    const whole = await openvas.read(textFile('a.xml', text));
    for (const one of [wrapped, bare]) {
      expect(openvas.recognise(textFile('b.xml', one))).toBe(true);
      expect(await openvas.read(textFile('b.xml', one))).toEqual(whole);
    }
  });

  it('counts a result without host as left', async () => {
    const text =
      '<report><results><result><host/><port>general/tcp</port><nvt oid="1"/><threat>High</threat><severity>9.0</severity></result></results></report>';
    const report = await openvas.read(textFile('a.xml', text));
    expect([report.findings.length, report.left]).toEqual([0, { 没有主机的结果: 1 }]);
  });

  it('reads a report that stands alone, without the answer around it', async () => {
    const report = await openvas.read(await fixture('openvas-detail.xml'));
    expect(report.hosts).toEqual([{ address: '10.0.0.31', names: ['file-1'], state: 'scanned' }]);
    expect(report.findings).toMatchObject([
      { id: 'CVE-2025-30001', component: '445/tcp', severity: 'High', cvss: 9.1, evidence: 'Installed build: 1.10' },
    ]);
    expect([report.startedAt, report.finishedAt]).toEqual(['2026-11-22T15:01:38+08:00', '2026-11-22T16:41:07+08:00']);
  });
});

describe('an OpenVAS CSV report', () => {
  it('gives its findings to the letter and leaves rows of severity Log', async () => {
    const report = await openvasCsv.read(await fixture('openvas.csv'));
    expect(report.findings).toEqual([
      {
        id: 'CVE-2024-7347',
        address: '10.0.0.11',
        component: '0443/tcp',
        severity: 'High',
        cvss: 7.5,
        title: 'nginx "DoS"',
        description: 'nginx is prone\nto DoS.',
        evidence: 'Installed version: 1.10',
        solution: 'Update, then restart.',
      },
      expect.objectContaining({ id: 'openvas:1.3.6.1.4.1.25623.1.0.80091', component: 'host', severity: 'Low' }),
    ]);
    expect(report.left).toEqual({ 信息级条目: 1 });
    expect(report.hosts).toEqual([
      { address: '10.0.0.11', names: ['app-1'], state: 'scanned' },
      { address: '10.0.0.12', names: [], state: 'scanned' },
    ]);
    expect([report.startedAt, report.finishedAt]).toEqual(['2026-11-24T01:05:00+08:00', '2026-11-24T01:20:00+08:00']);
  });

  it('is refused where a row is cut off, a quote is open, a column is missing or a score is none', async () => {
    const text = await fixtureText('openvas.csv');
    expect(await refusal(openvasCsv, textFile('a.csv', text.slice(0, -20)))).toMatch(/第 5 行[\s\S]*15 列/);
    expect(await refusal(openvasCsv, textFile('a.csv', text.slice(0, text.indexOf('prone') + 3)))).toContain(
      '引号没有结束',
    );
    expect(await refusal(openvasCsv, textFile('a.csv', text.replace('Severity,', 'Level,')))).toContain(
      '缺少 Severity',
    );
    expect(await refusal(openvasCsv, textFile('a.csv', text.replace(',2.6,', ',2.x,')))).toMatch(/CVSS[\s\S]*2\.x/);
  });

  it('reads the longer form, with texts over several lines', async () => {
    const report = await openvasCsv.read(await fixture('openvas-many.csv'));
    expect(report.hosts.map(({ address }) => address)).toEqual(['10.0.0.41']);
    expect(report.findings.map(({ id, component, severity, cvss }) => [id, component, severity, cvss])).toEqual([
      ['openvas:1.3.6.1.4.1.25623.1.0.990101', 'host', 'Low', 2.6],
      ['CVE-2025-40001', '8443/tcp', 'High', 10],
      ['openvas:1.3.6.1.4.1.25623.1.0.990103', '8443/tcp', 'Medium', 5],
      ['openvas:1.3.6.1.4.1.25623.1.0.990104', '8443/tcp', 'Medium', 4.3],
    ]);
    expect(report.findings[0]?.evidence).toContain('Packet 2: 386');
  });
});
