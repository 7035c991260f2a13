/** What follows from the records is made again after a restore that lost it or brought an older copy. */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { rebuildState } from '../../../src/pipeline/run/rebuild.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { DAY, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const NOW = `${DAY}T12:00:00+08:00`;

const session = await open(await makeWorkspace());
const state = join(session.workspace.root, 'state', 'withdrawn.json');
for (const text of ['甲', '乙', '丙']) await note(session, noteDraft(`${DAY}T10:00:00+08:00`, text));
for (const record of ['JS-20261124-001', 'JS-20261124-002'])
  await withdraw(session, { record, reason: '重复', by: '驻点运维工程师', now: NOW });

const ids = () => session.workspace.records.ids('note');

test('nothing is done while it is as it must be', async () => {
  const head = await session.workspace.git.head();
  expect(await rebuildState(session, NOW)).toEqual([]);
  expect(await session.workspace.git.head()).toBe(head);
});

test.each([
  ['lost', () => rm(state), '列出 0 条'],
  ['older', () => writeFile(state, '{"schema":1,"ids":["JS-20261124-001"]}'), '列出 1 条'],
  ['newer than the records', () => writeFile(state, '{"schema":1,"ids":["JS-20261124-003"]}'), '列出 1 条'],
  ['garbage', () => writeFile(state, '\0'), '无法读取'],
])('a list that is %s is made from the records, and said', async (_what, damage, said) => {
  await damage();
  const [line = ''] = await rebuildState(session, NOW);
  expect(line).toContain(said);
  expect(line).toContain('已按记录重建，2 条');
  expect(await ids()).toEqual(['JS-20261124-003']);
  expect((await verify(session)).problems).toEqual([]);
  expect(execFileSync('git', ['-C', session.workspace.root, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('');
});
