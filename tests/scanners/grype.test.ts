import { describe, expect, it } from 'vitest';
import grype from '../../src/scanners/grype.ts';
import { fixture } from './_bytes.ts';
import { jsonFile, textFile } from './_file.ts';

const match = (id: string, more: object = {}, about: object = {}) => ({
  vulnerability: {
    id,
    severity: 'High',
    namespace: 'debian:12',
    fix: { versions: [], state: 'not-fixed' },
    cvss: [],
    ...more,
  },
  relatedVulnerabilities: [],
  matchDetails: [],
  artifact: { name: 'libc6', version: '2.28-10', type: 'deb', locations: [{ path: '/var/lib/dpkg/status' }] },
  ...about,
});
const source = {
  type: 'image',
  target: {
    userInput: 'shop:0080',
    imageID: 'sha256:aa',
    manifestDigest: 'sha256:bb',
    tags: ['shop:0080', 'shop:latest'],
    repoDigests: ['r@sha256:cc'],
  },
};
const report = (matches: unknown, more: object = {}) => ({
  matches,
  source,
  distro: { name: 'debian' },
  descriptor: {
    name: 'grype',
    version: '0.85.0',
    timestamp: '2026-11-20T01:02:03.5+00:00',
    db: { built: '2026-11-19T00:00:00Z' },
  },
  ...more,
});

describe('a match', () => {
  it('is one finding, with what the report knows of it', async () => {
    const given = match(
      'GHSA-v6rh-hp5x-86rv',
      { fix: { versions: ['3.2.10', '4.0.1'], state: 'fixed' }, dataSource: 'https://example.org' },
      {
        relatedVulnerabilities: [
          {
            id: 'CVE-2021-44420',
            description: 'from NVD',
            cvss: [
              { version: '2.0', vector: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', metrics: { baseScore: 7.5 } },
              { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L', metrics: { baseScore: 7.3 } },
            ],
          },
        ],
        artifact: { name: 'Django', version: '3.2.9', locations: [{ path: '/a' }, { path: '/b' }] },
      },
    );
    expect(await grype.read(jsonFile(report([given])))).toEqual({
      scanner: 'Grype',
      scannerVersion: '0.85.0',
      feed: '2026-11-19T00:00:00Z',
      finishedAt: '2026-11-20T09:02:03+08:00',
      hosts: [
        { address: 'shop:0080', names: ['shop:latest', 'r@sha256:cc', 'sha256:aa', 'sha256:bb'], state: 'scanned' },
      ],
      findings: [
        {
          id: 'CVE-2021-44420',
          address: 'shop:0080',
          component: 'Django',
          installed: '3.2.9',
          fixed: '3.2.10, 4.0.1',
          cvss: 7.3,
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L',
          severity: 'High',
          title: 'CVE-2021-44420（GHSA-v6rh-hp5x-86rv）',
          description: 'from NVD',
          evidence: '路径：/a、/b\n修复状态：fixed\n来源：debian:12\n参考：https://example.org',
          solution: '升级到 3.2.10, 4.0.1',
        },
      ],
      exposures: [],
      left: {},
      notes: [],
    });
  });

  it('keeps its own id when several CVE are related, or none', async () => {
    const related = ['CVE-2021-0001', 'CVE-2021-0002'].map((id) => ({ id }));
    const given = [match('GHSA-aaaa', {}, { relatedVulnerabilities: related }), match('ALAS-1')];
    expect((await grype.read(jsonFile(report(given)))).findings.map(({ id }) => id)).toEqual(['GHSA-aaaa', 'ALAS-1']);
  });

  it.each([[undefined], [null]])('has no level when severity is %s', async (severity) =>
    expect((await grype.read(jsonFile(report([match('CVE-2021-0001', { severity })])))).findings).toMatchObject([
      { severity: null },
    ]),
  );

  it('without an id, and an ignored one, are counted', async () => {
    const { findings, left } = await grype.read(
      jsonFile(report([match('')], { ignoredMatches: [match('CVE-2021-0001'), match('CVE-2021-0002')] })),
    );
    expect(findings).toEqual([]);
    expect(left).toEqual({ 没有漏洞编号的条目: 1, 已抑制: 2 });
  });
});

describe('the target', () => {
  it('may be a text, or absent', async () => {
    const folder = await grype.read(jsonFile(report([], { source: { type: 'directory', target: '/srv/app' } })));
    expect(folder.hosts).toEqual([{ address: '/srv/app', names: [], state: 'scanned' }]);
    const none = await grype.read(jsonFile(report([match('CVE-2021-0001')], { source: undefined }), 'weekly.json'));
    expect(none.hosts).toMatchObject([{ address: 'weekly.json' }]);
    expect(none.notes.join()).toContain('以报告文件名代替');
  });

  it('reads the time of the data where schema 6 puts it', async () => {
    const { feed } = await grype.read(
      jsonFile(report([], { descriptor: { name: 'grype', db: { status: { built: '2026-01-01T00:00:00Z' } } } })),
    );
    expect(feed).toBe('2026-01-01T00:00:00Z');
  });
});

it.each(['null', '[]', '{}', '{"matches":null}', JSON.stringify(report([match('CVE-2021-0001')])).slice(0, 200)])(
  'refuses %s',
  (json) => expect(grype.read(textFile('g.json', json))).rejects.toThrow('没有导入任何内容'),
);

it('recognises itself with the keys in any order, and nothing else', () => {
  const { matches, descriptor, ...rest } = report([match('CVE-2021-0001')]);
  expect(
    [
      { matches, ...rest, descriptor },
      { descriptor, padding: 'x'.repeat(70_000), matches },
    ].every((json) => grype.recognise(jsonFile(json))),
  ).toBe(true);
  expect(
    [null, [], {}, { matches: [] }, { artifacts: [], source, descriptor: { name: 'syft' } }].some((json) =>
      grype.recognise(jsonFile(json)),
    ),
  ).toBe(false);
});

it('reads a whole report: every match, one name for one flaw', async () => {
  const { hosts, findings } = await grype.read(await fixture('grype.json'));
  expect(hosts.map((host) => host.address)).toEqual(['oa/sign:3.10']);
  const fix = (evidence = '') => /修复状态：(.*)/.exec(evidence)?.[1];
  expect(findings.map(({ id, component, severity, evidence }) => [id, component, severity, fix(evidence)])).toEqual([
    ['CVE-2025-60001', 'libkrb', 'Negligible', 'not-fixed'],
    ['CVE-2025-60002', 'libc-bin', 'Critical', 'wont-fix'],
    ['CVE-2025-60002', 'libc-core', 'Critical', 'wont-fix'],
    ['CVE-2025-60003', 'webframe', 'High', 'fixed'],
    ['CVE-2025-60003', 'webframe', 'High', 'fixed'],
    ['CVE-2025-60004', 'cachelib', 'Medium', 'unknown'],
  ]);
});
