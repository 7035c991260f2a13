/** The history of all records at once is that of each by itself, and past the program is told, too. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordHistories, recordHistory } from '../../../src/pipeline/log/record-history.ts';
import { loadKind } from '../../../src/pipeline/units.ts';
import { DAY, git, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

it('walks the history once for all of them', async () => {
  const root = await makeWorkspace();
  const session = await open(root);
  await inspect(session, `${DAY}T09:00:00+08:00`);
  const plain = await note(session, noteDraft(`${DAY}T10:00:00+08:00`, '没有再改'));
  const edited = await note(session, noteDraft(`${DAY}T11:00:00+08:00`, '后来被改'));
  const file = join(root, edited);
  await writeFile(file, (await readFile(file, 'utf8')).replace('后来被改', '改过了'));
  const who = ['-c', 'user.name=someone', '-c', 'user.email=someone@example.org'];
  git(root, ...who, 'commit', '--quiet', '-am', 'by hand');

  const stored = await Promise.all(
    ['note', 'inspection'].map(async (id) => {
      const kind = await loadKind(id);
      const { files } = await session.workspace.records.list(id);
      return files.map(({ record, path }) => ({ kind, record, path }));
    }),
  );
  const histories = await recordHistories(session, stored.flat());
  expect(histories.size).toBe(3);
  for (const { record, path } of stored.flat())
    expect(
      histories.get(record.id)?.map(({ reason: _, differences: __, madeAt: ___, ...step }) => step),
      path,
    ).toEqual(await recordHistory(session, path));
  const of = (path: string) => histories.get(/[A-Z]+-\d+-\d+/.exec(path)?.[0] ?? '');
  expect(of(plain)).toMatchObject([{ what: '登记' }]);
  expect(of(edited)).toMatchObject([
    { what: '登记' },
    {
      ...{ way: '直接写入版本库（someone）', what: expect.stringContaining('没有写明原因'), reason: '' },
      differences: [{ label: '内容', kind: 'changed', before: '后来被改', after: '改过了' }],
    },
  ]);
});
