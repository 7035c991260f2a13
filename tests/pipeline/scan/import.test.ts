import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../../../src/pipeline/session.ts';
import { loadScanners } from '../../../src/pipeline/units.ts';
import { followFindings } from '../../../src/subjects/findings/judge/findings.ts';
import type { ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';
import { git, makeWorkspace, open } from '../_workspace.ts';
import { fileOf, finding, imported, importFiles, NOW, recordOf, removeFiles, report } from './_scans.ts';

let root: string;
let session: Session;
beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
});
afterEach(removeFiles);

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
const tree = () => `${git(root, 'rev-parse', 'HEAD')} ${git(root, 'status', '--porcelain')}`;

describe('a report of every format', () => {
  const fixtures = join(import.meta.dirname, '../../fixtures/scans');
  const none = { critical: 0, high: 0, medium: 0, low: 0 };
  /** Entries, findings, levels and open ports, counted by hand. */
  const truths: [file: string, format: string, findings: number, distinct: number, levels: object, ports: number][] = [
    ['trivy-image.json', 'trivy', 4, 4, { high: 2, medium: 2 }, 0],
    ['trivy-classes.json', 'trivy', 4, 4, { critical: 1, high: 1, medium: 1, low: 1 }, 0],
    ['old.nessus', 'nessus', 5, 4, { medium: 2, low: 3 }, 4],
    ['openvas-detail.xml', 'openvas', 1, 1, { critical: 1 }, 1],
    ['openvas-many.csv', 'openvas-csv', 4, 4, { critical: 1, medium: 2, low: 1 }, 1],
    ['nmap-two-hosts.xml', 'nmap', 0, 0, {}, 4],
    ['nmap-many-ports.xml', 'nmap', 0, 0, {}, 6],
    ['osv.json', 'osv-scanner', 1, 1, { medium: 1 }, 0],
    ['grype.json', 'grype', 6, 5, { critical: 2, high: 2, medium: 1, low: 1 }, 0],
    ['lynis.dat', 'lynis', 3, 3, { medium: 1, low: 2 }, 0],
    ['sarif-scripts.sarif', 'sarif', 5, 3, { medium: 2, low: 3 }, 0],
    ['sarif-image.sarif', 'sarif', 3, 3, { high: 1, low: 2 }, 0],
    ['rsas.xml', 'rsas', 3, 3, { high: 2, low: 1 }, 2],
    ['finding-table.csv', 'finding-table', 3, 3, { critical: 1, high: 1, low: 1 }, 4],
  ];

  test('comes to its counts, its record and its original', async () => {
    const files = truths.map(([file]) => ({ path: join(fixtures, file), shown: file }));
    const done = await importFiles(session, files);
    expect(done.exitCode).toBe(0);
    expect(
      done.files.map((one) => [one.file, one.format, one.findings, one.distinct, one.byLevel, one.exposures]),
    ).toEqual(
      truths.map(([file, format, findings, distinct, levels, ports]) => [
        file,
        format,
        findings,
        distinct,
        { ...none, ...levels },
        ports,
      ]),
    );
    for (const one of done.files) {
      expect(sum(one.byLevel), one.file).toBe(one.findings);
      const record = await recordOf(session, one.record);
      expect([record.entries, record.findings.length], one.file).toEqual([one.findings, one.distinct]);
      const original = await readFile(join(fixtures, one.file));
      expect(await session.workspace.evidence.getEvidence(record.original ?? ''), one.file).toEqual(original);
    }
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('one of an unknown scanner is refused by what it is', async () => {
    const before = tree();
    const done = await importFiles(session, [{ path: join(fixtures, 'nikto.json'), shown: 'nikto.json' }]);
    expect(done).toMatchObject({ exitCode: 2, files: [{ format: null, findings: 0, distinct: 0, record: null }] });
    expect(done.files[0]?.refused).toMatch(
      /不认识的扫描报告[\s\S]*JSON 对象，键 host、ip、port、banner、vulnerabilities[\s\S]*Trivy JSON/,
    );
    expect(tree()).toBe(before);
  });
});

describe('entries and findings', () => {
  test('entries for one finding are joined: the worst level and score, the texts of the first', async () => {
    const findings = [
      finding({ severity: 'LOW', cvss: 3, vector: 'first', description: '甲' }),
      finding({ severity: 'CRITICAL', description: '乙' }),
      finding({ severity: 'MEDIUM', cvss: 5, vector: 'second', description: '丙' }),
      finding({ component: '23/tcp' }),
    ];
    const done = await importFiles(session, [await fileOf(report({ findings }))]);
    expect(done.files[0]).toMatchObject({
      findings: 4,
      distinct: 2,
      byLevel: { critical: 1, high: 1, medium: 1, low: 1 },
    });
    const record = await recordOf(session, done.files[0]?.record ?? null);
    expect(record.findings[0]).toMatchObject({ level: 'critical', cvss: 5, vector: 'second', description: '甲' });
    expect(record.entries).toBe(4);
  });

  test('those without level and score get the stated one, and are counted', async () => {
    const findings = [finding({ severity: null }), finding({ id: 'CVE-2024-0001', severity: 'nonsense', cvss: 99 })];
    const done = await importFiles(session, [await fileOf(report({ findings }))]);
    expect(done.files[0]?.byLevel).toMatchObject({ medium: 2 });
    expect(done.files[0]?.notes).toEqual(
      expect.arrayContaining(['没有等级和分值的 2 条按中危计', '不在 0–10 之内的分值 1 个未采用']),
    );
  });

  test('what the import leaves out stands in the record and in the answer', async () => {
    const done = await importFiles(session, [
      await fileOf(report({ left: { 信息级条目: 12, 已抑制: 0, 已撤回的漏洞: 1 } })),
    ]);
    expect(done.files[0]?.left).toEqual({ 信息级条目: 12, 已撤回的漏洞: 1 });
    expect((await recordOf(session, done.files[0]?.record ?? null)).left).toEqual([
      { reason: '信息级条目', entries: 12 },
      { reason: '已撤回的漏洞', entries: 1 },
    ]);
  });

  test('a workspace without the mapping of levels is judged by the starter’s', async () => {
    await rm(join(root, 'contract/finding-levels.yaml'));
    const [record] = await imported(await openSession(root), [{ findings: [finding({ severity: '严重' })] }]);
    expect(record?.findings[0]?.level).toBe('critical');
  });

  test('the starter’s file names no format that there is not', async () => {
    const levels = session.workspace.contract.findingLevels;
    const named = [...(levels?.withoutCritical ?? []), ...(levels?.words ?? []).map((row) => row.format)];
    expect(['*', ...(await loadScanners()).keys()]).toEqual(expect.arrayContaining(named));
  });

  test('the levels of the workspace’s own file decide', async () => {
    const path = join(root, 'contract/finding-levels.yaml');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('word: serious, level: high', 'word: serious, level: low'),
    );
    const [record] = await imported(await openSession(root), [{ findings: [finding({ severity: 'Serious' })] }]);
    expect(record?.findings[0]?.level).toBe('low');
  });

  test('texts are kept to the letter where something follows from them, and shortened where not', async () => {
    const long = `${'😀'.repeat(400)}尾`;
    const told = finding({
      component: '0080/tcp',
      installed: '1.10',
      fixed: '1.20',
      title: '两\n行',
      description: long,
      evidence: 'a\u0000b\r\nc',
      solution: '  ',
    });
    const [record] = await imported(session, [
      { findings: [told, finding({ id: 'x'.repeat(500) }), finding({ id: `${'x'.repeat(499)}y` })] },
    ]);
    const [first, ...others] = record?.findings ?? [];
    expect(first).toMatchObject({
      component: '0080/tcp',
      installed: '1.10',
      fixed: '1.20',
      title: '两 行',
      evidence: 'ab\nc',
    });
    expect(first?.solution).toBeUndefined();
    expect(first?.description).toMatch(/^(😀){299}…$/u);
    expect(new Set(others.map((one) => one.id)).size).toBe(2);
    expect(others.every((one) => one.id.length <= 300)).toBe(true);
  });

  test('of very many findings each keeps less', async () => {
    const findings = Array.from({ length: 5000 }, (_, n) =>
      finding({ id: `CVE-2024-${10_000 + n}`, description: 'x'.repeat(700) }),
    );
    const [record] = await imported(session, [{ findings }]);
    expect(record?.findings[0]?.description).toHaveLength(400);
    expect(record?.note).toContain('各节录 400 字，全文见原始报告');
  });
});

describe('what the record says of the scan', () => {
  test('without a word about the permit it stays open, and the answer says so', async () => {
    const done = await importFiles(session, [await fileOf(report())]);
    const record = await recordOf(session, done.files[0]?.record ?? null);
    expect([record.permit, record.withoutPermit, record.source]).toEqual([undefined, undefined, 'import']);
    expect(done.files[0]?.notes).toContain('导入时没有写明许可');
  });

  test('what was said stands in it', async () => {
    const said = { withoutPermit: '事后已报告', operator: '驻点运维工程师', scope: '一台主机' };
    const [record] = await imported(session, [{}], { said });
    expect(record).toMatchObject(said);
    expect(record?.note).toBe('未对应到资产的地址 1 个，见覆盖范围。');
  });

  test('a permit that is not there refuses the report', async () => {
    const before = tree();
    const done = await importFiles(session, [await fileOf(report())], { said: { permit: 'XK-20261120-009' } });
    expect(done.exitCode).toBe(2);
    expect(done.files[0]?.refused).toMatch(/引用的记录不存在[\s\S]*XK-20261120-009/);
    expect(tree()).toBe(before);
  });

  const { startedAt: _s, finishedAt: _f, ...timeless } = report();
  test.each([
    ['its own', report(), {}, '2026-11-24T02:00:00+08:00', undefined],
    [
      'its own, whatever was said',
      report(),
      { finishedAt: '2026-11-23T02:00:00+08:00' },
      '2026-11-24T02:00:00+08:00',
      '--finished-at 未采用',
    ],
    [
      'what was said',
      timeless,
      { finishedAt: '2026-11-23T02:00:00+08:00' },
      '2026-11-23T02:00:00+08:00',
      '按导入时写明的时间登记',
    ],
    [
      'its begin',
      { ...timeless, startedAt: '2026-11-24T01:00:00+08:00' },
      {},
      '2026-11-24T01:00:00+08:00',
      '按开始时间登记',
    ],
    ['the import', timeless, {}, NOW, '报告没有扫描时间，登记的是导入时间'],
  ])('the time is %s', async (_name, told, said, finishedAt, note) => {
    const done = await importFiles(session, [await fileOf(told)], { said: { operator: '甲', ...said } });
    const record = await recordOf(session, done.files[0]?.record ?? null);
    expect([record.finishedAt, record.at]).toEqual([finishedAt, finishedAt]);
    const notes = done.files[0]?.notes.join('；');
    if (note === undefined) expect(notes).not.toMatch(/时间/);
    else expect(notes).toContain(note);
  });

  test('hosts stand once each; what shows a finding was scanned', async () => {
    const hosts = [
      { address: '10.0.0.11', names: [], state: 'down' as const },
      { address: '10.0.0.12', names: [], state: 'down' as const },
      { address: '10.0.0.12', names: [], state: 'scanned' as const },
      { address: '10.0.0.13', names: [], state: 'excluded' as const },
    ];
    const exposures = [
      { address: '10.0.0.12', port: '0080/tcp', service: 'http' },
      { address: '10.0.0.12', port: '0080/tcp', service: 'again' },
    ];
    const [record] = await imported(session, [
      { hosts, exposures, findings: [finding(), finding({ address: '10.0.0.99' })] },
    ]);
    expect(record?.hosts).toEqual([
      { address: '10.0.0.11', state: 'scanned' },
      { address: '10.0.0.12', state: 'scanned' },
      { address: '10.0.0.13', state: 'excluded' },
      { address: '10.0.0.99', state: 'scanned' },
    ]);
    expect(record?.exposures).toEqual([{ address: '10.0.0.12', port: '0080/tcp', service: 'http' }]);
  });
});

describe('whose an address is', () => {
  const settle = async (text: string) => {
    await writeFile(join(root, 'opsledger.yaml'), `${await readFile(join(root, 'opsledger.yaml'), 'utf8')}\n${text}`);
    return openSession(root);
  };

  test('by address, host name and image of the settings; others are listed', async () => {
    const mapped = await settle(
      'scan:\n  assets:\n    - { asset: app-server-1, addresses: ["10.0.0.11"] }\n    - { asset: app-server-2, names: [APP-2.example.internal], images: [registry/oa/web] }\n',
    );
    const hosts = [
      { address: '10.0.0.11', names: [], state: 'scanned' as const },
      { address: '10.0.0.12', names: ['app-2.example.internal'], state: 'scanned' as const },
      { address: 'registry/oa/web:1.10@sha256:00', names: [], state: 'scanned' as const },
      { address: '10.0.0.99', names: [], state: 'scanned' as const },
      { address: '10.0.0.98', names: [], state: 'down' as const },
    ];
    const done = await importFiles(mapped, [await fileOf(report({ hosts }))]);
    const record = await recordOf(mapped, done.files[0]?.record ?? null);
    expect(record.hosts.map((host) => host.asset)).toEqual([
      'app-server-1',
      'app-server-2',
      'app-server-2',
      undefined,
      undefined,
    ]);
    expect(record.findings[0]?.asset).toBe('app-server-1');
    expect(done.files[0]?.unmapped).toEqual(['10.0.0.99']);
    expect(record.note).toContain('未对应到资产的地址 1 个');
  });

  test('by the address at which a source reads the host, not by that of a page', async () => {
    const file = join(root, 'opsledger.yaml');
    const sources = [
      '  - { name: app-1, type: node-exporter, target: app-server-1, url: "http://10.0.0.11:9100/metrics" }',
      '  - { name: hr, type: http, target: subsystem-hr, url: "https://10.0.0.99/" }',
    ].join('\n');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('    target: ops-host\n', `    target: ops-host\n${sources}\n`),
    );
    const [record] = await imported(await openSession(root), [
      { findings: [finding(), finding({ address: '10.0.0.99' })] },
    ]);
    expect(record?.hosts.map((host) => host.asset)).toEqual(['app-server-1', undefined]);
  });

  test('an address of two is nobody’s, and the answer says so', async () => {
    const mapped = await settle(
      'scan:\n  assets:\n    - { asset: app-server-1, addresses: ["10.0.0.11"] }\n    - { asset: app-server-2, addresses: ["10.0.0.11"] }\n',
    );
    const done = await importFiles(mapped, [await fileOf(report())]);
    expect(done.files[0]).toMatchObject({ unmapped: ['10.0.0.11'] });
    expect(done.files[0]?.notes.join()).toContain('同时属于 app-server-1、app-server-2');
  });
});

describe('several files, and the same again', () => {
  test('the good ones are imported, the refused ones named', async () => {
    const files = [await fileOf(report(), 'good.txt'), await fileOf('null', 'null.json')];
    const done = await importFiles(session, files);
    expect(done.exitCode).toBe(1);
    expect(done.files.map((one) => [one.file, one.refused === null])).toEqual([
      ['good.txt', true],
      ['null.json', false],
    ]);
    expect((await session.workspace.records.list('scan')).records).toHaveLength(1);
  });

  test('the same original again changes nothing and names the record', async () => {
    const file = await fileOf(report());
    const [first] = (await importFiles(session, [file])).files;
    const before = tree();
    const [again] = (await importFiles(session, [{ ...file, shown: 'other-name.txt' }])).files;
    expect(again).toMatchObject({ unchanged: true, record: first?.record, findings: 1, distinct: 1, refused: null });
    expect(tree()).toBe(before);
  });

  test('a parser that breaks refuses its file, and leaves nothing', async () => {
    const before = tree();
    const crash = { ...report(), crash: true };
    const done = await importFiles(session, [await fileOf(crash)]);
    expect(done.files[0]?.refused).toMatch(/报告不能读取，没有导入任何内容[\s\S]*Maximum call stack/);
    expect(done.exitCode).toBe(2);
    expect(tree()).toBe(before);
  });

  test('a scan that ended after now is refused', async () => {
    const done = await importFiles(session, [await fileOf(report({ finishedAt: '2026-12-01T00:00:00+08:00' }))]);
    expect(done.files[0]?.refused).toMatch(/不晚于录入时间/);
  });
});

describe('the follow-up of findings that were imported', () => {
  const scanOf = (day: number, text: string, patch: object = {}) => ({
    startedAt: `2026-11-${day}T01:00:00+08:00`,
    finishedAt: `2026-11-${day}T02:00:00+08:00`,
    findings: [finding({ title: text, description: text, solution: text, evidence: text })],
    ...patch,
  });
  const followed = (scans: ScanRecord[]) =>
    followFindings({ scans, decisions: [], asOf: NOW, from: '2026-11-22T00:00:00+08:00' }).map((one) => [
      one.state,
      one.lastSeen.slice(0, 10),
    ]);

  test('other wording neither doubles nor reopens one', async () => {
    const scans = await imported(session, [scanOf(20, '甲'), scanOf(23, '乙'), scanOf(24, '丙')]);
    expect(followed(scans)).toEqual([['continuing', '2026-11-24']]);
  });

  test('it is fixed by a later scan of that scanner that covered the asset, and by no other', async () => {
    const gone = (day: number, patch: object) => scanOf(day, '', { findings: [], ...patch });
    const other = gone(21, { scanner: 'Other' });
    const elsewhere = gone(22, { hosts: [{ address: '10.0.0.12', names: [], state: 'scanned' }] });
    const down = gone(23, { hosts: [{ address: '10.0.0.11', names: [], state: 'down' }] });
    const covered = gone(24, {});
    const scans = await imported(session, [scanOf(20, '甲'), other, elsewhere, down, covered]);
    expect(followed(scans.slice(0, 4))).toEqual([['continuing', '2026-11-20']]);
    expect(followed(scans)).toEqual([['fixed', '2026-11-20']]);
  });
});

describe('the offline lists', () => {
  const kevJson = JSON.stringify({
    title: 'KEV',
    dateReleased: '2026-11-20T12:00:00Z',
    vulnerabilities: [{ cveID: 'CVE-2024-6387' }],
  });
  const kevCsv = 'cveID,vendorProject\n"CVE-2024-6387","Open, BSD"\n';
  const epssCsv =
    '#model_version:v2026.03,score_date:2026-11-23T00:00:00+0000\ncve,epss,percentile\nCVE-2024-6387,0.4,0.9712\nCVE-2024-0001,0,0\n';
  const pathOf = async (content: string | Uint8Array, name: string) => (await fileOf(content, name)).path;

  test('mark the findings, and the record keeps which lists they were', async () => {
    const kev = await pathOf(kevJson, 'kev.json');
    const epss = await pathOf(gzipSync(epssCsv), 'epss.csv.gz');
    const [record] = await imported(session, [{ findings: [finding(), finding({ id: 'CVE-2024-0002' })] }], {
      kev,
      epss,
    });
    expect(record).toMatchObject({
      kevDate: '2026-11-20',
      epssDate: '2026-11-23',
      kevList: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(record?.findings.map((one) => [one.exploited, one.epss])).toEqual([
      [true, 0.9712],
      [undefined, undefined],
    ]);
  });

  test('come from the settings as well, as CSV too', async () => {
    await writeFile(join(root, 'inbox/kev.csv'), kevCsv);
    await writeFile(join(root, 'inbox/epss.csv'), epssCsv);
    await writeFile(
      join(root, 'opsledger.yaml'),
      `${await readFile(join(root, 'opsledger.yaml'), 'utf8')}\nscan: { kev: inbox/kev.csv, epss: inbox/epss.csv }\n`,
    );
    const [record] = await imported(await openSession(root), [{}]);
    expect(record?.findings[0]).toMatchObject({ exploited: true, epss: 0.9712 });
    expect(record?.kevDate).toBeUndefined();
  });

  test.each([
    ['kev', '{"vulnerabilities":[]}', /不是 KEV（已知被利用）清单/],
    ['kev', '{"vulnerabilities":', /JSON 格式错误/],
    ['kev', 'cveID,name\nCVE-2024-0001,"a\nCVE-2024-0002,b\n', /引号没有结束/],
    ['kev', 'cveID,name\nCVE-2024-0001,a\nCVE-2024\n', /第 3 行[\s\S]*1 列/],
    ['kev', 'cveID\nCVE-2024-0001\nCVE-24-1\n', /第 3 行[\s\S]*CVE-24-1/],
    ['epss', 'cve,percentile\nCVE-2024-0001,2\n', /第 2 行[\s\S]*0–1/],
    ['epss', '#a,score_date:2026-11-23\ncve,percentile\nCVE-2024-0001\n', /第 3 行[\s\S]*1 列/],
    ['epss', 'a,b\n', /不是 EPSS 清单/],
    ['epss', gzipSync(epssCsv).subarray(0, 40), /清单不能解压/],
  ] as const)('a %s list that is none stops the command before anything is imported', async (which, content, says) => {
    const before = tree();
    const list = await pathOf(content, 'list');
    await expect(importFiles(session, [await fileOf(report())], { [which]: list })).rejects.toThrow(says);
    expect(tree()).toBe(before);
  });
});
