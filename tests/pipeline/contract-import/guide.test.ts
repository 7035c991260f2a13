/** The way of the manual's page 从一份新合同开始: from the paper of a factory to its first issued document, in its own words. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContract } from '../../../src/pipeline/check/check.ts';
import { importPaper } from '../../../src/pipeline/contract-import/import.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { archivedText } from '../../support/archived.ts';
import { newFolder, note, noteDraft, open } from '../_workspace.ts';

const PAPER = `某轴承厂产线信息系统运维合同
一、期限
1.1 服务期自2026年11月1日起至2028年10月31日止。
二、服务
2.1 供应商应每月10日前提交上月运维工作台账。
2.2 供应商应对产线工控终端进行日常维护。
三、其他
3.1 本合同一式四份，双方各执两份。
`;

const REGISTER = `registers:
  - id: work-register
    code: TZ
    name: 运维工作台账
    every: { unit: month }
    interval: natural
    due: { before: period-end, workingDays: 0, time: "17:00", agreed: true }
    issueFrom: { before: period-end, workingDays: 0, time: "09:00" }
    clauses: ["2"]
    signature: supplier-only
    kind: note
    columns:
      - { field: at, width: 14 }
      - { field: text, width: 40 }
    sortBy: at
    emptyText: 本期没有登记工作
`;

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(path, change(text));
}

/** What only the first contract has. */
const FIRST = /考勤|桌牌|公务车|案件|笔录|行政管理系统|重大故障|HQSF|P[1-5]\b|5\.\d\.\d/;

test('paper, draft, check, record, issue, verify', async () => {
  const folder = await newFolder();
  const root = join(folder, 'w');
  await initialise(root, { now: '2026-11-01T08:00:00+08:00', from: '2026-11-01', years: '2', like: 'blank' });
  await writeFile(join(folder, '合同.txt'), PAPER);
  const output = join(folder, 'draft/contract.yaml');
  const made = await importPaper({ file: join(folder, '合同.txt'), shown: '合同.txt', output });
  expect(made.clauses.map(({ id }) => id)).toEqual(['1.1', '2.1', '2.2', '3.1']);
  await cp(output, join(root, 'contract/contract.yaml'));
  await cp(join(folder, 'draft/papers'), join(root, 'contract/papers'), { recursive: true });

  const contract = join(root, 'contract/contract.yaml');
  await edit(contract, (text) =>
    text
      .replaceAll(/: 待填写$/gm, ': 已填写')
      .replace('shortName: CONTRACT', 'shortName: BEAR')
      .replace(/(^ {2}- id: "3\.1"\n.*\n.*\n {4}topics: )\[\]/m, '$1[declaration]'),
  );
  await edit(join(root, 'contract/registers.yaml'), (text) => text.replace('registers: []\n', REGISTER));
  const report = await checkContract(root);
  expect(report.causes).toEqual([]);
  expect(report.calendar).toMatchObject([{ obligation: 'work-register', service: 24, month: 1, year: 12 }]);

  const session = await open(root);
  await note(session, noteDraft('2026-11-24T10:00:00+08:00', '更换三号线终端电源'));
  const { issued, failed } = await issue(session, { now: '2026-12-01T09:00:00+08:00' });
  expect(failed).toEqual([]);
  expect(issued.map((one) => one.number)).toEqual([expect.stringMatching(/^BEAR-TZ-202611-r1$/)]);
  expect(await verify(session)).toMatchObject({ ok: true, checked: { documents: 1 } });
  await session.close();

  const archive = join(root, 'archive');
  const names = (await readdir(archive, { recursive: true })).filter((name) => name.endsWith('document.json.gz'));
  const document = archivedText(join(archive, names[0] ?? ''));
  expect(document).toContain('更换三号线终端电源');
  expect(document).not.toMatch(FIRST);
});
