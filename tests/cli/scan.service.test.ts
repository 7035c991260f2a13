/** `scan import` as a person types it, with what a hostile or damaged report may be: refused whole, or read correctly. */
import { execFileSync } from 'node:child_process';
import { open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import type { CommandResult } from '../support/command.ts';
import { opsledgerHere } from '../support/command-here.ts';

const folder = await tempFolder('scan');
const workspace = join(folder, 'w');
expect((await opsledgerHere(['init', workspace])).code).toBe(0);

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), content);
  return name;
};
const scanImport = (...args: string[]): Promise<CommandResult> =>
  opsledgerHere(['scan', 'import', ...args, '--workspace', workspace, '--json'], { cwd: folder });

interface Answer {
  files: {
    file: string;
    format: string | null;
    findings: number;
    distinct: number;
    byLevel: Record<string, number>;
    refused: string | null;
    record: string | null;
  }[];
}
const answer = ({ stdout }: CommandResult): Answer => JSON.parse(stdout) as Answer;

/** Every file that is no part of git's own or of the lock. */
async function tree(): Promise<string> {
  const entries = await readdir(workspace, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(workspace.length));
  const kept = files.filter((path) => !/^\/\.git\/|^\/\.opsledger\/lock/.test(path)).sort();
  return [...kept, execFileSync('git', ['-C', workspace, 'rev-parse', 'HEAD']).toString()].join('\n');
}

const trivy = (name: string): string =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: name,
    Results: [
      {
        Target: `${name} (debian 12)`,
        Class: 'os-pkgs',
        Type: 'debian',
        Vulnerabilities: [
          {
            VulnerabilityID: 'CVE-2024-6387',
            PkgName: 'openssh',
            InstalledVersion: '1.10',
            Severity: 'CRITICAL',
            Title: '漏洞',
          },
          { VulnerabilityID: 'CVE-2024-0001', PkgName: 'zlib', InstalledVersion: '1.2', Severity: 'LOW' },
        ],
      },
    ],
  });

const XXE = `<?xml version="1.0" ?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><NessusClientData_v2>&x;</NessusClientData_v2>`;

describe('a report', () => {
  it('is imported, with the answer that other programs rely on', async () => {
    const done = await scanImport(
      await put('web.json', trivy('oa/web:1.10')),
      '--without-permit',
      '未取得许可',
      '--finished-at',
      '2026-09-01 02:00',
    );
    expect(done.code).toBe(0);
    expect(answer(done)).toMatchObject({
      files: [
        {
          file: 'web.json',
          format: 'trivy',
          findings: 2,
          distinct: 2,
          byLevel: { critical: 1, high: 0, medium: 0, low: 1 },
          refused: null,
          record: 'SM-20260901-001',
        },
      ],
    });
    expect(execFileSync('git', ['-C', workspace, 'status', '--porcelain']).toString()).toBe('');
    const again = await scanImport('web.json');
    expect([again.code, answer(again).files[0]?.record]).toEqual([0, 'SM-20260901-001']);
  });

  it('is told in Chinese without --json', async () => {
    const listed = trivy('oa/second:1.10').replace('"Vulnerabilities":', '"Packages":[{},{}],"Vulnerabilities":');
    const file = await put('second.json', listed);
    const done = await opsledgerHere(['scan', 'import', file, '--workspace', workspace], { cwd: folder });
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(
      /已导入 second\.json：SM-\d{8}-001\n {2}条目 2 条（超危 1、高危 0、中危 0、低危 1），合为漏洞 2 个/,
    );
    expect(done.stdout).toContain('  未计为漏洞：软件包清单 2 条\n');
    expect(done.stdout).toContain('未对应资产的地址：oa/second:1.10（在 opsledger.yaml 的 scan.assets 中写明）');
  });

  it('goes before what is refused beside it: exit 1', async () => {
    const done = await scanImport(await put('third.json', trivy('oa/third:1.10')), await put('null.json', 'null'));
    expect(done.code).toBe(1);
    expect(answer(done).files.map((one) => one.refused === null)).toEqual([true, false]);
    expect(done.stderr).toContain('内容只有 null，没有扫描结果');
  });
});

describe('what is no report, or a hostile one', () => {
  // What else a hostile report may be is the scanners' own test.
  const cases: [name: string, file: string, content: string | Uint8Array, says: RegExp][] = [
    ['an external entity', 'xxe.nessus', XXE, /实体|DOCTYPE/],
    ['a file that breaks off', 'cut.json', trivy('oa/cut:1.10').slice(0, -40), /不完整/],
    ['an archive in place of JSON', 'zip.json', zipSync({ 'a.txt': new Uint8Array(10) }), /ZIP 压缩包/],
    ['nothing', 'empty.json', '', /文件是空的/],
  ];

  it('is refused, each with its reason, and nothing is changed', async () => {
    const files = await Promise.all(cases.map(([, file, content]) => put(file, content)));
    const large = await open(join(folder, 'large.json'), 'w');
    await large.truncate(500_000_000);
    await large.close();
    const before = await tree();
    const done = await scanImport(...files, 'large.json', 'missing.json');
    expect(done.code).toBe(2);
    const refused = answer(done).files.map((one) => one.refused ?? '（已导入）');
    for (const [n, [name, , , says]] of cases.entries()) expect(refused[n], name).toMatch(says);
    expect(refused.at(-2)).toMatch(/文件过大[\s\S]*不超过 400 MB/);
    expect(refused.at(-1)).toMatch(/文件不存在/);
    for (const one of answer(done).files) expect(one).toMatchObject({ findings: 0, distinct: 0, record: null });
    expect(refused.join('\n')).not.toMatch(/ {4}at |node_modules/);
    expect(await tree()).toBe(before);
  });

  it('a single refused file is exit 2, and the answer is there all the same', async () => {
    const done = await scanImport(await put('only-null.json', 'null'));
    expect(done.code).toBe(2);
    expect(answer(done).files).toHaveLength(1);
    expect(answer(done).files[0]?.refused).toContain('不认识的扫描报告');
  });
});

it('options that exclude each other, or name no permit, are refused', async () => {
  const file = await put('options.json', trivy('oa/options:1.10'));
  const both = await scanImport(file, '--permit', 'XK-20261120-001', '--without-permit', '无');
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('只写一个')]);
  const unknown = await scanImport(file, '--permit', 'XK-20261120-001');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('XK-20261120-001')]);
  const time = await scanImport(file, '--finished-at', '昨天');
  expect([time.code, time.stderr]).toEqual([2, expect.stringContaining('--finished-at')]);
});
