/** What is committed becomes entries, the key's holder signs, and nothing is signed that does not continue what was. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treeHash, verifyEd25519 } from '../../../src/archive/log/digests.ts';
import { type LogEntry, parseEntry } from '../../../src/archive/log/entry.ts';
import { keyFolder } from '../../../src/archive/log/keys.ts';
import { filesOfLog, type LogFiles, readFrom, readLog } from '../../../src/archive/log/log-folder.ts';
import { logState } from '../../../src/archive/log/pending.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { signRound } from '../../../src/pipeline/log/round.ts';
import { showLog } from '../../../src/pipeline/log/show.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { toHex } from '../../../src/proof/bytes.ts';
import { parseCheckpoint } from '../../../src/proof/checkpoint.ts';
import { noteVerifier, openNote, parseKey } from '../../../src/proof/note.ts';
import { verifyInclusion } from '../../../src/proof/proofs.ts';
import { parseProof } from '../../../src/proof/tlog-proof.ts';
import { leafHash } from '../../../src/proof/tree.ts';
import { DAY, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';
import { asProgram, at, CHECKPOINT, copyOf, FOLDER, signedWorkspace, verified } from './_signed.ts';

const signed = await signedWorkspace();

async function logOf(root: string): Promise<LogFiles & { parsed: LogEntry[] }> {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) throw new Error('no log');
  return { ...log, parsed: log.entries.map(parseEntry).filter((one) => one !== undefined) };
}
const originOf = async (root: string) => (await logOf(root)).checkpoint.origin;

describe('the entries', () => {
  it('are of what was committed, in the order of commits, each signing ended by the head that it accepts', async () => {
    const { parsed } = await logOf(signed.root);
    const told = parsed.map((entry) => `${entry.type} ${'path' in entry ? entry.path : ''}`.trim());
    expect(told[0]).toBe('KEY-ROTATE');
    const heads = told.flatMap((one, n) => (one === 'HEAD' ? [n] : []));
    expect(heads).toHaveLength(3);
    expect(told.slice(1, heads[0]).every((one) => one.startsWith('CONTRACT contract/'))).toBe(true);
    const second = told.slice((heads[0] ?? 0) + 1, heads[1]);
    expect(second).toContain('RECORD records/note/2026/11/JS-20261124-001.yaml');
    expect(second).toContain(`ISSUE ${FOLDER}`);
    expect(second.filter((one) => one.startsWith('RECORD evidence/'))).toHaveLength(1);
    expect(told.slice((heads[1] ?? 0) + 1)).toEqual([
      'CORRECT records/note/2026/11/JS-20261124-001.yaml',
      'SIGNOFF records/signoff/2026/11/QS-20261124-001.yaml',
      'HEAD',
    ]);
  });

  it('of records tell nothing without their salt, those of documents have the digests of the files', async () => {
    const { parsed, salts, entries } = await logOf(signed.root);
    const path = 'records/note/2026/11/JS-20261124-001.yaml';
    const index = parsed.findLastIndex((one) => 'path' in one && one.path === path);
    const bytes = await readFile(join(signed.root, path));
    const salt = salts[index] ?? new Uint8Array();
    expect(salt).toHaveLength(32);
    const digest = createHash('sha256').update(salt).update(bytes).digest('hex');
    expect(parsed[index]).toMatchObject({ type: 'CORRECT', salted: true, sha256: digest });
    const all = Buffer.concat(entries).toString('utf8');
    expect(all).not.toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(new Set(salts.map((one) => (one ? toHex(one) : '')).filter(Boolean)).size).toBe(
      salts.filter((one) => one !== undefined).length,
    );
    const issued = parsed.find((one) => one.type === 'ISSUE' && one.path === FOLDER);
    const names = (await readdir(join(signed.root, FOLDER))).sort();
    if (issued?.type !== 'ISSUE') throw new Error('no document');
    expect(issued.outputs.map((one) => one.path).sort()).toEqual(names);
    for (const { path: name, sha256, sm3 } of issued.outputs) {
      const file = await readFile(join(signed.root, FOLDER, name));
      expect(sha256).toBe(createHash('sha256').update(file).digest('hex'));
      expect(sm3).toBe(createHash('sm3').update(file).digest('hex'));
    }
    expect(issued.inputs.count).toBeGreaterThan(5);
  });

  it('of a small log are in one partial tile of each kind, and those of before are gone', async () => {
    const { checkpoint } = await logOf(signed.root);
    const files = (await filesOfLog(signed.root)).sort();
    expect(files.filter((path) => !path.startsWith('archive/log/proofs/'))).toEqual([
      CHECKPOINT,
      `archive/log/tile/0/000.p/${checkpoint.size}`,
      `archive/log/tile/entries/000.p/${checkpoint.size}`,
    ]);
    expect(asProgram(signed.root, ['status', '--porcelain'])).toBe('');
  });
});

it('what was due and not there is in the log, once, from the first signing of the next day on', async () => {
  const root = await makeWorkspace();
  await signLog(await open(root), at('08:00:00', '2026-11-23'));
  const missed = async () => (await logOf(root)).parsed.filter((one) => one.type === 'MISSED');
  expect(await missed()).toEqual([]);
  await note(await open(root), noteDraft(at('10:00:00'), '次日'));
  await signLog(await open(root), at('10:01:00'));
  const first = await missed();
  expect(first).toContainEqual(
    expect.objectContaining({ obligation: 'inspection-log', period: '2026-11-23', at: at('10:01:00') }),
  );
  for (const day of [DAY, '2026-11-25']) {
    await note(await open(root), noteDraft(at('11:00:00', day), '又一条'));
    await signLog(await open(root), at('11:01:00', day));
  }
  const told = (await missed()).map(({ obligation, period }) => `${obligation} ${period}`);
  expect(new Set(told).size).toBe(told.length);
  expect(told).toContain(`inspection-log ${DAY}`);
  expect((await verified(root)).problems).toEqual([]);
});

describe('the proof of a document', () => {
  it('proves the files on its own: entry, path to the root, signature of the key', async () => {
    const { parsed, checkpoint } = await logOf(signed.root);
    const first = parsed[0];
    const key = first?.type === 'KEY-ROTATE' ? parseKey(treeHash, first.key) : undefined;
    const proof = parseProof(
      await readFile(join(signed.root, `archive/log/proofs/HQSF-XJ-${DAY.replaceAll('-', '')}-r1.tlog-proof`), 'utf8'),
    );
    if (key === undefined || proof?.extra === undefined) throw new Error('no proof');
    const opened = openNote(proof.checkpoint, [noteVerifier(key, verifyEd25519)]);
    const head = opened.state === 'verified' ? parseCheckpoint(opened.text) : undefined;
    if (head === undefined) throw new Error('not signed');
    // Of its own signing, which the newest continues.
    expect(head.size).toBeLessThan(checkpoint.size);
    expect(verifyInclusion(treeHash, leafHash(treeHash, proof.extra), proof.index, proof.hashes, head)).toBe(true);
    const entry = parseEntry(proof.extra);
    if (entry?.type !== 'ISSUE') throw new Error('no document');
    const pdf = entry.outputs.find(({ path }) => path.endsWith('.pdf'));
    const file = await readFile(join(signed.root, entry.path, pdf?.path ?? ''));
    expect(pdf?.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  });

  it.each([
    ['another', undefined, /与存证日志不一致/],
    ['one of nothing', 'HQSF-XX-20261124-r1', /没有对应存证条目/],
  ])('%s in its place is named', async (_, number, message) => {
    const root = await copyOf(signed.root);
    const [own, ...rest] = (await filesOfLog(root)).filter((path) => path.endsWith('.tlog-proof')).sort();
    const other = number === undefined ? (rest[0] ?? '') : `archive/log/proofs/${number}.tlog-proof`;
    await writeFile(join(root, other), await readFile(join(root, own ?? '')));
    asProgram(root, ['add', '-A', '-f', 'archive/log']);
    asProgram(root, ['commit', '-q', '-m', '存证：1 条']);
    expect((await verified(root)).problems).toEqual([
      { path: other, property: '真实性', message: expect.stringMatching(message) },
    ]);
  });
});

describe('signing', () => {
  it('again adds nothing; what is committed since then is 待签 until it is signed', async () => {
    const root = await makeWorkspace();
    const session = await open(root);
    expect(await logState(session.workspace)).toBeNull();
    const first = await signLog(session, at('08:00:00'));
    expect(await signLog(session, at('08:01:00'))).toEqual({ ...first, added: 0 });
    const shown = async () => statusLines(await status(session, at('10:01:00'))).filter((one) => one.includes('待签'));
    expect(await shown()).toEqual([]);
    await note(session, noteDraft(at('10:00:00'), '清理'));
    expect(await logState(session.workspace)).toMatchObject({ size: first.size, pending: 1 });
    expect(await shown()).toEqual(['存证　　待签 1 条，由持有密钥的机器下一轮签名']);
    expect(await verified(root)).toMatchObject({
      ok: true,
      notes: expect.arrayContaining([expect.stringContaining('待签 1 条')]),
    });
    expect(await signRound(session, at('10:02:00'))).toEqual({ problems: [] });
    expect(await logState(session.workspace)).toMatchObject({ size: first.size + 2, pending: 0 });
    const { short, checkpoint } = await showLog(session);
    expect(short).toMatch(/^\d+ 条 [0-9a-f]{4}(?:·[0-9a-f]{4}){7}$/);
    expect(checkpoint).toContain(`\n${first.size + 2}\n`);
  });

  it('keeps the key outside the workspace, for its owner alone', async () => {
    const folder = keyFolder(await originOf(signed.root));
    expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const secret = await readFile(join(folder, 'key'), 'utf8');
    expect(secret).toMatch(/^PRIVATE\+KEY\+opsledger\/[0-9a-f]{12}\+/);
  });

  it('is refused for a copy, which can be verified, and goes on where the workspace was moved to', async () => {
    const root = await makeWorkspace();
    await signLog(await open(root), at('08:00:00'));
    const copy = await copyOf(root);
    await note(await open(copy), noteDraft(at('10:00:00'), '副本'));
    const { problems, aside } = await signRound(await open(copy), at('10:01:00'));
    expect({ problems, aside }).toEqual({ problems: [], aside: expect.stringContaining('此工作区是副本') });
    expect((await verified(copy)).ok).toBe(true);
    await rm(root, { recursive: true });
    expect((await signLog(await open(copy), at('10:02:00'))).added).toBe(2);
    // What comes to stand where it stood is another log, and takes no key away.
    asProgram(copy, ['clone', '-q', '.', root]);
    asProgram(root, ['reset', '-q', '--hard', asProgram(root, ['rev-list', '--max-parents=0', 'HEAD'])]);
    const other = await signLog(await open(root), at('10:03:00'));
    expect(other.origin).not.toBe(await originOf(copy));
    await note(await open(copy), noteDraft(at('10:04:00'), '仍可签名'));
    expect((await signLog(await open(copy), at('10:05:00'))).added).toBe(2);
  });

  it('is refused without the key; with a new one after its loss the log goes on, and says so', async () => {
    const root = await makeWorkspace();
    await signLog(await open(root), at('08:00:00'));
    const folder = keyFolder(await originOf(root));
    await rename(folder, `${folder}-away`);
    await note(await open(root), noteDraft(at('10:00:00'), '恢复之后'));
    await expect(signLog(await open(root), at('10:01:00'))).rejects.toThrow('本机没有存证日志的签名密钥');
    expect((await verified(root)).ok).toBe(true);
    const rotation = { by: '项目经理', reason: '服务器损坏', lost: true };
    expect((await signLog(await open(root), at('10:02:00'), rotation)).added).toBe(3);
    const result = await verified(root);
    expect(result.problems).toEqual([]);
    expect(result.notes.filter((one) => one.startsWith('存证密钥'))).toEqual([
      expect.stringMatching(/项目经理，服务器损坏（前一密钥已遗失/),
    ]);
  });

  it('by a new key while the old one is there bears both signatures, and either alone is not enough', async () => {
    const root = await makeWorkspace();
    await signLog(await open(root), at('08:00:00'));
    await signLog(await open(root), at('09:00:00'), { by: '项目经理', reason: '换服务器', lost: false });
    const text = await readFile(join(root, CHECKPOINT), 'utf8');
    expect(text.match(/^— /gm)).toHaveLength(2);
    expect((await verified(root)).problems).toEqual([]);
    await note(await open(root), noteDraft(at('10:00:00'), '之后'));
    await signLog(await open(root), at('10:01:00'));
    expect((await readFile(join(root, CHECKPOINT), 'utf8')).match(/^— /gm)).toHaveLength(1);
    expect((await verified(root)).problems).toEqual([]);
  });

  it('is refused after a roll-back and after a rewriting, by what the machine remembers', async () => {
    const root = await makeWorkspace();
    const session = await open(root);
    await signLog(session, at('08:00:00'));
    await note(session, noteDraft(at('10:00:00'), '将被撤回'));
    await signLog(session, at('10:01:00'));
    asProgram(root, ['reset', '--hard', '-q', 'HEAD~2']);
    await expect(signLog(await open(root), at('10:02:00'))).rejects.toThrow('换回旧版');
    expect((await verified(root)).problems).toEqual([
      {
        path: CHECKPOINT,
        property: '真实性',
        message: expect.stringMatching(/本机签过的校验点有 \d+ 条，现在只有 \d+ 条/),
      },
    ]);
    const away = asProgram(root, ['rev-list', '--max-parents=0', 'HEAD']);
    asProgram(root, ['reset', '--hard', '-q', away]);
    expect((await verified(root)).problems).toContainEqual({
      path: CHECKPOINT,
      property: '完整性',
      message: expect.stringContaining('本机为此工作区签过存证日志'),
    });
    await expect(signLog(await open(root), at('10:03:00'))).rejects.toThrow('现在工作区中没有');
  });

  it('goes on with a key that was not put in its place before the machine stopped', async () => {
    const root = await makeWorkspace();
    await signLog(await open(root), at('08:00:00'));
    const folder = keyFolder(await originOf(root));
    await rename(join(folder, 'key'), join(folder, 'key-new'));
    await rm(join(folder, 'checkpoint'));
    await note(await open(root), noteDraft(at('10:00:00'), '之后'));
    expect((await signLog(await open(root), at('10:01:00'))).added).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(['checkpoint', 'key', 'workspace']);
  });

  it('says where the key could not be kept, and has changed nothing', async () => {
    const root = await makeWorkspace();
    const before = asProgram(root, ['rev-parse', 'HEAD']);
    const given = process.env['XDG_DATA_HOME'];
    // There, and takes nothing.
    process.env['XDG_DATA_HOME'] = '/proc';
    try {
      await expect(signLog(await open(root), at('08:00:00'))).rejects.toThrow(/\/proc\/opsledger[\s\S]*XDG_DATA_HOME/);
      expect((await signRound(await open(root), at('08:00:00'))).problems).toHaveLength(1);
    } finally {
      process.env['XDG_DATA_HOME'] = given;
    }
    expect(asProgram(root, ['rev-parse', 'HEAD'])).toBe(before);
  });

  it('an unreadable key is a fault of the machine and ends no round', async () => {
    const root = await makeWorkspace();
    await signLog(await open(root), at('08:00:00'));
    const key = join(keyFolder(await originOf(root)), 'key');
    await writeFile(key, (await readFile(key, 'utf8')).replace(/.{6}\n$/, 'AAAAA=\n'));
    await note(await open(root), noteDraft(at('10:00:00'), '之后'));
    expect(await signRound(await open(root), at('10:01:00'))).toEqual({
      problems: [{ path: CHECKPOINT, message: expect.stringContaining('签名密钥已损坏') }],
    });
  });
});

it('merges and hand edits are in the log as any commit is: each file once, whatever branch it came by', async () => {
  const root = await makeWorkspace();
  await signLog(await open(root), at('08:00:00'));
  await note(await open(root), noteDraft(at('10:00:00'), '主线'));
  asProgram(root, ['checkout', '-q', '-b', 'side', 'HEAD~1']);
  await note(await open(root), noteDraft(at('10:00:00', '2026-11-23'), '支线'));
  asProgram(root, ['checkout', '-q', 'main']);
  asProgram(root, ['merge', '-q', '--no-edit', 'side']);
  expect((await signLog(await open(root), at('11:00:00'))).added).toBe(3);
  const { parsed } = await logOf(root);
  expect(parsed.slice(-3).map(({ type }) => type)).toEqual(['RECORD', 'RECORD', 'HEAD']);
  expect((await verified(root)).problems).toEqual([]);
  // A date that no calendar holds stops nothing.
  await writeFile(join(root, 'contract/papers-note.txt'), '备查');
  asProgram(root, ['add', 'contract']);
  asProgram(root, ['commit', '-q', '-m', '手工修改'], { GIT_AUTHOR_DATE: '@999999999999 +0000' });
  await signLog(await open(root), at('11:30:00'));
  expect((await logOf(root)).parsed.findLast((one) => one.type === 'CONTRACT')?.at).toBe('1970-01-01T08:00:00+08:00');
  // A merge that throws away what one side wrote tells nobody.
  asProgram(root, ['checkout', '-q', '-b', 'other', 'HEAD']);
  await note(await open(root), noteDraft(at('12:00:00'), '将被丢弃'));
  asProgram(root, ['checkout', '-q', 'main']);
  await note(await open(root), noteDraft(at('12:00:00', '2026-11-25'), '留下'));
  asProgram(root, ['merge', '-q', '--no-edit', '-s', 'ours', 'other']);
  await signLog(await open(root), at('13:00:00'));
  expect((await verified(root)).problems).toEqual([
    {
      path: `records/note/2026/11/JS-${DAY.replaceAll('-', '')}-002.yaml`,
      property: '完整性',
      message: expect.stringContaining('合并时被丢弃'),
    },
  ]);
});
