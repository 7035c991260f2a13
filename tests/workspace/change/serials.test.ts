/** No serial number is given twice, by a process that keeps what git holds and whoever writes beside it. */
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft } from '../_starter.ts';

afterEach(cleanUp);

const add = (workspace: Workspace, text: string) =>
  workspace.change('记录工作记事', (change) => change.addRecord<NoteRecord>('note', noteDraft(text)), { at: NOW });

test('a record of its own, one of another process and one that somebody committed and removed keep their numbers', async () => {
  const terminal = await makeWorkspace();
  const { root } = terminal;
  const desk = await openWorkspace(root, { kinds, serves: true });
  const forget = (path: string) => rm(join(root, path));

  const first = await add(desk, '一');
  await forget(first.path);
  expect((await add(desk, '二')).id).toBe('JS-20261124-002');
  const third = await add(terminal, '三');
  expect(third.id).toBe('JS-20261124-003');
  await forget(third.path);
  const fourth = await add(desk, '四');
  expect(fourth.id).toBe('JS-20261124-004');
  await forget(fourth.path);
  // A commit that adds no record, and one of somebody else between two of its own.
  await desk.change('存', (change) => change.writeState('cursor', { a: 1 }), { at: NOW });
  const fifth = await add(terminal, '五');
  await forget(fifth.path);
  await desk.change('存', (change) => change.writeState('cursor', { a: 2 }), { at: NOW });
  expect((await add(desk, '六')).id).toBe('JS-20261124-006');
});

test('the history of both is one line, and what is served starts no housekeeping of git', async () => {
  const terminal = await makeWorkspace();
  execFileSync('git', ['-C', terminal.root, 'config', 'gc.auto', '1']);
  const desk = await openWorkspace(terminal.root, { kinds, serves: true });
  const loose = () =>
    Number(/^count: (\d+)/m.exec(execFileSync('git', ['-C', terminal.root, 'count-objects', '-v']).toString())?.[1]);
  const before = loose();
  for (const text of ['一', '二', '三']) await add(desk, text);
  expect(loose()).toBeGreaterThan(before);
  expect(execFileSync('git', ['-C', terminal.root, 'status', '--porcelain']).toString()).toBe('');
});
