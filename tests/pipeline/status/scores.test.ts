/** The score of the running period in the verdict and in `status`, from the sheet's own draft. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { status } from '../../../src/pipeline/status/status.ts';
import { DAY, makeWorkspace, open } from '../_workspace.ts';

const NOW = `${DAY}T18:00:00+08:00`;
const SCHEME = `penalties:
  - id: quarter
    name: 季度考核
    clauses: ["5.3.5"]
    measure: points
    full: 50
    period: quarter
    obligation: assessment-score
    rules:
      - {id: log, label: 没有巡检, clauses: ["5.3.5"], on: document, obligations: [inspection-log], kinds: [missing], per: occurrence, amount: 2}
    bands:
      - {below: 50, percent: 3, text: 扣除当期服务费的 3%}
`;
const SHEET = `  - id: assessment-score
    code: KP
    name: 考核评分表
    every: { unit: quarter }
    interval: service
    due: { before: period-end, workingDays: 0, time: "17:00", agreed: true }
    issueFrom: { before: period-end, workingDays: 0, time: "09:00" }
    clauses: ["5.3.5"]
    signature: full

`;

async function change(root: string, file: string, from: string, to: string): Promise<void> {
  const path = join(root, 'contract', file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

const plain = await open(await makeWorkspace());
const root = await makeWorkspace();
await change(root, 'contract.yaml', 'penalties: []\n', SCHEME);
await change(root, 'obligations.yaml', '  - id: compliance-statement', `${SHEET}  - id: compliance-statement`);
const session = await open(root);

it('is a reason of the verdict, and a figure', async () => {
  const { verdict, figures } = await status(session, NOW);
  const reason = verdict.reasons.find(({ text }) => text.includes('季度考核'))?.text ?? '';
  const [, taken = '0'] = /扣分 (\d+) 分/.exec(reason) ?? [];
  expect(Number(taken)).toBeGreaterThan(0);
  expect(reason).toContain(`得 ${50 - Number(taken)} 分；低于 50 分：扣除当期服务费的 3%`);
  expect(figures.find(({ id }) => id === 'score.quarter.deducted')?.value).toBe(Number(taken));
});

it('is nowhere where the contract has no scheme', async () => {
  const { verdict, figures } = await status(plain, NOW);
  expect(JSON.stringify([verdict, figures])).not.toMatch(/考核|score\./);
});
