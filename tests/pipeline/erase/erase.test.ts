/** What is erased is nowhere any more, and nothing else is wrong: history, log, documents and checks go on. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyDatabase } from '../../../src/accounts/copy.ts';
import { openDeskDatabase } from '../../../src/accounts/database.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { decideErasure } from '../../../src/pipeline/erase/decide.ts';
import { erase, pendingErasures, previewErasure } from '../../../src/pipeline/erase/erase.ts';
import { eraseRound } from '../../../src/pipeline/erase/round.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { openSession, type Session } from '../../../src/pipeline/session.ts';
import { checkNamedFiles } from '../../../src/pipeline/verify/named-file.ts';
import { sha256Of } from '../../../src/workspace/store/evidence.ts';
import { DAY, newFolder, noteDraft, open } from '../_workspace.ts';
import { asProgram, at, CHECKPOINT, verified } from '../log/_signed.ts';
import { fresh, holds, NOTE, PATH, PICTURE, request, SECRET, withSensitive } from './_sensitive.ts';

withSensitive();

const DIGEST = sha256Of(PICTURE);

/** Erased, and nothing else is told: no problem, and nothing open. */
async function expectSound(root: string): Promise<string[]> {
  const { problems, notes } = await verified(root, { deep: true });
  expect(problems).toEqual([]);
  expect(asProgram(root, ['status', '--porcelain'])).toBe('');
  return notes;
}

describe('a record', () => {
  it('is found in documents that print it, which have to be decided on, and is nowhere any more with them', async () => {
    const root = await fresh();
    expect(await holds(root, SECRET)).toBe(true);
    const before = await verified(root);
    const kept = await readFile(join(root, CHECKPOINT), 'utf8');
    const session = await open(root);
    const head = await session.workspace.git.head();
    const { printing } = await previewErasure(session, request([NOTE]));
    expect(printing.length).toBeGreaterThan(0);
    await expect(erase(session, request([NOTE]))).rejects.toThrow('已签发的文档印有要清除的内容');
    expect(await session.workspace.git.head()).toBe(head);
    expect(await pendingErasures(session)).toEqual([]);
    const { documents } = await readArchive(root);
    const [printed] = documents.filter(({ manifest }) => printing.includes(manifest.number));
    const given = join(await newFolder(), '收到的.pdf');
    await cp(join(root, printed?.folder ?? '', `${printed?.manifest.number}.pdf`), given);
    // What people typed at the desk goes from its database and the copy of that.
    const database = openDeskDatabase(root);
    const draft = database.prepare("INSERT INTO draft VALUES (?, 'a', 'note', NULL, ?, '[]', ?)");
    draft.run('1', JSON.stringify({ text: `${SECRET} 来访登记` }), at('10:00:00'));
    draft.run('2', JSON.stringify({ text: '换班' }), at('10:00:00'));
    copyDatabase(database, root);
    database.close();
    const done = await erase(session, request([NOTE, DIGEST], { documents: 'erase' }));
    expect(done).toMatchObject({ record: 'QC-20261124-001', losing: ['JS-20261124-002'], refs: [] });
    expect(done.commits).toBeGreaterThan(0);
    expect(done.unreached.join()).not.toContain('登记台');
    expect(await holds(root, SECRET)).toBe(false);
    const desk = openDeskDatabase(root);
    expect(desk.prepare('SELECT form FROM draft').all()).toEqual([{ form: '2' }]);
    desk.close();
    const { files } = await checkNamedFiles(await open(root), [given]);
    expect(files).toMatchObject([{ state: 'erased', number: printed?.manifest.number }]);
    expect(files[0]?.sentence.text).toContain(
      '其内容已依规清除（2026-11-24 18:00 经 采购人负责人 批准清除：误录身份证号）',
    );
    const notes = await expectSound(root);
    expect(notes).toContain(
      `已依规清除 ${PATH}：2026-11-24 18:00 采购人负责人 批准，误录身份证号（清除记录 QC-20261124-001）`,
    );
    const after = await verified(root, { claims: [{ text: kept, shown: '从前的校验点' }] });
    expect(after.problems).toEqual([]);
    expect(after.checked.documents).toBe(before.checked.documents);
  });

  it('leaves an empty one that is 作废, and what later periods count goes on', async () => {
    const root = await fresh();
    await erase(await open(root), request([NOTE], { documents: 'keep' }));
    // Documents that rest on it cannot be made again, which is no forgery.
    const again = await verified(root, { rerender: true });
    expect(again.problems).toEqual([]);
    expect(again.notes.find((one) => one.startsWith('所依据的内容已依规清除，不能重新排版'))).toBeDefined();
    const { withdrawn } = await (await open(root)).workspace.records.list('note');
    expect(withdrawn.map(({ record }) => record)).toMatchObject([
      { id: NOTE, text: '已依规清除', withdrawn: { reason: '内容已依规清除：误录身份证号' } },
    ]);
    const session = await open(root);
    await session.workspace.change('登记', (change) => change.addRecord('note', noteDraft(at('19:00:00'), '换班')), {
      at: at('19:00:00'),
    });
    const asked = { obligation: 'daily-maintenance', period: DAY, reason: '清除', now: at('19:01:00') };
    expect((await issue(session, asked)).issued).toHaveLength(1);
    await signLog(await open(root), at('19:02:00'));
    await expectSound(root);
  });
});

it('an original goes, is refused when it comes again, and a second erasure goes over the first', async () => {
  const root = await fresh();
  await mkdir(join(root, 'inbox', '已处理'), { recursive: true });
  await writeFile(join(root, 'inbox', '已处理', '证件.png'), PICTURE);
  const done = await erase(await open(root), request([DIGEST.slice(0, 16)], { documents: 'erase' }));
  expect(done.handedIn).toEqual(['inbox/已处理/证件.png']);
  const { evidence, records } = (await open(root)).workspace;
  await expect(evidence.getEvidence(DIGEST)).rejects.toThrow('内容已依规清除');
  expect((await records.get('JS-20261124-002'))?.record.attachments).toEqual([]);
  const again = (session: Session) =>
    session.workspace.change('材料', (c) => c.putEvidence(PICTURE), { at: at('18:10:00') });
  await expect(again(await open(root))).rejects.toThrow('内容已依规清除');
  await expect(erase(await open(root), request([DIGEST]))).rejects.toThrow('没有可以清除的内容');
  const first = await expectSound(root);
  const second = await erase(
    await open(root),
    request([NOTE], { documents: 'erase', now: at('18:30:00'), reason: '另一项' }),
  );
  expect(second.record).toBe('QC-20261124-002');
  expect(await holds(root, SECRET)).toBe(false);
  const notes = await expectSound(root);
  const told = (list: string[]) => list.filter((one) => one.startsWith('已依规清除'));
  expect(told(notes)).toEqual(expect.arrayContaining(told(first)));
  expect(told(notes).length).toBeGreaterThan(told(first).length);
});

describe('another file', () => {
  it('loses what it said before, and keeps what it says now', async () => {
    const root = await fresh();
    const path = 'knowledge-base/联系人.md';
    for (const text of [`# 联系人\n${SECRET}\n`, '# 联系人\n值班台\n']) {
      await writeFile(join(root, path), text);
      asProgram(root, ['add', path]);
      asProgram(root, ['commit', '-q', '-m', '手工修改']);
    }
    const session = await open(root);
    await expect(erase(session, request(['knowledge-base/联系.md']))).rejects.toThrow('没有找到要清除的内容');
    await erase(session, request([path]));
    expect(await readFile(join(root, path), 'utf8')).toContain('值班台');
    expect(asProgram(root, ['log', '-p', '--all', '--', path])).not.toContain(SECRET);
    await expect(erase(await open(root), request([path]))).rejects.toThrow('没有可以清除的内容');
  });

  it('that is none of the workspace cannot go, and who may not sign may not erase: nothing is changed', async () => {
    const root = await fresh();
    const session = await open(root);
    const head = asProgram(root, ['rev-parse', 'HEAD']);
    for (const path of ['archive/log/checkpoint', '.git/config', '../x', 'state/desk.sqlite'])
      await expect(erase(session, request([path])), path).rejects.toThrow(/不能清除|路径不在工作区内/);
    process.env['XDG_DATA_HOME'] = join(root, '..', 'none');
    await expect(erase(session, request([NOTE], { documents: 'erase' }))).rejects.toThrow('没有存证日志的签名密钥');
    expect(asProgram(root, ['rev-parse', 'HEAD'])).toBe(head);
  });
});

it('names and packs of the repository lead nowhere any more: branches move, tags, stashes and notes that hold it go', async () => {
  const root = await fresh();
  asProgram(root, ['branch', 'side']);
  asProgram(root, ['tag', '-a', 'mark', '-m', '标记']);
  asProgram(root, ['notes', 'add', '-m', `附注`, 'HEAD']);
  await writeFile(join(root, PATH), `${SECRET} 草稿`);
  asProgram(root, ['stash']);
  asProgram(root, ['repack', '-a', '-d', '-q']);
  const done = await erase(await open(root), request([NOTE, DIGEST], { documents: 'erase' }));
  expect(done.refs).toEqual(['refs/stash', 'refs/tags/mark']);
  expect(asProgram(root, ['merge-base', '--is-ancestor', 'side', 'main'])).toBe('');
  expect(await holds(root, SECRET)).toBe(false);
  await expectSound(root);
});

describe('an erasure that was interrupted', () => {
  it('after the decision: verification says so, and the next round ends it', async () => {
    const root = await fresh();
    await decideErasure(await open(root), request([NOTE], { documents: 'erase' }));
    await signLog(await open(root), at('18:01:00'));
    const { problems } = await verified(root);
    expect(problems).toMatchObject([{ path: 'records/erasure/2026/11/QC-20261124-001.yaml', property: '安全性' }]);
    expect(await eraseRound(await open(root), at('18:05:00'))).toEqual([]);
    expect(await holds(root, SECRET.concat(' 来访'))).toBe(false);
    await expectSound(root);
  });

  it('before the names moved: nothing has happened, and it can be done again', async () => {
    const root = await fresh();
    const session = await open(root);
    const broken = withGit(session, { moveRefs: () => Promise.reject(new Error('disk')) });
    await expect(erase(broken, request([NOTE], { documents: 'erase' }))).rejects.toThrow('disk');
    expect(await pendingErasures(await open(root))).toHaveLength(1);
    expect(await eraseRound(await open(root), at('18:05:00'))).toEqual([]);
    await expectSound(root);
  });

  it('after they moved: whoever opens the workspace next ends it', async () => {
    const root = await fresh();
    const session = await open(root);
    const broken = withGit(session, { purge: () => Promise.reject(new Error('disk')) });
    await expect(erase(broken, request([NOTE, DIGEST], { documents: 'erase' }))).rejects.toThrow('disk');
    expect(await holds(root, SECRET)).toBe(true);
    await (await openSession(root)).close();
    expect(await holds(root, SECRET)).toBe(false);
    await expectSound(root);
  });
});

/** The session with some of what its git does replaced. */
const withGit = (session: Session, changes: Partial<Session['workspace']['git']>): Session => ({
  ...session,
  workspace: { ...session.workspace, git: { ...session.workspace.git, ...changes } },
});
