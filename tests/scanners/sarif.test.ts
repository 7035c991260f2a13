import { describe, expect, it } from 'vitest';
import sarif from '../../src/scanners/sarif.ts';
import { fixture } from './_bytes.ts';
import { jsonFile, textFile } from './_file.ts';

const at = (uri: string, startLine?: number, startColumn?: number) => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine, startColumn } },
});
const run = (results: unknown, more: object = {}) => ({
  tool: { driver: { name: 'Scan', version: '1.10', rules: [] } },
  versionControlProvenance: [{ repositoryUri: 'https://git.example/shop' }],
  results,
  ...more,
});
const log = (...runs: unknown[]) => ({
  version: '2.1.0',
  $schema: 'https://example.org/sarif-schema-2.1.0.json',
  runs,
});
const read = (...runs: unknown[]) => sarif.read(jsonFile(log(...runs)));
const driver = (rules: unknown, more: object = {}) => ({ tool: { driver: { name: 'Scan', rules, ...more } } });
const levels = async (results: unknown, more: object = {}) =>
  (await read(run(results, more))).findings.map((finding) => finding.severity);

describe('a result', () => {
  it('takes title, level, score and help from the rule table', async () => {
    const rule = {
      id: 'SQL-1',
      shortDescription: { text: 'SQL injection' },
      fullDescription: { text: 'Built from input' },
      help: { text: 'Use parameters' },
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '9.8' },
      messageStrings: { default: { text: 'Value of {0} reaches {1}, not {9}' } },
    };
    const result = {
      ruleId: 'SQL-1',
      message: { id: 'default', arguments: ['q', 'query()'] },
      locations: [at('src/a.ts', 12, 5)],
    };
    const invocations = [
      {
        executionSuccessful: true,
        machine: 'ci-1',
        startTimeUtc: '2026-11-20T01:00:00Z',
        endTimeUtc: '2026-11-20T01:05:00.5Z',
      },
    ];
    const about = {
      tool: {
        driver: { name: 'Scan', version: '1.10', rules: [rule] },
        extensions: [{ name: 'pack', version: '0.10' }],
      },
      invocations,
    };
    expect(await read(run([result], about))).toEqual({
      scanner: 'Scan',
      scannerVersion: '1.10',
      feed: 'pack 0.10',
      startedAt: '2026-11-20T09:00:00+08:00',
      finishedAt: '2026-11-20T09:05:00+08:00',
      hosts: [{ address: 'https://git.example/shop', names: ['ci-1'], state: 'scanned' }],
      findings: [
        {
          id: 'Scan:SQL-1',
          address: 'https://git.example/shop',
          component: 'src/a.ts:12:5',
          cvss: 9.8,
          severity: 'error',
          title: 'SQL injection',
          description: 'Built from input',
          evidence: 'Value of q reaches query(), not {9}',
          solution: 'Use parameters',
        },
      ],
      exposures: [],
      left: {},
      notes: [],
    });
  });

  it('is the same when the results stand before the rules', async () => {
    const { results, ...rest } = run(
      [{ ruleId: 'R', message: { text: 'm' } }],
      driver([{ id: 'R', defaultConfiguration: { level: 'note' } }]),
    );
    expect(await read({ results, ...rest })).toEqual(await read({ ...rest, results }));
  });

  it('of one rule for all stays apart by file, line and column, logical place or fingerprint', async () => {
    const places = [
      { locations: [at('a.ts', 1)] },
      { locations: [at('a.ts', 2)] },
      { locations: [at('a.ts', 2, 9)] },
      { locations: [at('a.ts')] },
      { locations: [{ physicalLocation: { artifactLocation: { uri: 'a.bin' }, region: { byteOffset: 80 } } }] },
      { locations: [{ physicalLocation: { artifactLocation: { index: 1 } } }] },
      { locations: [{ logicalLocations: [{ fullyQualifiedName: 'shop::Order::pay' }] }] },
      { partialFingerprints: { hash: 'ab12' } },
      {},
    ];
    const results = places.map((place) => ({ ruleId: 'ONE', message: { text: 'm' }, ...place }));
    const { findings } = await read(
      run(results, { artifacts: [{ location: { uri: 'x' } }, { location: { uri: 'listed.ts' } }] }),
    );
    expect(new Set(findings.map((finding) => finding.id))).toEqual(new Set(['Scan:ONE']));
    expect(findings.map((finding) => finding.component)).toEqual([
      'a.ts:1',
      'a.ts:2',
      'a.ts:2:9',
      'a.ts',
      'a.bin@80',
      'listed.ts',
      'shop::Order::pay',
      'hash=ab12',
      'host',
    ]);
  });

  it('keeps a number that all scanners know, however the rule is named', async () => {
    const rules = [
      'CVE-2024-0001',
      'GHSA-aaaa-bbbb-cccc',
      'BDSA-1 (cve-2024-0002)',
      'CVE-2024-0003-libc6',
      'CVE-2024-0004 or CVE-2024-0005',
      '2076',
    ];
    const { findings } = await read(run(rules.map((ruleId) => ({ ruleId, locations: [at('image')] }))));
    expect(findings.map(({ id, component }) => `${id} @ ${component}`)).toEqual([
      'CVE-2024-0001 @ image',
      'GHSA-aaaa-bbbb-cccc @ image',
      'CVE-2024-0002 @ image',
      'CVE-2024-0003 @ image libc6',
      'Scan:CVE-2024-0004 or CVE-2024-0005 @ image',
      'Scan:2076 @ image',
    ]);
  });

  it('may have fingerprints that are nested', async () => {
    const { findings } = await read(
      run([
        { ruleId: 'A', fingerprints: { sha: { value: 'ab' } } },
        { ruleId: 'A', fingerprints: { other: 1 } },
      ]),
    );
    expect(findings.map(({ component }) => component)).toEqual(['sha=ab', 'other=1']);
  });
});

it('covers nothing when there is no run', async () => {
  const { hosts, findings, notes } = await read();
  expect([hosts, findings]).toEqual([[], []]);
  expect(notes.join()).toContain('没有任何一次运行');
});

describe('the level', () => {
  const rules = [
    { id: 'A', guid: 'g-a', defaultConfiguration: { level: 'note' } },
    { id: 'B', defaultConfiguration: { level: 'error' } },
    { id: 'C' },
  ];

  it('is its own, else of the rule by index, id, part of an id or guid, else warning', async () => {
    const results = [
      { ruleId: 'A', level: 'error' },
      { ruleIndex: 1 },
      { ruleId: 'B' },
      { ruleId: 'B/sub/7' },
      { rule: { index: 0 } },
      { rule: { id: 'A' } },
      { ruleId: 'x', rule: { guid: 'g-a' } },
      { ruleId: 'A', ruleIndex: 1 },
      { ruleId: 'C' },
      { ruleId: 'unknown', level: null },
    ];
    expect(await levels(results, driver(rules))).toEqual([
      'error',
      'error',
      'error',
      'error',
      'note',
      'note',
      'note',
      'note',
      'warning',
      'warning',
    ]);
  });

  it('is of an extension when the result says so, or when only there the rule is', async () => {
    const tool = {
      driver: { name: 'Scan', rules: [{ id: 'A', defaultConfiguration: { level: 'note' } }] },
      extensions: [
        { name: 'x' },
        {
          name: 'pack',
          guid: 'g',
          rules: [
            { id: 'A', defaultConfiguration: { level: 'error' } },
            { id: 'E', defaultConfiguration: { level: 'error' } },
          ],
        },
      ],
    };
    const results = [
      { rule: { id: 'A', toolComponent: { index: 1 } } },
      { rule: { index: 0, toolComponent: { name: 'pack' } }, ruleId: 'A' },
      { rule: { id: 'A', toolComponent: { guid: 'g' } } },
      { ruleId: 'A' },
      { ruleId: 'E' },
      { rule: { id: 'E', toolComponent: { index: 0 } } },
    ];
    expect(await levels(results, { tool })).toEqual(['error', 'error', 'error', 'note', 'error', 'warning']);
  });

  it('may be changed by the invocation', async () => {
    const invocations = [
      { ruleConfigurationOverrides: [{ descriptor: { id: 'B' }, configuration: { level: 'note' } }] },
    ];
    expect(await levels([{ ruleId: 'B' }, { ruleId: 'B', level: 'error' }], { ...driver(rules), invocations })).toEqual(
      ['note', 'error'],
    );
  });
});

describe('a result without a rule', () => {
  const leak = (uri: string, words: string) => ({ message: { text: words }, level: 'error', locations: [at(uri, 3)] });

  it('is a finding all the same, known by its words and place', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => leak(`${name}.env`, 'Leaked key'));
    const { findings, left } = await read(run([...keys, leak('a.env', 'Another key')]));
    expect(findings).toHaveLength(8);
    expect(left).toEqual({});
    expect(new Set(findings.map(({ id, component }) => `${id} ${component}`)).size).toBe(8);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
    expect(findings[0]).toMatchObject({ id: expect.stringMatching(/^Scan:未编号-[0-9a-f]{8}$/), title: 'Leaked key' });
  });

  it('is known by the name of the rule that it points at', async () => {
    const { findings } = await read(run([{ ruleIndex: 0 }], driver([{ name: 'leaked-key' }])));
    expect(findings.map(({ id }) => id)).toEqual(['Scan:leaked-key']);
  });
});

describe('a result without a level', () => {
  const scored = (score: string) => ({ ruleId: 'A', properties: { 'security-severity': score } });

  it('is judged by its score; without one it has the level of the standard, and the report says so', async () => {
    const { findings, notes } = await read(run([scored('9.8'), { ...scored('7.5'), level: 'none' }, { ruleId: 'A' }]));
    expect(findings.map(({ severity, cvss }) => [severity, cvss])).toEqual([
      [null, 9.8],
      [null, 7.5],
      ['warning', undefined],
    ]);
    expect(notes.join()).toContain('没有等级和分值的 1 条，按 SARIF 的缺省等级 warning 计');
  });
});

it('what is no finding is counted by reason', async () => {
  const results = [
    { ruleId: 'A', suppressions: [{ kind: 'inSource' }] },
    { ruleId: 'A', suppressions: [{ kind: 'external', status: 'accepted' }] },
    { ruleId: 'A', suppressions: [{ status: 'underReview' }] },
    { ruleId: 'A', suppressions: [{ status: 'accepted' }, { status: 'rejected' }] },
    { ruleId: 'A', suppressions: [] },
    { ruleId: 'A', kind: 'pass' },
    { ruleId: 'A', kind: 'notApplicable' },
    { ruleId: 'A', kind: 'informational' },
    { ruleId: 'A', kind: 'review' },
    { ruleId: 'A', kind: 'fail' },
    { ruleId: 'A', level: 'none' },
    { ruleId: 'A', baselineState: 'absent' },
    { ruleId: 'A', baselineState: 'unchanged' },
    {},
  ];
  const { findings, left } = await read(run(results));
  expect(findings).toHaveLength(5);
  expect(left).toEqual({
    已抑制: 2,
    检查通过: 1,
    不适用: 1,
    信息级条目: 2,
    未给出结论: 1,
    基线之后已消失: 1,
    没有漏洞编号的条目: 1,
  });
});

describe('the host', () => {
  const names = async (about: object, name?: string) =>
    (await sarif.read(jsonFile(log(run([], { versionControlProvenance: undefined, ...about })), name))).hosts[0];

  it('is the image, repository, analysis or machine that the run names, else the file', async () => {
    const properties = { imageName: 'shop:0080', repoTags: ['shop:latest'], repoDigests: ['shop@sha256:aa'] };
    expect(await names({ properties })).toEqual({
      address: 'shop:0080',
      names: ['shop:latest', 'shop@sha256:aa'],
      state: 'scanned',
    });
    expect(await names({ automationDetails: { id: 'nightly/shop/2026-11-20' } })).toMatchObject({
      address: 'nightly/shop',
    });
    expect(await names({ invocations: [{ machine: 'ci-1' }] })).toMatchObject({ address: 'ci-1' });
    expect(await names({}, 'shop.sarif')).toMatchObject({ address: 'shop.sarif' });
  });

  it('is covered by an empty list, not by a missing one or a failed run', async () => {
    expect((await read(run([]))).hosts).toMatchObject([{ state: 'scanned' }]);
    for (const failed of [run(null), run(undefined), run([], { invocations: [{ executionSuccessful: false }] })]) {
      const report = await read(failed);
      expect(report.hosts).toMatchObject([{ state: 'failed' }]);
      expect(report.notes).not.toEqual([]);
    }
  });

  it('may be of several runs and tools', async () => {
    const other = {
      ...run([{ ruleId: 'B' }]),
      tool: { driver: { name: 'Other' } },
      versionControlProvenance: [{ repositoryUri: 'https://git.example/pay' }],
    };
    const report = await read(run([{ ruleId: 'A' }]), other);
    expect(report.scanner).toBe('Scan、Other');
    expect(report.findings.map(({ id, address }) => `${id} ${address}`)).toEqual([
      'Scan:A https://git.example/shop',
      'Other:B https://git.example/pay',
    ]);
  });
});

it.each([
  'null',
  '[]',
  '{}',
  '{"version":"2.1.0","runs":null}',
  '{"version":"2.0.0","runs":[{}]}',
  '{"runs":[{"results":[{"ruleId":"A"}',
])('refuses %s', (json) => expect(sarif.read(textFile('s.sarif', json))).rejects.toThrow('没有导入任何内容'));

it('recognises itself with the keys in any order, and nothing else', () => {
  const padding = 'x'.repeat(70_000);
  const own = [
    log(run([])),
    { runs: [{ results: [{ message: { text: padding } }] }] },
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', properties: { padding } },
  ];
  expect(own.every((json) => sarif.recognise(jsonFile(json)))).toBe(true);
  expect(
    [null, [], {}, { runs: [] }, { version: '2.1.0', results: [] }].some((json) => sarif.recognise(jsonFile(json))),
  ).toBe(false);
});

it.each([
  ['sarif-scripts.sarif', 'Script Check', ['note', 'note', 'note', 'warning', 'warning']],
  ['sarif-image.sarif', 'Image Rules', ['error', 'note', 'note']],
])('%s: a level of its own, or else that of its rule', async (name, tool, levels) => {
  const { scanner, findings, left } = await sarif.read(await fixture(name));
  expect([scanner, findings.map(({ severity }) => severity)]).toEqual([tool, levels]);
  expect(left).toEqual({});
});
