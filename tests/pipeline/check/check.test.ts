/** `opsledger check`: everything that is wrong, open or switched off in a contract, grouped by cause. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLines } from '../../../src/cli/check-lines.ts';
import { bundleFiles } from '../../../src/contract/bundle/bundle-parts.ts';
import { clauseTopics } from '../../../src/contract/terms/topics.ts';
import { type CheckReport, checkContract } from '../../../src/pipeline/check/check.ts';
import { grouped } from '../../../src/pipeline/check/finding.ts';
import { loadContract } from '../../../src/workspace/store/contract-data.ts';
import { inspectContract } from '../../../src/workspace/store/inspect-contract.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { makeUnfilledWorkspace, makeWorkspace } from '../_workspace.ts';

const CONTRACT = 'contract/contract.yaml';

async function edit(root: string, file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, file);
  const text = await readFile(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
}

const cause = (report: CheckReport, id: string) => report.causes.find((one) => one.cause === id);
const whats = (report: CheckReport, id: string) => cause(report, id)?.groups.map(({ what }) => what) ?? [];

describe('a contract that can be used', () => {
  test('as init leaves it lacks what is to be filled in, and the sources', async () => {
    const root = await makeUnfilledWorkspace();
    const report = await checkContract(root);
    expect(report).toMatchObject({ usable: true, attention: true });
    expect(report.causes.map((one) => one.cause)).toEqual(['placeholder', 'source']);
    await writeFile(join(root, 'knowledge-base', 'a.MDX'), '# 甲\n');
    expect(cause(await checkContract(root), 'article')?.groups).toMatchObject([
      { file: 'knowledge-base/a.MDX', what: expect.stringContaining('含可执行代码，不予发布；请改为 .md') },
    ]);
    expect(cause(report, 'placeholder')?.groups[0]).toMatchObject({ file: CONTRACT, what: 'number', count: 1 });
    expect(cause(report, 'source')?.groups.map(({ what }) => what)[0]).toMatch(/^类别 [\u4e00-\u9fff]/);
  });

  test('tells what the calendar makes due, and what is switched off', async () => {
    const { calendar, off } = await checkContract(await makeWorkspace());
    expect(calendar?.find((one) => one.obligation === 'inspection-log')).toMatchObject({
      service: 365,
      cadence: '每日',
    });
    expect(calendar?.find((one) => one.obligation === 'incident-analysis')).toMatchObject({ month: null, year: null });
    expect(calendar?.find((one) => one.obligation === 'backup-restore-test')).toMatchObject({ month: 0, year: 4 });
    const topics = off?.map(({ topic }) => topic);
    expect(topics).toContain('training');
    expect(topics).not.toContain('scan');
  });

  test('a number of the requirements that an obligation contradicts is named with both', async () => {
    const root = await makeWorkspace();
    const twice = (n: number) => (text: string) =>
      text.replace(/(id: recovery-drill[\s\S]*?)every: \{ unit: year \}/, `$1atLeast: { n: ${n}, per: year }`);
    await edit(root, bundleFiles.obligations, twice(1));
    expect(cause(await checkContract(root), 'number')).toBeUndefined();
    await edit(root, bundleFiles.obligations, (text) => text.replace('atLeast: { n: 1,', 'atLeast: { n: 2,'));
    expect(cause(await checkContract(root), 'number')?.groups).toMatchObject([
      {
        places: ['系统恢复演练报告与系统恢复演练'],
        found: '系统恢复演练报告每年至少 2 次：2026-11-23 至 2027-11-22 2 次',
        expected: '与系统恢复演练每年至少一次一致：2026-11-23 至 2027-11-22 1 次',
      },
    ]);
  });

  test('what is owed once a term has its dates', async () => {
    const root = await makeWorkspace();
    await edit(root, CONTRACT, (text) =>
      text.replace(
        '\nclauses:',
        '\nterms:\n  - { id: 2026-T1, name: 第一学期, from: 2026-08-01, to: 2027-01-15 }\nclauses:',
      ),
    );
    await edit(root, bundleFiles.registers, (text) =>
      text.replace(/every: \{[^}]*\}/, 'every: { unit: term }').replace(/interval: \S+/, 'interval: natural'),
    );
    const { calendar } = await checkContract(root);
    expect(calendar?.find(({ cadence }) => cadence.includes('学期'))).toMatchObject({ service: 1 });
  });

  test('is read by the list of files that loading has', async () => {
    const root = await makeWorkspace();
    const { bundle, raw } = await inspectContract(root);
    expect([...raw.keys()].sort()).toEqual(Object.values(bundleFiles).sort());
    expect(bundle).toEqual(await loadContract(root));
  });
});

describe('what is open', () => {
  test('a list of what may stand all the same that nobody can use, and what is wrong in it', async () => {
    const root = await makeWorkspace();
    expect(cause(await checkContract(root), 'allowed')).toBeUndefined();
    await writeFile(join(root, 'leak-allow.yaml'), 'schema: 1\nallow:\n  - secret: abc\n');
    expect(cause(await checkContract(root), 'allowed')?.groups).toMatchObject([
      { file: 'leak-allow.yaml', what: '缺少必填的内容', places: ['allow[0].print（特征值）'] },
    ]);
  });

  test('an option without cases, and a case that the program contradicts with place, found and expected', async () => {
    const root = await makeWorkspace();
    const file = bundleFiles.interpretations;
    await edit(root, file, (text) => text.replace('responded: 2026-11-24 09:20', 'responded: 2026-11-24 09:10'));
    await edit(root, file, (text) =>
      text.replace(/ {8}cases:\n {10}- \{ issued.*verdict: received \}\n(?= {6}- id: on-paper)/, ''),
    );
    const report = await checkContract(root);
    expect(report).toMatchObject({ usable: true, attention: true });
    expect(report.findings.filter((one) => one.cause === 'case')).toMatchObject([
      { file, where: 'interpretations[0].options[0].cases[0].figure', found: '案例写 用时 20 分钟' },
      { file, where: 'interpretations[0].options[0].cases[0].verdict', found: '案例写 判定 未达标' },
    ]);
    expect(cause(report, 'case')?.groups[0]?.expected).toBe('程序按该选项得出：10 分钟（判定 达标）');
    expect(cause(report, 'uncased')?.groups).toMatchObject([
      { what: '选项没有案例', places: [expect.stringContaining('：网上确认即为签收')] },
    ]);
  });

  test('clauses without topic, topics without obligation, obligations without unit', async () => {
    const root = await makeWorkspace();
    await edit(root, CONTRACT, (text) =>
      text.replace('topics: [drill]', 'topics: []').replace('[quota]', '[training]'),
    );
    await edit(root, bundleFiles.obligations, (text) => text.replace('id: security-exercise', 'id: weekly-report'));
    const report = await checkContract(root);
    expect(cause(report, 'topic')?.groups).toMatchObject([{ places: [expect.stringMatching(/^⟦条款:5\.3\.9⟧ /)] }]);
    expect(cause(report, 'unit')?.groups).toMatchObject([
      { places: [expect.stringMatching(/^obligations\[\d+\]\.id /)] },
    ]);
    expect(cause(report, 'unit')?.groups[0]?.expected).toContain('inspection-log、');
    expect(report.usable).toBe(false);
  });

  test('a clause that does not stand in its paper, a paper that is gone or altered', async () => {
    const root = await makeWorkspace();
    await edit(root, CONTRACT, (text) => text.replace('text: "系统恢复演练', 'text: "系统恢复演习'));
    expect(whats(await checkContract(root), 'paper')).toEqual([expect.stringContaining('条款原文在《合同》')]);
    await edit(root, CONTRACT, (text) =>
      text
        .replace('text: "系统恢复演习', 'text: "系统恢复演练')
        .replace('rank: 1', `rank: 1\n    sha256: ${'0'.repeat(64)}`),
    );
    expect(whats(await checkContract(root), 'paper')).toEqual([expect.stringContaining('登记之后改动过')]);
    await rm(join(root, 'contract/original.txt'));
    expect(whats(await checkContract(root), 'paper')).toEqual([expect.stringContaining('全文不能读取')]);
  });

  test('two papers about one matter: the higher rank prevails, of one rank nobody can say', async () => {
    const root = await makeWorkspace();
    const clause = '  - { id: "B1", paper: "1", label: 承诺, topics: [scan], text: 每周扫描 }\n';
    await writeFile(join(root, 'contract/bid.txt'), '1 每周扫描');
    const paper = (rank: number) =>
      `  - { id: bid, name: 投标响应, file: contract/bid.txt, prefix: B, rank: ${rank}, from: 2026-12-01 }\n`;
    const original = await readFile(join(root, CONTRACT), 'utf8');
    const write = (rank: number) =>
      writeFile(
        join(root, CONTRACT),
        original
          .replace('    rank: 1\n', `    rank: 1\n${paper(rank)}`)
          .replace('\nclauses:\n', `\nclauses:\n${clause}`),
      );
    await write(2);
    const report = await checkContract(root);
    expect(cause(report, 'rank')?.groups).toMatchObject([
      {
        what: '以位次高的《投标响应》为准',
        places: [`${clauseTopics.scan}：⟦条款:5.3.6⟧（合同）与 ⟦条款:B1⟧（投标响应）`],
      },
    ]);
    expect(cause(report, 'ending')?.groups).toMatchObject([{ what: '条款', places: ['⟦条款:B1⟧ 自 2026-12-01'] }]);
    await write(1);
    expect(whats(await checkContract(root), 'paper')).toEqual([expect.stringContaining('位次相同')]);
  });

  test('a limit by which nothing is judged, because a later paper of higher rank puts it anew', async () => {
    const root = await makeWorkspace();
    await writeFile(join(root, 'contract/papers-later.txt'), '1 现场 20 分钟内响应');
    await edit(root, CONTRACT, (text) =>
      text
        .replace(
          '    rank: 1\n',
          '    rank: 1\n  - { id: later, name: 补充协议, file: contract/papers-later.txt, prefix: S, rank: 2, from: 2027-01-01 }\n',
        )
        .replace(
          '\nclauses:\n',
          '\nclauses:\n  - { id: "S1", paper: "1", label: 响应, topics: [response], text: 现场 20 分钟内响应 }\n',
        )
        .replace('\nlimits:\n', '\nlimits:\n  - { clause: S1, clock: response, minutes: 20 }\n'),
    );
    const report = await checkContract(root);
    expect(report.usable).toBe(true);
    const behind = cause(report, 'rank')?.groups.find(({ what }) => what.startsWith('时限或数量'));
    expect(behind?.places).toEqual(['⟦条款:5.3.1⟧：以 ⟦条款:S1⟧（补充协议）为准，自 2027-01-01']);
  });

  test('a topic that a section of a report tells of has its document', async () => {
    const root = await makeWorkspace();
    await edit(root, CONTRACT, (text) => text.replace('[quota]', '[satisfaction]'));
    await edit(root, bundleFiles.obligations, (text) =>
      text.replaceAll(/clauses: \[[^\]]*\]|clauses:(\n {6}- .*)+/g, 'clauses: ["2"]'),
    );
    await edit(root, bundleFiles.registers, (text) => text.replaceAll(/clauses: \[[^\]]*\]/g, 'clauses: ["2"]'));
    const unserved = whats(await checkContract(root), 'unserved').map((what) => what.split('：没有')[0]);
    expect(unserved).not.toContain(clauseTopics.satisfaction);
    expect(unserved).not.toContain(clauseTopics.scan);
    expect(unserved).toContain(clauseTopics['operation-log']);
  });
});

describe('a contract that cannot be used', () => {
  test('tells everything of every file, grouped', async () => {
    const root = await makeWorkspace();
    await edit(root, CONTRACT, (text) => text.replaceAll(/topics: \[/g, 'topics: [scanning, '));
    await edit(root, bundleFiles.assets, (text) => text.replaceAll('contract: true', 'contract: yes'));
    await writeFile(join(root, bundleFiles.written), 'schema: 1\ndocuments: [\n');
    const report = await checkContract(root);
    expect(report).toMatchObject({ usable: false, calendar: null, off: null });
    const groups = cause(report, 'value')?.groups ?? [];
    expect(groups.map(({ what, count }) => [what, count])).toEqual([
      ['clauses[].topics[]（事项）：内容不符合要求', 85],
      ['assets[].contract（合同内资产）：内容不符合要求', 88],
    ]);
    expect(whats(report, 'unreadable')).toEqual(['YAML 格式错误']);
    const lines = checkLines(report);
    expect(lines[0]).toContain('174 处必须改正');
    expect(lines.length).toBeLessThan(20);
    expect(lines.join('\n')).toContain('85 处：clauses[0].topics[0]、clauses[1].topics[0]、clauses[2].topics[0] 等');
  });

  test('tells every contradiction', async () => {
    const root = await makeWorkspace();
    await edit(root, bundleFiles.assets, (text) => text.replace('host: app-server-1', 'host: nowhere'));
    await edit(root, bundleFiles.obligations, (text) => text.replaceAll('clauses: ["5.3', 'clauses: ["9.9", "5.3'));
    const report = await checkContract(root);
    expect(report.usable).toBe(false);
    expect(cause(report, 'contradiction')?.groups.length).toBeGreaterThanOrEqual(2);
    await expect(loadContract(root)).rejects.toThrow('用 opsledger check 一次列出全部问题');
  });

  test('and unusable settings', async () => {
    const root = await makeWorkspace();
    await edit(root, 'opsledger.yaml', (text) => text.replace('timeZone: Asia/Shanghai', 'timeZone: Mars'));
    const report = await checkContract(root);
    expect(cause(report, 'settings')?.groups).toMatchObject([{ file: 'opsledger.yaml', found: 'Mars' }]);
    expect(report.usable).toBe(false);
  });

  test('no contract at all is one message', async () => {
    const root = await makeWorkspace();
    await rm(join(root, 'contract'), { recursive: true });
    await expect(checkContract(root)).rejects.toThrow('没有合同数据');
  });
});

test('the command: 1 with something to see to, 2 when unusable, all of it as JSON', async () => {
  const root = await makeWorkspace();
  const usable = await opsledgerHere(['check', '--workspace', root, '--json']);
  expect(usable.code).toBe(1);
  expect(JSON.parse(usable.stdout)).toMatchObject({ usable: true, findings: expect.any(Array) });
  await edit(root, CONTRACT, (text) => text.replace('shortName: ', 'shortname: '));
  const broken = await opsledgerHere(['check', '--workspace', root]);
  expect(broken.code).toBe(2);
  expect(broken.stdout).toContain('【必须改正】内容不符合要求：2 处');
});

test('groups keep the order of the causes and of the data', () => {
  const one = (cause: 'topic' | 'value', what: string, where: string) => ({ cause, what, where, file: 'f' });
  const found = grouped([
    one('topic', 'a', '1'),
    one('value', 'b', '2'),
    one('topic', 'a', '3'),
    one('topic', 'c', '4'),
  ]);
  expect(found.map(({ cause, count }) => [cause, count])).toEqual([
    ['value', 1],
    ['topic', 3],
  ]);
  expect(found[1]?.groups.map(({ what, places }) => [what, places])).toEqual([
    ['a', ['1', '3']],
    ['c', ['4']],
  ]);
});
