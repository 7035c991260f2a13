/** The log's side of a witness: what they are asked with, and what is kept of their answer. */

import { checkClaim, parseClaim } from '../../archive/log/check-heads.ts';
import { COSIGNED, cosignedBy, keptAnswers } from '../../archive/log/cosigned.ts';
import { treeHash } from '../../archive/log/digests.ts';
import { filesOfLog, type LogFiles, type ReadFile, readFrom, readLog } from '../../archive/log/log-folder.ts';
import { UserError } from '../../contract/error.ts';
import { addCheckpointText } from '../../proof/add-checkpoint.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { COSIGNATURE, keyText, type NoteKey, parseKey, parseNote } from '../../proof/note.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import type { Session } from '../session.ts';

export interface Asked {
  origin: string;
  size: number;
  /** Entries from which continuity is shown. */
  old: number;
  /** For the witness; see `AddCheckpoint`. */
  text: string;
}

/**
 * @param from entries that the witness saw last; without it, those of the newest answer that was kept
 * @throws UserError when there is no log, or no such number of entries
 */
export async function askWitness(session: Session, from?: number): Promise<Asked> {
  const read = readFrom(session.workspace.root);
  const log = await requireLog(read);
  const { origin, size } = log.checkpoint;
  const old = from ?? Math.max(0, ...(await keptAnswers(read, await filesIn(session))).map(({ head }) => head.size));
  if (!Number.isSafeInteger(old) || old < 0 || old > size)
    throw new UserError('没有这么多条存证', { at: '--from', found: String(from ?? old), expected: `0 至 ${size}` });
  return {
    origin,
    size,
    old,
    text: addCheckpointText({ old, proof: log.tree.consistency(old), checkpoint: log.note }),
  };
}

export interface KeptAnswer {
  /** Of the witness. */
  name: string;
  size: number;
  /** ISO, as the witness says. */
  at: string;
}

/**
 * Keeps the answer of a witness in the workspace.
 * @param given the cosigned checkpoint, and the public key of the witness when it is their first
 * @throws UserError when it is no cosignature of this log by that key
 */
export async function keepCosigned(
  session: Session,
  { text, shown, key, now }: { text: string; shown: string; key?: string; now: string },
): Promise<KeptAnswer> {
  const read = readFrom(session.workspace.root);
  const log = await requireLog(read);
  const wrong = checkClaim(log, parseClaim(text, shown));
  if (typeof wrong !== 'string') throw new UserError('不是这个存证日志的联署', { file: shown, found: wrong.message });
  const known =
    key === undefined ? (await keptAnswers(read, await filesIn(session))).map((one) => one.key) : [keyGiven(key)];
  for (const one of known) {
    const at = cosignedBy(text, one);
    if (at === undefined) continue;
    const head = parseCheckpoint(parseNote(text)?.text ?? '') as Checkpoint;
    await session.workspace.change(
      `存证：${one.name} 联署到 ${head.size} 条`,
      async (change) => {
        await change.writeFile(`${COSIGNED}${one.id}.key`, Buffer.from(`${keyText(one)}\n`));
        await change.writeFile(`${COSIGNED}${one.id}.note`, Buffer.from(text));
      },
      { at: now },
    );
    return { name: one.name, size: head.size, at };
  }
  throw new UserError('文件中没有该公钥的有效联署', {
    file: shown,
    ...(key === undefined
      ? { hint: '第一次收到这个联署人的，以 --key 写明其公钥（witness cosign 所印）' }
      : { at: '--key', found: key }),
  });
}

function keyGiven(text: string): NoteKey {
  const key = parseKey(treeHash, text);
  if (key?.type === COSIGNATURE) return key;
  throw new UserError('不是联署人的公钥', {
    ...{ at: '--key', found: text, expected: '形如 名称+编号+公钥，由 opsledger witness cosign 打印' },
  });
}

/** Writes the question into a file. @param file absolute */
export async function askInFile(session: Session, { file, from }: { file: string; from?: number }): Promise<Asked> {
  const asked = await askWitness(session, from);
  await writeDurable(file, asked.text);
  return asked;
}

async function requireLog(read: ReadFile): Promise<LogFiles> {
  const log = await readLog(read);
  if (log !== undefined && !('fault' in log)) return log;
  throw new UserError(log === undefined ? '还没有存证日志' : '存证日志不可读', {
    ...(log === undefined ? {} : { file: log.path }),
    hint: log === undefined ? '执行 opsledger log sign，或由 start 建立' : '用 opsledger verify 核对',
  });
}

const filesIn = (session: Session): Promise<string[]> => filesOfLog(session.workspace.root);
