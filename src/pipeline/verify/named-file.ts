/** Whether a file that somebody has is one that was issued here: 档案查验 in the terminal, by the same code as on the site. */
import { basename } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { erasedFiles } from '../../archive/log/erasures.ts';
import { loggedNumbers } from '../../archive/log/issued-numbers.ts';
import { readFrom, readLog } from '../../archive/log/log-folder.ts';
import { proofDocuments } from '../../archive/proof-documents.ts';
import { readKeptArchive } from '../../archive/store.ts';
import { toHex } from '../../proof/bytes.ts';
import { claimOf } from '../../proof/claim.ts';
import { checkDigest, type Proof, proofFiles } from '../../proof/index.ts';
import { judgeAppended } from '../../proof/pdf/appended.ts';
import { printedIn } from '../../proof/printed-in.ts';
import { erasedOf, type ProofSentence, proofSentence } from '../../proof/result-words.ts';
import { TOOLS } from '../../render/pdf/read.ts';
import { readLimited } from '../../workspace/disk/decode.ts';
import type { Session } from '../session.ts';

/** Larger files are none of ours. */
const MAX_BYTES = 256 * 1024 * 1024;

export interface CheckedFile {
  file: string;
  sha256: string;
  state: Proof['state'] | 'sealed' | 'erased';
  /** Number of the document; null: of none. */
  number: string | null;
  sentence: ProofSentence;
  /** What the checkpoint that the file prints says of the log as it is now; null: it prints none. */
  printed: { continues: boolean; text: string } | null;
}

/**
 * @param paths of the files, absolute
 * @returns one answer a file; `ok` when each is as it was issued, or that with nothing but a signature appended
 * @throws UserError when a file is missing or no regular file; nothing is checked then
 */
export async function checkNamedFiles(
  { workspace: { root, contract } }: Session,
  paths: readonly string[],
): Promise<{ ok: boolean; files: CheckedFile[] }> {
  const read: { path: string; bytes: Buffer }[] = [];
  for (const path of paths) read.push({ path, bytes: await readLimited(path, path, MAX_BYTES) });
  const { documents } = await readKeptArchive(root);
  const index = new Map(
    proofFiles(proofDocuments(documents, contract.contract, await erasedFiles(root))).map(({ path, body }) => [
      path,
      body,
    ]),
  );
  const files: CheckedFile[] = [];
  const against = await openAgainstLog(root);
  const logged = await loggedNumbers(root);
  for (const { path, bytes } of read) {
    const digest = sha256(bytes);
    const proof = await checkDigest((shard) => Promise.resolve(index.get(shard) ?? null), digest, claimOf(bytes), {
      size: bytes.length,
      beginsWith: (size) => Promise.resolve(sha256(bytes.subarray(0, size))),
      appended: (size) => judgeAppended(bytes, size, TOOLS),
    });
    const sealed = proof.state === 'appended' && proof.appended.is === 'signature';
    const number = 'document' in proof ? proof.document.number : proof.claimed;
    const printed = against(bytes);
    const entry = proof.state === 'unknown' ? logged.get(number ?? '') : undefined;
    const lost = entry === undefined ? '' : `存证日志第 ${entry + 1} 条登记了 ${number} 的签发，归档中没有：被删除。`;
    const sentence = proofSentence(proof, basename(path), '本工作区');
    files.push({
      file: path,
      sha256: digest,
      state: erasedOf(proof) !== undefined ? 'erased' : sealed ? 'sealed' : proof.state,
      number: 'document' in proof ? proof.document.number : null,
      sentence: { ...sentence, text: `${sentence.text}${lost}` },
      printed,
    });
  }
  return { ok: files.every(({ state, printed }) => GOOD.includes(state) && printed?.continues !== false), files };
}

const GOOD: readonly CheckedFile['state'][] = ['genuine', 'superseded', 'sealed'];

/** Holds what a file prints of the log against the log. */
async function openAgainstLog(root: string): Promise<(bytes: Uint8Array) => CheckedFile['printed']> {
  const log = await readLog(readFrom(root));
  const tree = log === undefined || 'fault' in log ? undefined : log.tree;
  return (bytes) => {
    const head = printedIn(bytes, TOOLS);
    if (head === undefined) return null;
    const { size } = head;
    const was = `它所印的存证校验点是 ${size} 条`;
    const reset = '工作区被换回旧版，或存证日志被另起、改写：保留这份文件，与备份比较';
    if (tree === undefined) return { continues: false, text: `${was}，工作区现在没有可读的存证日志：${reset}` };
    if (size > tree.size) return { continues: false, text: `${was}，现在的日志只有 ${tree.size} 条：${reset}` };
    if (!toHex(tree.root(size)).startsWith(head.root))
      return { continues: false, text: `${was}，与现在的日志的前 ${size} 条不同：${reset}` };
    return { continues: true, text: `${was}，现在的日志（${tree.size} 条）延续它` };
  };
}
