/** `contract import`: a draft that can be read as it is, beside the paper's text; nothing is written over. */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contractSchema } from '../../../src/contract/terms/contract.ts';
import { checkContract } from '../../../src/pipeline/check/check.ts';
import { importPaper } from '../../../src/pipeline/contract-import/import.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { docx, NUMBERING, numbered, p } from '../../drafts/_docx.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { cleanUp, newFolder } from '../_workspace.ts';

afterAll(cleanUp);

const TEXT = `某厂设备运维合同

一、服务期
自2026年3月1日起至2027年2月28日止。
二、故障
2.1 停线故障15分钟内到场、1小时内恢复；"一般"故障\\当班处理。
2.2 双方另有约定的，从其约定。
`;

async function imported(text = TEXT, ...args: string[]) {
  const folder = await newFolder();
  const file = join(folder, '采购需求.txt');
  await writeFile(file, text);
  const draft = join(folder, 'draft/contract.yaml');
  const result = await opsledgerHere(['contract', 'import', file, '-o', draft, '--json', ...args]);
  return { folder, file, draft, result };
}

test('the draft is a contract, with its paper, its dates and what it is unsure of', async () => {
  const { draft, result } = await imported();
  expect(result.code).toBe(1);
  const told = JSON.parse(result.stdout) as { clauses: { id: string }[]; paper: string; leftOver: unknown[] };
  expect(told.clauses.map(({ id }) => id)).toEqual(['1', '2.1', '2.2']);
  expect(told.leftOver).toEqual([
    { line: 1, text: '某厂设备运维合同' },
    { line: 5, text: '二、故障' },
  ]);
  const text = readFileSync(draft, 'utf8');
  const contract = contractSchema.parse(parse(text, { schema: 'failsafe' }));
  expect(contract.servicePeriod).toEqual({ from: '2026-03-01', to: '2027-02-28' });
  expect(contract.clauses[1]).toMatchObject({
    ...{ id: '2.1', paper: '2.1', topics: ['arrival', 'restoration'] },
    text: '停线故障15分钟内到场、1小时内恢复；"一般"故障\\当班处理。',
  });
  expect(text).toMatch(/没有把握，请自行选择/);
  expect(text).toMatch(/# {3}第 1 行　某厂设备运维合同/);
});

test('put into a blank workspace, every clause stands in its paper', async () => {
  const { draft, folder } = await imported();
  const root = join(folder, 'w');
  await initialise(root, { now: '2026-03-01T08:00:00+08:00', like: 'blank' });
  await cp(draft, join(root, 'contract/contract.yaml'));
  await cp(join(folder, 'draft/papers'), join(root, 'contract/papers'), { recursive: true });
  const report = await checkContract(root);
  expect(report.usable).toBe(true);
  expect(report.causes.map(({ cause }) => cause)).toEqual(['placeholder', 'topic', 'unserved']);
});

test('a .docx with drawn numbers, and a prefix for a second paper', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'in'));
  const file = join(folder, 'in/bid.docx');
  const body = [p('投标响应'), numbered('响应', 0), numbered('承诺每周巡检一次。', 1)].join('');
  await writeFile(file, docx(body, { 'word/numbering.xml': NUMBERING }));
  const draft = join(folder, 'bid.yaml');
  await importPaper({ file, shown: 'bid.docx', output: draft, prefix: 'B', name: '投标响应' });
  const contract = contractSchema.parse(parse(readFileSync(draft, 'utf8'), { schema: 'failsafe' }));
  expect(contract.papers).toMatchObject([
    { id: 'bid', name: '投标响应', prefix: 'B', file: 'contract/papers/bid.txt' },
  ]);
  expect(contract.clauses).toMatchObject([{ id: 'B1.1', paper: '一（一）', topics: ['inspection'] }]);
  expect(readFileSync(join(folder, 'papers/bid.txt'), 'utf8')).toBe('投标响应\n一、 响应\n（一） 承诺每周巡检一次。\n');
});

test('nothing is written over, and nothing is made of what cannot be read', async () => {
  const { file, draft, folder } = await imported();
  const again = await opsledgerHere(['contract', 'import', file, '-o', draft]);
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('文件已经存在，不覆盖') });
  const bad = join(folder, 'old.doc');
  await writeFile(bad, Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]));
  const refused = await opsledgerHere(['contract', 'import', bad, '-o', join(folder, 'new/contract.yaml')]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('另存为 .docx') });
  expect(existsSync(join(folder, 'new'))).toBe(false);
  for (const args of [
    ['--prefix', 'b'],
    ['-o', join(folder, 'x.txt')],
  ])
    expect(await opsledgerHere(['contract', 'import', file, ...args])).toMatchObject({ code: 2 });
});
