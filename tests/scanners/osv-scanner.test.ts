import { describe, expect, it } from 'vitest';
import osv from '../../src/scanners/osv-scanner.ts';
import { fixture } from './_bytes.ts';
import { jsonFile, textFile } from './_file.ts';

const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const result = (vulnerabilities: unknown, groups: unknown, more: object = {}) => ({
  source: { path: '/srv/app/yarn.lock', type: 'lockfile' },
  packages: [{ package: { name: 'lodash', version: '4.17.10', ecosystem: 'npm' }, vulnerabilities, groups, ...more }],
});
const read = (...results: unknown[]) => osv.read(jsonFile({ results }));

describe('a vulnerability', () => {
  it('is an entry, with a score computed from its newest vector', async () => {
    const given = {
      id: 'GHSA-p6mc-m468-83gw',
      aliases: ['CVE-2020-8203'],
      summary: 'Prototype pollution',
      details: 'long',
      severity: [
        { type: 'CVSS_V4', score: V4 },
        { type: 'CVSS_V3', score: V3 },
        { type: 'Ubuntu', score: 'medium' },
      ],
      database_specific: { severity: 'HIGH' },
      affected: [
        { package: { name: 'other', ecosystem: 'npm' }, ranges: [{ type: 'SEMVER', events: [{ fixed: '9' }] }] },
        {
          package: { name: 'lodash', ecosystem: 'npm' },
          ranges: [
            { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.20' }] },
            { type: 'SEMVER', events: [{ introduced: '5' }, { fixed: '5.10' }] },
            { type: 'GIT', events: [{ fixed: 'abcdef' }] },
          ],
        },
      ],
    };
    const report = await read(
      result([given], [{ ids: [given.id], aliases: [given.id, 'CVE-2020-8203'], max_severity: '9.9' }]),
    );
    expect(report.hosts).toEqual([{ address: '/srv/app/yarn.lock', names: [], state: 'scanned' }]);
    expect(report.findings).toEqual([
      {
        id: 'CVE-2020-8203',
        address: '/srv/app/yarn.lock',
        component: 'lodash',
        installed: '4.17.10',
        fixed: '4.17.20, 5.10',
        cvss: 9.3,
        vector: V4,
        severity: 'HIGH',
        title: 'Prototype pollution',
        description: 'long',
        evidence: 'OSV 编号：GHSA-p6mc-m468-83gw\n生态：npm',
        solution: '升级到 4.17.20, 5.10',
      },
    ]);
  });

  it.each([
    ['one id for a group with one CVE', ['GHSA-a', 'PYSEC-1'], ['CVE-2024-0001'], ['CVE-2024-0001', 'CVE-2024-0001']],
    ['the first id for a group without any', ['GHSA-a', 'PYSEC-1'], [], ['GHSA-a', 'GHSA-a']],
    [
      'the first id for a group with several CVE',
      ['GHSA-a', 'GO-1'],
      ['CVE-2024-0001', 'CVE-2024-0002'],
      ['GHSA-a', 'GHSA-a'],
    ],
    ['a CVE that is its own id', ['CVE-2024-0003'], ['CVE-2024-0004'], ['CVE-2024-0003']],
  ])('has %s', async (_, ids, aliases, expected) => {
    const { findings } = await read(
      result(
        ids.map((id) => ({ id })),
        [{ ids, aliases: [...ids, ...aliases] }],
      ),
    );
    expect(findings.map(({ id }) => id)).toEqual(expected);
  });

  it('has one id for a group of which one member alone tells the CVE', async () => {
    const given = [{ id: 'GHSA-a', aliases: ['CVE-2024-0001'] }, { id: 'GO-1' }];
    const { findings } = await read(result(given, [{ ids: ['GHSA-a', 'GO-1'] }]));
    expect(findings.map(({ id }) => id)).toEqual(['CVE-2024-0001', 'CVE-2024-0001']);
  });

  it('without an id is kept under its words; empty and withdrawn ones, packages and licences are counted', async () => {
    const report = await read(
      result([{ summary: 'no id' }, {}, { id: 'GHSA-a', withdrawn: '2026-01-01T00:00:00Z' }], []),
      result([], [], { licenses: ['MIT', 'GPL-2.0'] }),
    );
    expect(report.findings).toMatchObject([{ id: expect.stringMatching(/^osv:未编号-[0-9a-f]{8}$/), title: 'no id' }]);
    expect(report.left).toEqual({ 没有漏洞编号的条目: 1, 已撤回的漏洞: 1, 许可证: 2, 软件包清单: 1 });
  });

  it('says when the code does not call it', async () => {
    const groups = [{ ids: ['GO-1'], experimentalAnalysis: { 'GO-1': { called: false } } }];
    expect((await read(result([{ id: 'GO-1' }], groups))).findings[0]?.evidence).toContain('未调用');
  });
});

it('covers no file when the report lists none', async () => {
  const { hosts, notes } = await read();
  expect(hosts).toEqual([]);
  expect(notes.join()).toContain('不能据此认定漏洞已修复');
});

it.each(['null', '[]', '{}', '{"results":[{"packages":[{"vulnerabilities":[{"id":"GHSA-a"'])('refuses %s', (json) =>
  expect(osv.read(textFile('o.json', json))).rejects.toThrow('没有导入任何内容'),
);

it('recognises itself, and no other list of results', () => {
  const own = [
    { results: [result([], [])] },
    { results: [], experimental_config: { licenses: {} } },
    { results: [{ packages: [], source: {} }] },
  ];
  expect(own.every((json) => osv.recognise(jsonFile(json)))).toBe(true);
  const others = [
    null,
    [],
    {},
    { results: [] },
    { results: [{ check_id: 'x', path: 'a.py' }] },
    { results: [{ filename: 'a.py', test_id: 'B101' }] },
  ];
  expect(others.some((json) => osv.recognise(jsonFile(json)))).toBe(false);
});

it('reads a report of version 1, whose entry is no CVE and has no level', async () => {
  const { hosts, findings } = await osv.read(await fixture('osv.json'));
  expect(hosts).toEqual([{ address: '/srv/portal/yarn.lock', names: [], state: 'scanned' }]);
  expect(findings.map(({ id, component, installed, severity }) => [id, component, installed, severity])).toEqual([
    ['MAL-2026-90001', 'left-chart', '0.10.0', null],
  ]);
});
