import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/contract/error.ts';
import trivy from '../../src/scanners/trivy.ts';
import { fixture } from './_bytes.ts';
import { jsonFile, textFile } from './_file.ts';

const vulnerability = (id: string, more: object = {}) => ({
  VulnerabilityID: id,
  PkgName: 'openssl',
  InstalledVersion: '1.10',
  FixedVersion: '1.10.1',
  Severity: 'HIGH',
  ...more,
});
const image = (results: unknown, more: object = {}) => ({
  SchemaVersion: 2,
  ArtifactName: 'registry.example/shop:0080',
  ArtifactType: 'container_image',
  Results: results,
  ...more,
});
const osResult = (...entries: unknown[]) => ({
  Target: 'registry.example/shop:0080 (alpine 3.20.1)',
  Class: 'os-pkgs',
  Type: 'alpine',
  Vulnerabilities: entries,
});

describe('an image of schema 2', () => {
  it('gives each vulnerability with its versions to the letter', async () => {
    const entry = vulnerability('CVE-2024-0001', {
      Title: '标题',
      Description: 'what',
      Status: 'fixed',
      SeveritySource: 'redhat',
      PrimaryURL: 'https://example.org/1',
      CVSS: {
        nvd: {
          V2Vector: 'AV:N/AC:M/Au:N/C:N/I:N/A:P',
          V2Score: 4.3,
          V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H',
          V3Score: 6.5,
        },
        redhat: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:H', V3Score: 8.6 },
      },
    });
    const report = await trivy.read(
      jsonFile(
        image([osResult(entry)], {
          Trivy: { Version: '0.58.1' },
          CreatedAt: '2026-11-20T20:30:00.123456789Z',
          Metadata: {
            ImageID: 'sha256:aa',
            RepoTags: ['registry.example/shop:0080', 'shop:latest'],
            OS: { Family: 'alpine', Name: '3.20.1', EOSL: true },
          },
        }),
      ),
    );
    expect(report).toMatchObject({
      scanner: 'Trivy',
      scannerVersion: '0.58.1',
      finishedAt: '2026-11-21T04:30:00+08:00',
      hosts: [{ address: 'registry.example/shop:0080', names: ['shop:latest', 'sha256:aa'], state: 'scanned' }],
      left: {},
      notes: ['操作系统 alpine 3.20.1 已停止维护，其漏洞数据可能不全'],
    });
    expect(report.findings).toEqual([
      {
        id: 'CVE-2024-0001',
        address: 'registry.example/shop:0080',
        component: 'openssl',
        installed: '1.10',
        fixed: '1.10.1',
        cvss: 8.6,
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:H',
        severity: 'HIGH',
        title: '标题',
        description: 'what',
        evidence: '状态：fixed\n定级来源：redhat\n参考：https://example.org/1',
        solution: '升级到 1.10.1',
      },
    ]);
  });

  it.each([[undefined], [null], ['']])('has no level when Severity is %s', async (Severity) => {
    const { findings } = await trivy.read(jsonFile(image([osResult(vulnerability('CVE-2024-0001', { Severity }))])));
    expect(findings).toMatchObject([{ severity: null }]);
  });

  it('counts what is no finding instead of reporting it', async () => {
    const check = (Status: unknown, ID = 'KSV001') => ({
      ID,
      AVDID: `AVD-${ID}`,
      Title: 't',
      Message: 'm',
      Severity: 'LOW',
      Status,
    });
    const report = await trivy.read(
      jsonFile(
        image([
          {
            ...osResult(vulnerability('CVE-2024-0001', { Status: 'not_affected' }), { PkgName: 'no-id' }),
            Packages: [{ Name: 'a' }, { Name: 'b' }],
          },
          {
            Target: 'Dockerfile',
            Class: 'config',
            Misconfigurations: [check('PASS'), check('FAIL'), check('EXCEPTION'), check(undefined)],
          },
          { Target: 'OS Packages', Class: 'license', Licenses: [{ Name: 'GPL-2.0', Severity: 'HIGH' }] },
          {
            Target: 'x',
            ExperimentalModifiedFindings: [
              { Type: 'vulnerability', Status: 'ignored', Finding: vulnerability('CVE-1') },
            ],
          },
        ]),
      ),
    );
    expect(report.findings).toMatchObject([
      { id: 'trivy:KSV001', component: 'Dockerfile', severity: 'LOW', evidence: '目标：Dockerfile\nm' },
    ]);
    expect(report.left).toEqual({
      不受影响: 1,
      没有漏洞编号的条目: 1,
      软件包清单: 2,
      检查通过: 1,
      已抑制: 2,
      未给出结论: 1,
      许可证: 1,
    });
  });

  it('keeps faults of one check and secrets of one rule apart by their place, without the secret', async () => {
    const check = (CauseMetadata: object) => ({ ID: 'X1', Status: 'FAIL', CauseMetadata });
    const secret = {
      RuleID: 'private-key',
      Category: 'AsymmetricPrivateKey',
      Severity: 'HIGH',
      Title: 'Key',
      StartLine: 3,
      EndLine: 5,
      Match: 'BEGIN-SECRET',
    };
    const { findings } = await trivy.read(
      jsonFile(
        image([
          {
            Misconfigurations: [check({ Resource: 'aws_s3_bucket.a' }), check({ StartLine: 7, EndLine: 7 }), check({})],
            Target: 'main.tf',
          },
          { Target: 'app/key.pem', Secrets: [secret, { ...secret, StartLine: 9, EndLine: 9 }] },
        ]),
      ),
    );
    expect(findings.map(({ id, component }) => `${id} ${component}`)).toEqual([
      'trivy:X1 main.tf#aws_s3_bucket.a',
      'trivy:X1 main.tf:7',
      'trivy:X1 main.tf',
      'trivy:private-key app/key.pem:3',
      'trivy:private-key app/key.pem:9',
    ]);
    expect(findings[3]?.evidence).toBe('目标：app/key.pem\n类别：AsymmetricPrivateKey\n第 3–5 行');
    expect(JSON.stringify(findings)).not.toContain('BEGIN-SECRET');
  });

  it('covers the host without findings, unless nothing was checked', async () => {
    const clean = await trivy.read(jsonFile(image([{ Target: 'shop (alpine 3.20)', Class: 'os-pkgs' }])));
    expect([clean.hosts[0]?.state, clean.findings, clean.notes]).toEqual(['scanned', [], []]);
    for (const nothing of [null, [], undefined, [{ Target: 'OS Packages', Class: 'license', Licenses: [{}] }]]) {
      const { hosts, notes } = await trivy.read(jsonFile(image(nothing)));
      expect(hosts).toMatchObject([{ state: 'failed' }]);
      expect(notes.join()).toContain('不据此认定漏洞已修复');
    }
  });

  it('reads the same in any order of keys', async () => {
    const { Target, ...result } = osResult(vulnerability('CVE-2024-0001'));
    const { Results, ...rest } = image([{ Target, ...result }]);
    const turned = await trivy.read(jsonFile({ Results: [{ ...result, Target }], ...rest }));
    expect(turned).toEqual(await trivy.read(jsonFile({ ...rest, Results })));
    expect(turned.findings).toHaveLength(1);
  });

  it('says that a file system has no host name', async () => {
    const report = await trivy.read(
      jsonFile(image([osResult()], { ArtifactName: '/srv', ArtifactType: 'filesystem' })),
    );
    expect(report.hosts).toMatchObject([{ address: '/srv' }]);
    expect(report.notes.join()).toContain('没有主机名');
  });
});

describe('schema 1', () => {
  it('belongs to the image whose target names the system', async () => {
    const report = await trivy.read(
      jsonFile([
        {
          Target: 'app/package-lock.json',
          Type: 'npm',
          Vulnerabilities: [vulnerability('CVE-2018-16487'), { PkgName: 'no-id' }],
        },
        { Target: 'ci-test (alpine 3.7.1)', Type: 'alpine', Vulnerabilities: [vulnerability('CVE-2018-16840')] },
        { Target: 'app/Cargo.lock', Type: 'cargo', Vulnerabilities: null },
      ]),
    );
    expect(report.hosts).toEqual([{ address: 'ci-test', names: [], state: 'scanned' }]);
    expect(report.findings.map(({ address, id }) => [address, id])).toEqual([
      ['ci-test', 'CVE-2018-16487'],
      ['ci-test', 'CVE-2018-16840'],
    ]);
    expect(report.left).toEqual({ 没有漏洞编号的条目: 1 });
  });

  it('of folders names each target', async () => {
    const { hosts } = await trivy.read(
      jsonFile([
        { Target: 'a.lock', Vulnerabilities: null },
        { Target: 'b.lock', Vulnerabilities: [] },
      ]),
    );
    expect(hosts.map((host) => host.address)).toEqual(['a.lock', 'b.lock']);
  });
});

describe('a cluster', () => {
  const result = {
    Target: 'nginx:1.10 (debian 12)',
    Class: 'os-pkgs',
    Vulnerabilities: [vulnerability('CVE-2024-0001')],
  };
  const config = {
    Target: 'Deployment/web',
    Class: 'config',
    Misconfigurations: [{ ID: 'KSV001', AVDID: 'AVD-KSV-0001', Status: 'FAIL', Severity: 'MEDIUM' }],
  };
  const about = { Namespace: 'shop', Kind: 'Deployment', Name: 'web' };
  const expected = [
    'prod/shop/Deployment/web CVE-2024-0001 openssl',
    'prod/shop/Deployment/web trivy:KSV001 Deployment/web',
  ];

  it.each([
    [
      'Resources',
      {
        ClusterName: 'prod',
        Resources: [
          { ...about, Metadata: [{ RepoTags: ['nginx:1.10'] }], Results: [result] },
          { ...about, Results: [config] },
        ],
      },
    ],
    [
      'Findings',
      {
        Findings: [{ ...about, Metadata: { RepoTags: ['nginx:1.10'] }, Results: [result, config] }],
        ClusterName: 'prod',
      },
    ],
    [
      'both lists',
      {
        ClusterName: 'prod',
        Vulnerabilities: [{ ...about, Metadata: { RepoTags: ['nginx:1.10'] }, Results: [result] }],
        Misconfigurations: [{ ...about, Results: [config] }],
      },
    ],
  ])('of the shape %s', async (_, json) => {
    expect(trivy.recognise(jsonFile(json))).toBe(true);
    const report = await trivy.read(jsonFile(json));
    expect(report.hosts).toEqual([
      { address: 'prod/shop/Deployment/web', names: ['shop/Deployment/web', 'nginx:1.10'], state: 'scanned' },
    ]);
    expect(report.findings.map(({ address, id, component }) => `${address} ${id} ${component}`)).toEqual(expected);
  });

  it('shows objects that could not be scanned as failed, a node by its name', async () => {
    const report = await trivy.read(
      jsonFile({
        ClusterName: 'prod',
        Resources: [
          { ...about, Error: 'image not found' },
          { Kind: 'Node', Name: 'node-1', Results: [config] },
        ],
      }),
    );
    expect(report.hosts).toEqual([
      { address: 'prod/shop/Deployment/web', names: ['shop/Deployment/web'], state: 'failed' },
      { address: 'prod/Node/node-1', names: ['Node/node-1', 'node-1'], state: 'scanned' },
    ]);
    expect(report.notes.join()).toContain('image not found');
  });
});

it.each([
  ['null', '不是 Trivy'],
  ['[]', '不是 Trivy'],
  ['{}', '不是 Trivy'],
  [JSON.stringify(image([], { SchemaVersion: 3 })), '不支持这个版本'],
  [JSON.stringify(image([osResult(vulnerability('CVE-1'))])).slice(0, -3), '不完整'],
  [JSON.stringify(image({})), '与格式不符'],
])('what is refused %s', async (json, reason) => {
  await expect(trivy.read(textFile('t.json', json))).rejects.toThrow(UserError);
  await expect(trivy.read(textFile('t.json', json))).rejects.toThrow(reason);
});

describe('recognition', () => {
  const padding = { big: 'x'.repeat(70_000) };
  it.each([
    ['schema 2', image([])],
    ['schema 1', [{ Target: 'a', Vulnerabilities: null }]],
    ['a long name first', { ArtifactName: 'x'.repeat(70_000), SchemaVersion: 2 }],
    ['long metadata first', { Metadata: { ImageConfig: padding }, ...image([]) }],
    [
      'results first',
      { Results: [{ Vulnerabilities: [vulnerability('CVE-1', padding)], Target: 'x' }], ArtifactName: 'x' },
    ],
    ['schema 1, entries first', [{ Vulnerabilities: [vulnerability('CVE-1', padding)], Target: 'x' }]],
  ])('of %s', (_, json) => expect(trivy.recognise(jsonFile(json))).toBe(true));

  it.each([
    [null],
    [[]],
    [{}],
    [{ apiVersion: 'aquasecurity.github.io/v1alpha1', kind: 'VulnerabilityReport', report: {} }],
  ])('but not of %j', (json) => expect(trivy.recognise(jsonFile(json))).toBe(false));
});

it.each([
  ['trivy-image.json', ['MEDIUM', 'MEDIUM', 'HIGH', 'HIGH'], 2],
  ['trivy-classes.json', ['CRITICAL', 'MEDIUM', 'HIGH', 'LOW'], 4],
])('whole reports %s gives every entry with its level', async (name, levels, ids) => {
  const { findings } = await trivy.read(await fixture(name));
  expect(findings.map(({ severity }) => severity)).toEqual(levels);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(ids);
});
