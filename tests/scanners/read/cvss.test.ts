import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindingLevels, levelJudge } from '../../../src/contract/terms/finding-levels.ts';
import type { ScanFile, Scanner } from '../../../src/scanners/_scanner.ts';
import { baseScore, cvssVersion, decidingCvss, scoreOf } from '../../../src/scanners/read/cvss.ts';
import { starter } from '../../contract/_starter.ts';
import { fixtureText } from '../_bytes.ts';
import { jsonFile, textFile } from '../_file.ts';

describe('base scores of published vectors', () => {
  // Vector and score as NVD and the examples of FIRST publish them, by the CVE that they belong to.
  it.each([
    ['CVE-2021-44228', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVE-2024-6387', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H', 8.1],
    ['CVE-2013-1937', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVE-2012-1516', 'CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['no impact', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVE-2020-15999', '(AV:N/AC:M/Au:N/C:N/I:N/A:P)', 4.3],
    ['no impact in v2', 'AV:N/AC:L/Au:N/C:N/I:N/A:N', 0],
    ['Nessus', 'CVSS2#AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
    // The examples that FIRST publishes with version 4.0.
    ['CVE-2022-41741', 'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVE-2020-3549', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVE-2023-3089', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.3],
    ['CVE-2021-44714', 'CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N', 4.6],
    ['CVE-2022-21830', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 5.1],
    ['CVE-2022-22186', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 6.9],
    ['CVE-2023-21989', 'CVSS:4.0/AV:L/AC:L/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:N', 5.9],
    ['CVE-2020-3947', 'CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 9.4],
    ['CVE-2023-30560', 'CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:H/SA:N/S:P/V:D', 8.3],
    ['CVE-2014-0160', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:A', 8.7],
    ['CVE-2021-44228', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A', 10],
    ['CVE-2014-6271', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A', 9.3],
    ['threat metrics do not count', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U', 7.7],
    ['temporal metrics do not count', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/RL:O', 7.5],
  ])('%s %s', (_, vector, score) => expect(baseScore(vector)).toBe(score));

  it.each([
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N',
    'CVSS:4.0/AV:N/AC:L/AT:X/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    'CVSS:4.0/AV:Network/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:__proto__/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:N/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'AV:N/AC:L/Au:N',
    '',
    'high',
  ])('gives none for %s', (vector) => expect(baseScore(vector)).toBeUndefined());
});

/** Values of each metric of version 4.0, the mildest first. */
const METRICS = {
  AV: 'PLAN',
  AC: 'HL',
  AT: 'PN',
  PR: 'HLN',
  UI: 'APN',
  ...Object.fromEntries(['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].map((metric) => [metric, 'NLH'])),
};

it('of version 4.0 lie within 0–10, are 0 for no impact alone, and rise with each metric', () => {
  const vector = (values: readonly string[]) =>
    `CVSS:4.0/${Object.keys(METRICS)
      .map((metric, n) => `${metric}:${values[n]}`)
      .join('/')}`;
  const grades = Object.values(METRICS);
  const base = fc.tuple(...grades.map((values) => fc.constantFrom(...values)));
  fc.assert(
    fc.property(base, fc.nat(grades.length - 1), (values, metric) => {
      const score = baseScore(vector(values)) ?? Number.NaN;
      expect(score).toBe(Math.round(score * 10) / 10);
      expect(score === 0).toBe(values.slice(5).every((value) => value === 'N'));
      const [order = '', value = ''] = [grades[metric], values[metric]];
      const worse = values.with(metric, order[Math.min(order.indexOf(value) + 1, order.length - 1)] ?? '');
      const worst = baseScore(vector(worse)) ?? Number.NaN;
      expect(worst).toBeGreaterThanOrEqual(score);
      expect(worst).toBeLessThanOrEqual(10);
    }),
    { numRuns: 300 },
  );
});

describe('of several, by one rule, that decides', () => {
  const v2 = { vector: 'AV:N/AC:M/Au:N/C:N/I:N/A:P', score: '4.3' };
  const v3 = { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H', score: '6.5' };
  const v4 = { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' };
  const broken = { vector: 'CVSS:4.0/AV:N' };

  it.each([
    ['the newest, whatever the order', [v2, v3, v4], { cvss: 9.3, vector: v4.vector }],
    ['the newest, with the score that is told', [v3, { ...v4, score: '9.1' }], { cvss: 9.1, vector: v4.vector }],
    ['the newest that has a score', [broken, v3], { cvss: 6.5, vector: v3.vector }],
    ['the newest by its name where it has no vector', [v2, { score: '7.1', version: 3 as const }], { cvss: 7.1 }],
    ['the newest alone without any score', [{}, broken], { vector: broken.vector }],
    ['the vector that stands for a score', [{ score: v4.vector }], { cvss: 9.3, vector: v4.vector }],
    ['the first of one version', [v3, { ...v3, score: '8.6' }], { cvss: 6.5, vector: v3.vector }],
    ['nothing of nothing', [{}, { vector: '', score: '' }], {}],
  ])('%s', (_, entries, expected) => expect(decidingCvss(entries)).toEqual(expected));
});

describe('a report with a vector of version 4.0 alone', () => {
  const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  const trivy = { VulnerabilityID: 'CVE-1', PkgName: 'a', Severity: 'UNKNOWN', CVSS: { ghsa: { V40Vector: V4 } } };
  const openvas = '<severities><severity type="cvss_base_v4"><value>V</value></severity></severities>';
  const result = `<result><host>10.0.0.1</host><port>general/tcp</port><nvt oid="1">${openvas}</nvt></result>`;
  const item = '<ReportItem port="22" protocol="tcp" pluginID="1" pluginName="a">';
  const reports: Record<string, () => ScanFile | Promise<ScanFile>> = {
    trivy: () =>
      jsonFile({ SchemaVersion: 2, ArtifactName: 'a', Results: [{ Target: 'a', Vulnerabilities: [trivy] }] }),
    grype: () =>
      jsonFile({ matches: [{ vulnerability: { id: 'CVE-1', cvss: [{ vector: V4 }] }, artifact: { name: 'a' } }] }),
    'osv-scanner': () =>
      jsonFile({
        results: [{ packages: [{ vulnerabilities: [{ id: 'GHSA-a', severity: [{ type: 'CVSS_V4', score: V4 }] }] }] }],
      }),
    sarif: () =>
      jsonFile({
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'a' } }, results: [{ ruleId: 'A', properties: { cvssV4: V4 } }] }],
      }),
    openvas: () => textFile('a.xml', `<report><results>${result.replace('V</', `${V4}</`)}</results></report>`),
    nessus: () =>
      textFile(
        'a.nessus',
        `<NessusClientData_v2><Report name="a"><ReportHost name="10.0.0.1">${item}<cvss4_vector>${V4}</cvss4_vector></ReportItem></ReportHost></Report></NessusClientData_v2>`,
      ),
    nmap: async () =>
      textFile(
        'a.xml',
        (await fixtureText('nmap-scripts.xml')).replace(
          /<table key="ids">/,
          `<table key="scores"><elem key="CVSSv4">${V4}</elem></table>$&`,
        ),
      ),
    rsas: async () =>
      textFile('a.xml', (await fixtureText('rsas.xml')).replace(/<risk_points>/, `<cvss>${V4}</cvss>$&`)),
    'finding-table': () => textFile('a.csv', `漏洞编号,资产/地址,向量\nCVE-1,10.0.0.1,${V4}\n`),
  };

  it.each(Object.entries(reports))('of %s is scored, and so levelled', async (format, report) => {
    const { default: scanner } = (await import(`../../../src/scanners/${format}.ts`)) as { default: Scanner };
    const { findings } = await scanner.read(await report());
    const found = findings.find(({ vector }) => vector === V4);
    expect(found).toMatchObject({ cvss: 9.3 });
    const levels = starter().findingLevels as FindingLevels;
    expect(levelJudge(levels, format)({ severity: null, cvss: found?.cvss })).toEqual({
      level: 'critical',
      by: 'score',
    });
  });
});

describe('scores as text', () => {
  it.each([
    ['7.5', 7.5],
    ['10.0', 10],
    ['0', 0],
  ])('%s', (text, score) => expect(scoreOf(text)).toBe(score));
  it.each([undefined, '', '10.1', '-1', 'NaN', '7,5', '1e1'])('%s is none', (text) =>
    expect(scoreOf(text)).toBeUndefined(),
  );
  it('versions are told by the vector', () =>
    expect(['CVSS:4.0/AV:N', 'CVSS:3.0/AV:N', 'AV:N/AC:L/Au:N/C:P', 'x'].map(cvssVersion)).toEqual([4, 3, 2, 0]));
});
