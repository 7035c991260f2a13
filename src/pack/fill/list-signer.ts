/** Who signs the list of a pack: this machine, where it holds the key of the log and has signed nothing that the log lacks. */

import { reignsOf } from '../../archive/log/chain.ts';
import { parseEntry } from '../../archive/log/entry.ts';
import { findKeys, type SigningKey } from '../../archive/log/keys.ts';
import type { LogFiles } from '../../archive/log/log-folder.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { sameBytes } from '../../proof/bytes.ts';
import { formatNote, signature } from '../../proof/note.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { listNoteText } from '../format.ts';

/** `why`: in Chinese, why nobody signs. */
export type ListSigner = { sign(sha256: string): string } | { why: string };

const ELSEWHERE = '在签存证的机器上制作，清单才有签名；没有签名的，查验时列为问题';

export async function openListSigner(
  { root }: Pick<Workspace, 'root'>,
  log: LogFiles | undefined,
): Promise<ListSigner> {
  if (log === undefined) return { why: '没有存证日志，没有密钥可签' };
  const { origin, size } = log.checkpoint;
  const id = reignsOf(log.entries.map(parseEntry)).at(-1)?.key?.id ?? '';
  const keys = await findKeys(origin, root, id, false).catch(wordOf);
  if (typeof keys === 'string') return { why: keys };
  if (keys.state === 'none') return { why: `本机没有存证日志的签名密钥：${ELSEWHERE}` };
  if (keys.state === 'copy') return { why: `此工作区是副本，存证不在这里签名：${ELSEWHERE}` };
  const { seen, signing } = keys;
  if (seen !== null && (seen.size > size || !sameBytes(log.tree.root(seen.size), seen.root)))
    return { why: `本机签过 ${seen.size} 条存证，工作区的日志不是它的接续：用 opsledger verify 核对后重新制作` };
  return { sign: (sha256) => noteBy(signing, listNoteText(log.checkpoint, sha256)) };
}

const noteBy = ({ key, sign }: SigningKey, text: string): string =>
  formatNote({ text, signatures: [signature(key, text, sign)] });

/** Whatever keeps the key from being read keeps the pack from being signed, not from being made. */
function wordOf(error: unknown): string {
  if (error instanceof UserError || error instanceof EnvironmentError) return error.summary;
  throw error;
}
