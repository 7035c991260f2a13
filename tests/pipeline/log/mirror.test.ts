/** From a bare mirror and nothing else: a new machine has the same site and verifies all of it; it signs once both sides agreed to a new key. */
import { execFileSync } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signRound } from '../../../src/pipeline/log/round.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { newFolder, note, noteDraft, open } from '../_workspace.ts';
import { at, CHECKPOINT, signedWorkspace, verified } from './_signed.ts';

const NOW = at('18:00:00');

const signed = await signedWorkspace();
const folder = await newFolder();
const clone = (from: string, to: string, ...options: string[]) =>
  execFileSync('git', ['clone', '-q', '--no-hardlinks', ...options, from, to]);
clone(signed.root, join(folder, 'mirror.git'), '--mirror');
const restored = join(folder, 'w');
clone(join(folder, 'mirror.git'), restored);
// Which decides nothing but how long it takes.
await cp(join(signed.root, '.opsledger/cache'), join(restored, '.opsledger/cache'), { recursive: true });

/** Does something on a machine that holds no keys. */
async function elsewhere<T>(work: () => Promise<T>): Promise<T> {
  const own = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = await newFolder();
  try {
    return await work();
  } finally {
    if (own === undefined) delete process.env['XDG_DATA_HOME'];
    else process.env['XDG_DATA_HOME'] = own;
  }
}

it('verifies, to the last entry, and continues every checkpoint that somebody kept', async () => {
  const claims = signed.checkpoints.map((text) => ({ text, shown: '留存的校验点' }));
  const { ok, problems, notes, checked } = await elsewhere(() => verified(restored, { claims, deep: true, sm3: true }));
  expect([ok, problems]).toEqual([true, []]);
  expect(checked).toEqual((await verified(signed.root)).checked);
  expect(notes.filter((line) => line.startsWith('给出的校验点'))).toHaveLength(signed.checkpoints.length);
});

it('has the same site', async () => {
  const of = async (root: string) => {
    const { model, files } = await siteContent(await open(root), NOW);
    return { model, files: files.map(({ url }) => url).toSorted() };
  };
  expect(await elsewhere(() => of(restored))).toEqual(await of(signed.root));
});

it('does not sign without the key, and goes on with a new one that both sides agreed to', async () => {
  await elsewhere(async () => {
    await note(await open(restored), noteDraft(at('19:00:00'), '恢复之后'));
    const before = await readFile(join(restored, CHECKPOINT), 'utf8');
    const { problems, aside } = await signRound(await open(restored), at('19:01:00'));
    expect([problems, aside]).toEqual([[], expect.stringContaining('没有存证日志的签名密钥')]);
    expect(await readFile(join(restored, CHECKPOINT), 'utf8')).toBe(before);
    const rotation = { by: '甲', reason: '服务器损坏', lost: true };
    expect((await signLog(await open(restored), at('19:02:00'), rotation)).added).toBeGreaterThan(1);
    const claims = signed.checkpoints.map((text) => ({ text, shown: '留存的校验点' }));
    const after = await verified(restored, { claims });
    expect([after.ok, after.problems]).toEqual([true, []]);
    expect(after.notes).toContainEqual(expect.stringMatching(/^存证密钥自第 \d+ 条起更换.*服务器损坏.*已遗失/));
  });
});
