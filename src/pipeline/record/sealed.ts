/** Attachments that are kept sealed (密封), and opened by who has their keys. */
import { writeFile } from 'node:fs/promises';
import { sha256 } from '../../archive/digest.ts';
import { readCheckpoint, readFrom } from '../../archive/log/files.ts';
import { keepKey, keyOf, SEALED_TYPE, seal, sealedFolder, unseal } from '../../archive/sealed.ts';
import { UserError } from '../../contract/error.ts';
import { environmentError } from '../../workspace/disk/faults.ts';
import type { Session } from '../session.ts';
import type { ReadAttachment } from './attachment.ts';

/** Name of the workspace's log, after which the folder of its keys is called. @throws UserError when it has none yet */
export async function logName({ workspace: { root } }: Session): Promise<string> {
  const head = await readCheckpoint(readFrom(root));
  if (head !== undefined && !('fault' in head)) return head.checkpoint.origin;
  throw new UserError('工作区还没有存证日志，不能密封', { hint: '先执行 opsledger log sign' });
}

/** The attachment as it is kept, its key on the disk before. */
export async function sealedAttachment(
  session: Session,
  { bytes, attachment, notice }: ReadAttachment,
): Promise<ReadAttachment> {
  const { sealed, key } = seal(bytes);
  const digest = sha256(sealed);
  await keepKey(await logName(session), digest, key);
  return {
    bytes: sealed,
    notice,
    attachment: { ...attachment, sha256: digest, size: sealed.length, type: SEALED_TYPE },
  };
}

/**
 * What was sealed. @param wanted name of the attachment, or the beginning of its checksum
 * @throws UserError when there is no such attachment, its key is not here, or its content was destroyed
 */
export async function openSealed(
  session: Session,
  id: string,
  wanted: string,
): Promise<{ bytes: Buffer; name: string }> {
  const { records, evidence } = session.workspace;
  const stored = await records.onFile(id);
  const all = (stored?.record.attachments ?? []).filter(({ type }) => type === SEALED_TYPE);
  const [one, ...more] = all.filter(({ name, sha256: own }) => name === wanted || own.startsWith(wanted.toLowerCase()));
  if (one === undefined || more.length > 0)
    throw new UserError(one === undefined ? '没有这个密封的附件' : '不知道是哪一个附件', {
      found: `${id} ${wanted}`,
      expected: all.map(({ name, sha256: own }) => `${name}（${own.slice(0, 12)}）`).join('、') || '密封的附件',
    });
  const origin = await logName(session);
  const key = await keyOf(origin, one.sha256);
  if (key === undefined)
    throw new UserError('本机没有这个附件的密钥', {
      found: one.sha256,
      hint: `已依规清除的，谁也不能再打开；换了机器的，从备份恢复 ${sealedFolder(origin)}`,
    });
  const bytes = unseal(await evidence.getEvidence(one.sha256), key);
  if (bytes !== undefined) return { bytes, name: one.name };
  throw new UserError('密钥打不开这个附件', {
    found: one.sha256,
    hint: `密钥文件被改动：从备份恢复 ${sealedFolder(origin)}`,
  });
}

/** Writes it to a new file that only this user may read. @param file absolute @returns its bytes */
export async function saveUnsealed(session: Session, id: string, wanted: string, file: string): Promise<number> {
  const { bytes } = await openSealed(session, id, wanted);
  try {
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw environmentError(error, file);
  }
  return bytes.length;
}
