/** A folder of samples made of the fixtures, with an INDEX in the form of a real one. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import { checkSamples, type Outcome, passed } from './samples.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const base = await tempFolder('samples-test');

/** Where a sample comes from, and what the INDEX says of it. */
type Entry = readonly [file: string, from: string, truth: string];

const entries: readonly Entry[] = [
  ['trivy/image.json', 'scans/trivy-image.json', 'schema=2 results=1 vulns=4 {MEDIUM: 2, HIGH: 2} uniqCVE=2'],
  [
    'nessus/old.nessus',
    'scans/old.nessus',
    'hosts=2 items=10 severity>0=5 sev={0: 5, 1: 3, 2: 2} — web.example.internal: 8 items, >0=4 {0: 4, 1: 3, 2: 1}; db.example.internal: 2 items, >0=1 {0: 1, 2: 1}',
  ],
  ['openvas/detail.xml', 'scans/openvas-detail.xml', 'results=1 severity>0=1 threat={High: 1} hosts=[10.0.0.31]'],
  [
    'openvas/few.csv',
    'scans/openvas.csv',
    'rows=3 CVSS>0=2 sev={Log: 1, Low: 1, High: 1} hosts=[10.0.0.12, 10.0.0.11]',
  ],
  [
    'nmap/two.xml',
    'scans/nmap-two-hosts.xml',
    'nmap 5.51, hosts=2 (up 2/down 0), open ports=4 {127.0.0.1: 3, 10.0.0.12: 1} states={open: 4, filtered: 1}, scripts=0',
  ],
  [
    'osv-scanner/one.json',
    'scans/osv.json',
    'sources=1 packages=1 vulnerabilities=1 (unique ids 1) groups=1 db severity={None: 1}',
  ],
  [
    'grype/image.json',
    'scans/grype.json',
    'grype 0.85.0 target=oa/sign:3.10: matches=6 {Negligible: 1, Medium: 1, High: 2, Critical: 2} unique=4 fix={unknown: 1, not-fixed: 1, wont-fix: 2, fixed: 2}',
  ],
  [
    'lynis/host.dat',
    'scans/lynis.dat',
    'Lynis 3.1.10 host=app-21 index=61 warnings=1 suggestions=2 tests=2 os=Debian GNU/Linux 13 (trixie)',
  ],
  ['sarif/scripts.sarif', 'scans/sarif-scripts.sarif', 'total=5; Script Check: 5 eff={note: 3, warning: 2}'],
  ['rsas/hosts.xml', 'scans/rsas.xml', 'findings=3 distinct=3 levels={high: 2, low: 1} ports=2'],
  ['unsupported/nikto.json', 'scans/nikto.json', 'Nikto JSON: refuse clearly'],
  ['prometheus-text/node.txt', 'exposition/node.txt', 'families=4 {gauge: 3, counter: 1} samples=6 distinct names=5'],
  ['prometheus-text/node.txt', 'exposition/node.txt', 'no MemAvailable, no node_filesystem_*: disk is "no data"'],
  [
    'alertmanager/groups.json',
    'monitoring/alert-groups.json',
    '3 groups, 5 alert entries, 4 unique fingerprints (3 active, 1 suppressed)',
  ],
  ['alertmanager/silences.json', 'monitoring/silences.json', '1 active silences'],
  ['incidents/disk.md', 'incidents/disk-full.md', '3 timeline entries; 1h05 to repair, 2h00 to resolve'],
  ['incidents/login.md', 'incidents/login.md', '2 entries, 01:11 to 02:30 UTC'],
  ['holiday-cn/2025.json', 'holidays/2025.json', '33 days (28 off, 5 make-up)'],
  ['kb-sample/', 'articles', '72 Chinese articles'],
];

const table = (rows: readonly (readonly [string, string])[]): string =>
  ['# Samples', '', '**scans**', '', '| file | bytes | ground truth |', '|---|---|---|']
    .concat(rows.map(([file, truth]) => `| \`${file}\` | 1 | ${truth} |`))
    .join('\n');

async function folderOf(name: string, list: readonly Entry[], index?: string): Promise<string> {
  const folder = join(base, name);
  for (const [file, from] of list) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(fixtures, from), join(folder, file), { recursive: true });
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'INDEX.md'), index ?? table(list.map(([file, , truth]) => [file, truth])));
  return folder;
}

const failures = ({ rows }: Outcome) => rows.filter((row) => !passed(row)).map(({ file }) => file);

describe('a folder of samples', () => {
  test('passes when every count is right, of every kind', async () => {
    const { rows, notInIndex } = await checkSamples(await folderOf('good', entries), 'good');
    expect(rows.filter((row) => !passed(row))).toEqual([]);
    expect(rows.map(({ file }) => file)).toEqual(entries.map(([file]) => file));
    expect(notInIndex).toEqual([]);
  });

  test('fails for every row of which one count is wrong', async () => {
    // The last number of each truth is one more than it was; a refusal is asked of a file that is read.
    const wrong = entries
      .filter(([file]) => file !== 'alertmanager/silences.json')
      .map(([file, from, truth]): Entry => {
        if (file === 'unsupported/nikto.json') return [file, 'scans/osv.json', truth];
        if (truth.startsWith('no ')) return [file, 'monitoring/host.txt', truth];
        if (file === 'kb-sample/') return [file, 'articles/linux-command', truth];
        const compared = file.startsWith('nmap') ? truth.replace(', scripts=0', '') : truth;
        return [file, from, compared.replace(/\d+(?=\D*$)/, (n) => String(Number(n) + 1))];
      });
    expect(wrong.length).toBe(entries.length - 1);
    expect(failures(await checkSamples(await folderOf('wrong', wrong), 'wrong'))).toEqual(wrong.map(([file]) => file));
  });

  test('names what it cannot read or find, and what the INDEX leaves out', async () => {
    const [trivy, , detail] = entries as [Entry, Entry, Entry];
    const folder = await folderOf('odd', [trivy, detail, ['trivy/extra.json', trivy[1], '']], undefined);
    const rows: [string, string][] = [
      [trivy[0], `${trivy[2]} colours=3`],
      [detail[0], 'as it should be'],
      ['trivy/gone.json', trivy[2]],
      ['a.json, b.json', '1 days (1 off, 0 make-up)'],
      [trivy[0], 'schema=2'],
      [trivy[0], ''],
    ];
    await writeFile(join(folder, 'INDEX.md'), table(rows));
    const outcome = await checkSamples(folder, 'odd');
    expect(outcome.rows.map((row) => [row.file, passed(row), row.unread ?? row.problem])).toEqual([
      [trivy[0], false, 'colours=3'],
      [detail[0], false, 'as it should be'],
      ['trivy/gone.json', false, 'INDEX 列出的文件不存在'],
      ['a.json', false, '一行有 2 个文件、1 组计数'],
      ['b.json', false, '一行有 2 个文件、1 组计数'],
      [trivy[0], false, '没有可以比对的计数'],
      [trivy[0], false, '缺少文件名或计数'],
    ]);
    expect(outcome.notInIndex).toEqual(['trivy/extra.json']);
  });

  test('may give two files in one row, and an INDEX for machines', async () => {
    const folder = await folderOf('json', [
      ['holiday-cn/2025.json', 'holidays/2025.json', ''],
      ['holiday-cn/2024.json', 'holidays/2025.json', ''],
    ]);
    const days = '33 days (28 off, 5 make-up)';
    await writeFile(join(folder, 'INDEX.md'), table([['holiday-cn/2025.json, 2024.json', `${days}, ${days}`]]));
    expect((await checkSamples(folder, 'json')).rows.map(passed)).toEqual([true, true]);
    await writeFile(join(folder, 'INDEX.json'), JSON.stringify([{ file: 'holiday-cn/2024.json', truth: days }]));
    const { rows, notInIndex } = await checkSamples(folder, 'json');
    expect([rows.map(passed), notInIndex]).toEqual([[true], ['holiday-cn/2025.json']]);
    await writeFile(join(folder, 'INDEX.json'), '[{"file": 1}]');
    await expect(checkSamples(folder, 'json')).rejects.toThrow(/INDEX\.json 不能读取/);
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], {
      encoding: 'utf8',
      cwd: base,
      env: { ...process.env, INIT_CWD: base },
    });

  test('prints both sides of every count, its closing line last, and exits with 1 when one differs', async () => {
    const [trivy] = entries as [Entry];
    const folder = await folderOf('command', [
      trivy,
      ['trivy/other.json', trivy[1], trivy[2].replace('vulns=4', 'vulns=5')],
    ]);
    const { status, stdout } = run(folder);
    expect(stdout).toMatch(/通过 {2}trivy\/image\.json\n {4}条目：应为 4，实为 4/);
    expect(stdout).toMatch(/失败 {2}trivy\/other\.json\n {2}✗ 条目：应为 5，实为 4/);
    expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([1, '1 passed, 1 failed']);
  });

  test.each([
    ['no folder', [], /没有写明样例文件夹/],
    ['a folder that is not there', ['gone'], /样例文件夹不能读取\n {2}文件：gone/],
    ['a folder whose INDEX names nothing', ['empty'], /INDEX 没有列出任何文件/],
  ] as const)('of %s says so and exits with 2', async (_, args, says) => {
    await folderOf('empty', [], '# nothing\n');
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });
});
