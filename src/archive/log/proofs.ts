/**
 * One file a document that proves, without the log and without git, that it was issued: C2SP tlog-proof with the entry as its extra
 * data. Written when the entry is signed, never again.
 */

import { sameBytes } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import { verifyInclusion } from '../../proof/proofs.ts';
import { parseProof, proofText } from '../../proof/tlog-proof.ts';
import { type Known, statementOf } from '../known.ts';
import { isSignedBy, type Reign, signersOf } from './chain.ts';
import { treeHash } from './digests.ts';
import { entryBytes, type IssuedEntry, type LogEntry } from './entry.ts';
import type { LogFiles, ReadFile } from './log-folder.ts';
import { type LogProblem, RESTORE_LOG } from './problem.ts';

/** Where they lie, relative to the workspace. */
export const PROOFS = 'archive/log/proofs/';

const NUMBER = /^[A-Za-z0-9-]{1,100}$/;

/** Path of a document's proof; undefined for a number that is no name of a file. */
export const proofPath = ({ number }: Pick<IssuedEntry, 'number'>): string | undefined =>
  NUMBER.test(number) ? `${PROOFS}${number}.tlog-proof` : undefined;

/** The proof of each document among the entries from `from` on. */
export function proofsOf(
  { note, tree }: Pick<LogFiles, 'note' | 'tree'>,
  entries: readonly LogEntry[],
  from: number,
): { path: string; bytes: Uint8Array }[] {
  return entries.flatMap((entry, n) => {
    const path = isIssued(entry) ? proofPath(entry) : undefined;
    if (path === undefined) return [];
    const index = from + n;
    const text = proofText({ extra: entryBytes(entry), index, hashes: tree.inclusion(index), checkpoint: note });
    return [{ path, bytes: Buffer.from(text) }];
  });
}

const isIssued = (entry: LogEntry | undefined): entry is IssuedEntry =>
  entry?.type === 'ISSUE' || entry?.type === 'REVISE';

/** Every document has its proof, it is one, and there are no others. @param there files of the log */
export async function checkProofs(
  { read, there, known }: { read: ReadFile; there: readonly string[]; known: Known },
  log: LogFiles,
  entries: readonly (LogEntry | undefined)[],
  reigns: readonly Reign[],
): Promise<LogProblem[]> {
  const expected = new Map<string, number>();
  // Of a number that was issued twice, which only a forger does, the last one has the file.
  for (const [index, entry] of entries.entries()) {
    const path = isIssued(entry) ? proofPath(entry) : undefined;
    if (path !== undefined) expected.set(path, index);
  }
  const problems = there
    .filter((path) => path.startsWith(PROOFS) && !expected.has(path))
    .map((path): LogProblem => ({ path, property: '真实性', message: '没有对应存证条目的证明：移走' }));
  const headOf = openHeads(log, reigns);
  for (const [path, index] of expected) {
    const bytes = await read(path);
    if (bytes === undefined) problems.push({ path, property: '完整性', message: `存证证明缺失：${RESTORE_LOG}` });
    else if (!proves(log, index, headOf, Buffer.from(bytes).toString('utf8'), known))
      problems.push({ path, property: '真实性', message: `存证证明与存证日志不一致：${RESTORE_LOG}` });
  }
  return problems;
}

/** Gives the head of a signed checkpoint that the log continues; undefined for any other. */
type HeadOf = (checkpoint: string) => Checkpoint | undefined;

/** All documents of one signing have the same checkpoint, which is judged once. */
function openHeads(log: LogFiles, reigns: readonly Reign[]): HeadOf {
  const known = new Map<string, Checkpoint | undefined>();
  return (checkpoint) => {
    if (!known.has(checkpoint)) known.set(checkpoint, judgedHead(log, reigns, checkpoint));
    return known.get(checkpoint);
  };
}

function judgedHead(log: LogFiles, reigns: readonly Reign[], checkpoint: string): Checkpoint | undefined {
  const head = parseCheckpoint(parseNote(checkpoint)?.text ?? '');
  if (head === undefined || head.size > log.tree.size || !sameBytes(log.tree.root(head.size), head.root))
    return undefined;
  // Of which signing it was is of no matter here: the key that reigned then has signed it.
  return isSignedBy(checkpoint, signersOf(reigns, head.size, head.size)) ? head : undefined;
}

/** Against the head that it was written under, which the log has to continue. */
function proves(log: LogFiles, index: number, headOf: HeadOf, text: string, known: Known): boolean {
  const entry = log.entries[index];
  if (entry === undefined) return false;
  const leaf = log.tree.node(0, index);
  const statement = statementOf('proof', text, `${index}`, leaf);
  // Of a known proof only whether its head is still one of this log is not known.
  const checkpoint = known.of(statement);
  if (checkpoint !== undefined) return headOf(checkpoint) !== undefined;
  const proof = parseProof(text);
  if (proof?.extra === undefined || proof.index !== index || !sameBytes(proof.extra, entry)) return false;
  const head = headOf(proof.checkpoint);
  if (head === undefined || !verifyInclusion(treeHash, leaf, index, proof.hashes, head)) return false;
  known.keep(statement, proof.checkpoint);
  return true;
}
