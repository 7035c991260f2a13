/** Whether a file that somebody has is one that was issued here: 档案查验 in the terminal, by the same code as on the site. */
import { basename } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { erasedFiles } from '../../archive/log/erasures.ts';
import { proofDocuments } from '../../archive/proof-documents.ts';
import { readKeptArchive } from '../../archive/store.ts';
import { claimOf } from '../../proof/claim.ts';
import { checkDigest, type Proof, proofFiles } from '../../proof/index.ts';
import { judgeAppended } from '../../proof/pdf/appended.ts';
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
  for (const { path, bytes } of read) {
    const digest = sha256(bytes);
    const proof = await checkDigest((shard) => Promise.resolve(index.get(shard) ?? null), digest, claimOf(bytes), {
      size: bytes.length,
      beginsWith: (size) => Promise.resolve(sha256(bytes.subarray(0, size))),
      appended: (size) => judgeAppended(bytes, size, TOOLS),
    });
    const sealed = proof.state === 'appended' && proof.appended.is === 'signature';
    files.push({
      file: path,
      sha256: digest,
      state: erasedOf(proof) !== undefined ? 'erased' : sealed ? 'sealed' : proof.state,
      number: 'document' in proof ? proof.document.number : null,
      sentence: proofSentence(proof, basename(path), '本工作区'),
    });
  }
  return { ok: files.every(({ state }) => GOOD.includes(state)), files };
}

const GOOD: readonly CheckedFile['state'][] = ['genuine', 'superseded', 'sealed'];
