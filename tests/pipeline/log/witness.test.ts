/** A witness cosigns what continues what they saw, and nothing else; what they answer is kept, and holds the log to it. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { COSIGNED } from '../../../src/archive/log/cosigned.ts';
import { askWitness, keepCosigned } from '../../../src/pipeline/log/ask.ts';
import { showLog } from '../../../src/pipeline/log/show.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { type Cosigned, cosignFile } from '../../../src/pipeline/log/witness.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { addCheckpointText, parseAddCheckpoint } from '../../../src/proof/add-checkpoint.ts';
import { toBase64 } from '../../../src/proof/bytes.ts';
import { note, noteDraft, open } from '../_workspace.ts';
import { asProgram, at, copyOf, signedWorkspace, verified } from './_signed.ts';

let session: Session;
/** Of the purchaser, who has nothing of the supplier's. */
let theirs: string;
const own = process.env['XDG_DATA_HOME'];
const { root } = await signedWorkspace();
beforeEach(async () => {
  session = await open(root);
  theirs = await mkdtemp(join(tmpdir(), 'opsledger-witness-'));
  return async () => {
    await session.close();
    await rm(theirs, { recursive: true, force: true });
  };
});

/** Does something on the purchaser's machine. */
async function there<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = theirs;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['XDG_DATA_HOME'];
    else process.env['XDG_DATA_HOME'] = before;
  }
}

const cosigning = (text: string, more: { logKey?: string } = {}): Promise<Cosigned> =>
  there(() => cosignFile({ text, shown: '请求联署.txt', now: at('18:30:00'), name: 'xxj-xxzx', ...more }));
const asked = async (from?: number) => (await askWitness(session, from)).text;
const logKey = async () => (await showLog(session)).key;

async function grow(): Promise<void> {
  await note(session, noteDraft(at('18:45:00'), '又一条'));
  await signLog(session, at('19:00:00'));
}

describe('a witness', () => {
  it('cosigns the first checkpoint by the key that was compared, and each that continues it', async () => {
    await expect(cosigning(await asked(0))).rejects.toThrow(/没有写明它的公钥/);
    const first = await cosigning(await asked(0), { logKey: await logKey() });
    expect(first.before).toBeNull();
    expect(first.note.match(/^— /gmu)).toHaveLength(2);
    await grow();
    await expect(cosigning(await asked(0))).rejects.toThrow(`--from ${first.size}`);
    const second = await cosigning(await asked(first.size));
    expect([second.before, second.size > first.size]).toEqual([first.size, true]);
    // The same once more: nothing is new, and nothing is wrong.
    expect((await cosigning(await asked(second.size))).size).toBe(second.size);
  });

  it('refuses a log that lost entries, one of another history, and one that another key signed', async () => {
    await cosigning(await asked(0), { logKey: await logKey() });
    const old = await asked(0);
    await grow();
    const newest = await askWitness(session);
    const { size } = await cosigning((await askWitness(session, await sizeOf(old))).text);
    await expect(cosigning(old)).rejects.toThrow(/工作区被换回旧版/);
    const asks = parseAddCheckpoint(newest.text);
    const checkpoint = (asks?.checkpoint ?? '').replace(
      /\n[A-Za-z0-9+/]{43}=\n\n/,
      `\n${toBase64(new Uint8Array(32))}\n\n`,
    );
    const other = addCheckpointText({ old: size, proof: [], checkpoint });
    await expect(cosigning(other)).rejects.toThrow(/没有该存证日志密钥的有效签名/);
  });

  it('does not take a memory that cannot be read for one of nothing', async () => {
    const { origin } = await cosigning(await asked(0), { logKey: await logKey() });
    await writeFile(join(theirs, 'opsledger', 'witness', origin.replace('/', '-'), 'checkpoint'), 'x');
    await expect(cosigning(await asked(0))).rejects.toThrow(/记住的存证校验点已损坏/);
  });

  it.each([['x'], ['old 0\n\nx'], ['']])('refuses what is no question: %j', async (text) => {
    await expect(cosigning(text)).rejects.toThrow(/不是请求联署的文件/);
  });
});

const sizeOf = async (text: string): Promise<number> => Number(/\n\n[^\n]+\n(\d+)\n/.exec(text)?.[1]);

it('an answer is kept by the key of the witness, told by verification, and names a log that was put back', async () => {
  const before = await copyOf(root);
  await grow();
  const made = await cosigning(await asked(0), { logKey: await logKey() });
  const given = { text: made.note, shown: '联署', now: at('19:30:00') };
  await expect(keepCosigned(session, given)).rejects.toThrow(/以 --key 写明/);
  expect(await keepCosigned(session, { ...given, key: made.key })).toMatchObject({
    name: 'xxj-xxzx',
    size: made.size,
  });
  const told = await verified(root);
  expect([told.problems, told.notes]).toEqual([
    [],
    expect.arrayContaining([expect.stringMatching(new RegExp(`^联署：xxj-xxzx .* 见证到 ${made.size} 条$`))]),
  ]);
  // Without it being said: from where the witness was last.
  expect((await askWitness(session)).old).toBe(made.size);
  await cp(join(root, COSIGNED), join(before, COSIGNED), { recursive: true });
  asProgram(before, ['add', '-A']);
  asProgram(before, ['commit', '-qm', '存证']);
  const [note] = (await readdir(join(before, COSIGNED))).filter((name) => name.endsWith('.note'));
  expect((await verified(before)).problems).toContainEqual(
    expect.objectContaining({
      path: `${COSIGNED}${note}`,
      message: expect.stringMatching(/不连续：.*换回旧版/),
    }),
  );
  const path = join(root, COSIGNED, note ?? '');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/— xxj-xxzx ./u, '— xxj-xxzx B'));
  expect((await verified(root)).ok).toBe(false);
});

it('leaves the keys of the supplier alone', () => expect(process.env['XDG_DATA_HOME']).toBe(own));
