/** Attachments that are kept sealed (密封), and opened by who has their keys. */

import { UserError } from '../contract/error.ts';
import type { Attachment } from '../records/record.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { sha256 } from './digest.ts';
import { readCheckpoint, readFrom } from './log/log-folder.ts';
import { keepKey, keyOf, SEALED_TYPE, seal, sealedFolder, unseal } from './sealed.ts';

/** Name of the workspace's log, after which the folder of its keys is called. @throws UserError when it has none yet */
async function logName(root: string): Promise<string> {
  const head = await readCheckpoint(readFrom(root));
  if (head !== undefined && !('fault' in head)) return head.checkpoint.origin;
  throw new UserError('工作区还没有存证日志，不能密封', { hint: '先执行 opsledger log sign' });
}

/** A file that is attached: its bytes and what the record says of it. */
interface Attached {
  bytes: Uint8Array;
  attachment: Attachment;
}

/** The attachment as it is kept, its key on the disk before. @throws UserError when the workspace has no log yet */
export async function sealedAttachment<T extends Attached>(root: string, one: T): Promise<T> {
  const { sealed, key } = seal(one.bytes);
  const digest = sha256(sealed);
  // What it shows is sealed with it.
  const { likeness: _pattern, letters: _letters, ...said } = one.attachment;
  await keepKey(await logName(root), digest, key);
  return {
    ...one,
    bytes: sealed,
    attachment: { ...said, sha256: digest, size: sealed.length, type: SEALED_TYPE },
  };
}

/**
 * What was sealed. @param wanted name of the attachment, or the beginning of its checksum
 * @throws UserError when there is no such attachment, its key is not here, or its content was destroyed
 */
export async function openSealed(
  { root, records, evidence }: Pick<Workspace, 'root' | 'records' | 'evidence'>,
  id: string,
  wanted: string,
): Promise<{ bytes: Buffer; name: string }> {
  const stored = await records.onFile(id);
  const all = (stored?.record.attachments ?? []).filter(({ type }) => type === SEALED_TYPE);
  const [one, ...more] = all.filter(({ name, sha256: own }) => name === wanted || own.startsWith(wanted.toLowerCase()));
  if (one === undefined || more.length > 0)
    throw new UserError(one === undefined ? '没有这个密封的附件' : '不知道是哪一个附件', {
      found: `${id} ${wanted}`,
      expected: all.map(({ name, sha256: own }) => `${name}（${own.slice(0, 12)}）`).join('、') || '密封的附件',
    });
  const origin = await logName(root);
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
