/** A sealed attachment is read by its key alone; to erase it is to destroy the key, and the history stays as it is. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSealed, SEALED_TYPE, seal, sealedFolder, unseal } from '../../../src/archive/sealed.ts';
import { openSealed } from '../../../src/archive/sealed-attachments.ts';
import { sealedKeys } from '../../../src/pipeline/doctor/sealed.ts';
import { erase } from '../../../src/pipeline/erase/erase.ts';
import { saveUnsealed } from '../../../src/pipeline/erase/unseal.ts';
import { showLog } from '../../../src/pipeline/log/show.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { photoPng } from '../../support/scans.ts';
import { newFolder, open } from '../_workspace.ts';
import { asProgram, at, verified } from '../log/_signed.ts';
import { fresh, holds, request, withSensitive } from './_sensitive.ts';

withSensitive();

const FACE = '人脸特征零零七';
const PICTURE = Buffer.concat([photoPng(), Buffer.from(FACE.repeat(100), 'utf8')]);
const RECORD = 'JS-20261124-002';

async function withSealed(): Promise<{ root: string; sha256: string; folder: string }> {
  const root = await fresh();
  const file = join(await newFolder(), '人脸.png');
  await writeFile(file, PICTURE);
  const session = await open(root);
  await attach(session, {
    record: RECORD,
    files: [file],
    subject: '登记照',
    takenAt: at('10:00:00'),
    now: at('17:20:00'),
    sealed: true,
  });
  await signLog(await open(root), at('17:21:00'));
  const stored = await (await open(root)).workspace.records.get(RECORD);
  const one = stored?.record.attachments?.find(({ type }) => type === SEALED_TYPE);
  const { origin } = await showLog(await open(root));
  return { root, sha256: one?.sha256 ?? '', folder: sealedFolder(origin) };
}

describe('a sealed attachment', () => {
  it('is in no file of the workspace, verified like any other, and opened by its key', async () => {
    const { root, sha256, folder } = await withSealed();
    expect(await holds(root, FACE)).toBe(false);
    expect((await verified(root)).problems).toEqual([]);
    expect((await stat(join(folder, sha256))).mode & 0o077).toBe(0);
    const session = await open(root);
    expect((await openSealed(session.workspace, RECORD, '人脸.png')).bytes.equals(PICTURE)).toBe(true);
    const file = join(await newFolder(), '人脸.png');
    await saveUnsealed(session, RECORD, sha256.slice(0, 12), file);
    expect((await readFile(file)).equals(PICTURE)).toBe(true);
    await expect(saveUnsealed(session, RECORD, '人脸.png', file)).rejects.toThrow();
    await expect(openSealed(session.workspace, RECORD, '证件.png')).rejects.toThrow('没有这个密封的附件');
    expect(await sealedKeys(root)).toMatchObject({ count: 1, lost: [] });
    await writeFile(join(folder, sha256), 'x');
    expect(await sealedKeys(root)).toMatchObject({ lost: [`${RECORD} 人脸.png`] });
    await expect(openSealed(session.workspace, RECORD, '人脸.png')).rejects.toThrow('密钥打不开');
  });

  it('is erased with its key: the history stays, and verification says so and nothing else', async () => {
    const { root, sha256, folder } = await withSealed();
    const head = asProgram(root, ['rev-parse', 'HEAD']);
    const done = await erase(await open(root), request([sha256], { documents: 'keep' }));
    expect(done.commits).toBe(0);
    expect(asProgram(root, ['merge-base', '--is-ancestor', head, 'HEAD'])).toBe('');
    expect(await readdir(folder)).toEqual([]);
    const { problems, notes } = await verified(root);
    expect(problems).toEqual([]);
    expect(notes.some((one) => one.startsWith('已依规清除 evidence/'))).toBe(true);
    await expect(openSealed((await open(root)).workspace, RECORD, sha256)).rejects.toThrow('本机没有这个附件的密钥');
    await expect(erase(await open(root), request([sha256]))).rejects.toThrow('没有可以清除的内容');
    expect(await sealedKeys(root)).toBeNull();
  });
});

it('sealing gives back what was sealed to its key, and nothing to another or when a bit was changed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(), (bytes, n) => {
      const { sealed, key } = seal(bytes);
      expect(isSealed(sealed)).toBe(true);
      expect(unseal(sealed, key)?.equals(Buffer.from(bytes))).toBe(true);
      expect(unseal(sealed, seal(bytes).key)).toBeUndefined();
      const at = n % sealed.length;
      sealed[at] = (sealed[at] ?? 0) ^ 1;
      expect(unseal(sealed, key)).toBeUndefined();
    }),
  );
});
