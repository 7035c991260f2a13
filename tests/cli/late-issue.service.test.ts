/** What the commands say, and how they end, when a document is late, sent back, or cannot be issued. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dateOf, toDate, toText } from '../../src/contract/time.ts';
import { asDemo } from '../support/as-demo.ts';
import { tempFolder } from '../support/at-end.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { fillIn } from '../support/fill-in.ts';

const today = dateOf(toText(Temporal.Now.instant()));
/** After every holiday, the log of today is late at this time. */
const LATE = `${toDate(today).add({ days: 20 })} 12:0`;
const run = (...args: string[]) => opsledgerHere([...args, '--workspace', workspace]);
const log = ['inspection-log', today];

const folder = await tempFolder('late');
const workspace = join(folder, 'w');
await opsledgerHere(['init', workspace]);
await asDemo(workspace, toText(Temporal.Now.instant()));
await fillIn(workspace, toText(Temporal.Now.instant()));
await run('collect');

describe('a late document', () => {
  it('without a reason is issued, and the command says so', async () => {
    const { code, stderr, stdout } = await run('issue', ...log, '--at', `${LATE}0`);
    expect([code, stdout]).toEqual([1, expect.stringContaining('-r1')]);
    expect(stderr).toMatch(/注意：.*没有写补报原因.*issue --workspace \S+ inspection-log \S+ --reason 原因/);
    expect(stderr).toContain('没有观测到合同内的任何一项');
    expect(stderr).toMatch(/未经人工确认即签发：\S+-XJ-\S+-r1/);
  });

  it('takes the reason later, once, and drops none without a word', async () => {
    const told = await run('issue', ...log, '--reason', '断电', '--at', `${LATE}1`);
    expect([told.code, told.stdout]).toEqual([0, expect.stringContaining('-r2')]);
    const other = await run('issue', ...log, '--reason', '别的', '--at', `${LATE}2`);
    expect([other.code, other.stdout]).toEqual([0, expect.stringContaining('未变化')]);
    expect(other.stderr).toMatch(/--reason 没有采用.*“补记补报原因：断电”/);
  });
});

it('a document sent back is listed with its reason and the command, which works', async () => {
  await run('deliver', log.join('/'), '--by', '甲', '--at', `${LATE}3`);
  await run('return', log.join('/'), '--by', '乙', '--reason', '未附照片', '--at', `${LATE}4`);
  const due = await run('due', '--at', `${LATE}5`);
  expect(due.stdout).toMatch(/退回待修订.*未附照片.*→ opsledger confirm .*inspection-log/);
  const early = await run('issue', ...log, '--at', `${LATE}5`);
  expect([early.code, early.stderr]).toEqual([2, expect.stringMatching(/须先经人确认[\s\S]*opsledger confirm/)]);
  const silent = await run('confirm', ...log, '--by', '甲', '--at', `${LATE}6`);
  expect([silent.code, silent.stderr]).toEqual([2, expect.stringMatching(/没有任何更正[\s\S]*--reason/)]);
  const answered = ['confirm', ...log, '--by', '甲', '--reason', '照片已另附', '--unfinished', '--at', `${LATE}6`];
  const { code, stdout } = await run(...answered);
  expect([code, stdout]).toEqual([0, expect.stringContaining('-r3')]);
});

it('a document that cannot be issued is confirmed, and the command says that it was not issued', async () => {
  await appendFile(join(workspace, 'contract', 'contract.yaml'), '# 数据库口令=Zx9#kkP2qq88vv\n');
  const confirmed = await run('confirm', 'personnel-filing', 'service', '--by', '甲');
  expect([confirmed.code, confirmed.stdout]).toEqual([1, expect.stringContaining('没有签发')]);
  expect(confirmed.stderr).toContain('不得外泄的信息，已拦截');
  expect(confirmed.stdout).not.toContain('到时自动签发');
  const issued = await run('issue', 'personnel-filing', 'service');
  expect([issued.code, issued.stdout]).toEqual([1, expect.not.stringContaining('没有到期待签发')]);
});
