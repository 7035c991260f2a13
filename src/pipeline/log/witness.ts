/**
 * A witness, on a machine of their own and without the workspace: sees that a log continues what they saw of it before, and
 * cosigns its head (C2SP tlog-witness, tlog-cosignature). What they saw is kept before anything is answered.
 */
import { treeHash, verifyEd25519 } from '../../archive/log/digests.ts';
import { keepLogKey, keepWitnessed, makeWitnessKey, witnessed, witnessKey } from '../../archive/log/witness.ts';
import { UserError } from '../../contract/error.ts';
import { toInstant } from '../../contract/time.ts';
import { parseAddCheckpoint } from '../../proof/add-checkpoint.ts';
import { toBase64 } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { cosign } from '../../proof/cosignature.ts';
import {
  ED25519,
  formatNote,
  isKeyName,
  keyText,
  noteVerifier,
  openNote,
  parseKey,
  parseNote,
} from '../../proof/note.ts';
import { shortHead } from '../../proof/printed-head.ts';
import { verifyConsistency } from '../../proof/proofs.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';

export interface CosignRequest {
  /** What the supplier wrote with `log ask`. */
  text: string;
  /** What it was called, for messages. */
  shown: string;
  /** ISO instant. */
  now: string;
  /** Of the witness; for the first cosignature. */
  name?: string;
  /** Key of the log, as `log show` prints it; for the first checkpoint of it, and after its key was changed. */
  logKey?: string;
}

export interface Cosigned {
  origin: string;
  size: number;
  /** As paper prints it. */
  short: string;
  /** Entries of the checkpoint that was cosigned before; null for the first. */
  before: number | null;
  /** The checkpoint with the signature of the log and this cosignature. */
  note: string;
  /** Public key of the witness, as one word. */
  key: string;
}

/** @throws UserError for what is no question, or a log that does not continue what was seen of it */
export async function cosignFile({ text, shown, now, name, logKey }: CosignRequest): Promise<Cosigned> {
  const asked = parseAddCheckpoint(text);
  const note = asked && parseNote(asked.checkpoint);
  const head = note && parseCheckpoint(note.text);
  if (asked === undefined || note === undefined || head === undefined)
    throw new UserError('不是请求联署的文件', { file: shown, expected: '⟦供应商⟧用 opsledger log ask 写出的文件' });
  const kept = await witnessed(head.origin);
  const key = requireKey(head, kept.logKey, logKey, shown);
  if (openNote(asked.checkpoint, [noteVerifier(key, verifyEd25519)]).state !== 'verified')
    throw new UserError('校验点没有该存证日志密钥的有效签名，没有联署', {
      file: shown,
      expected: `由公钥 ${keyText(key)} 签名`,
      hint: '日志密钥更换过的，向⟦供应商⟧当面核对新的公钥（opsledger log show 所印），再以 --log-key 写明',
    });
  const before = kept.seen;
  requireContinued(head, before, asked, shown);
  const own = (await witnessKey()) ?? (await makeWitnessKey(requireName(name)));
  await keepLogKey(head.origin, keyText(key));
  await keepWitnessed(head.origin, asked.checkpoint);
  const signed = cosign(own.key, note.text, Math.floor(toInstant(now).epochMilliseconds / 1000), own.sign);
  return {
    ...{ origin: head.origin, size: head.size, short: shortHead(head), before: before?.size ?? null },
    note: formatNote({ text: note.text, signatures: [...note.signatures, signed] }),
    key: keyText(own.key),
  };
}

/** Writes the answer into a file. @param file absolute */
export async function cosignIntoFile(request: CosignRequest, file: string): Promise<Cosigned> {
  const made = await cosignFile(request);
  await writeDurable(file, made.note);
  return made;
}

/** The key of the log: what was typed, or what was kept. */
function requireKey({ origin }: Checkpoint, kept: string | undefined, given: string | undefined, shown: string) {
  const text = given ?? kept;
  if (text === undefined)
    throw new UserError('第一次为这个存证日志联署，没有写明它的公钥', {
      ...{ file: shown, at: '--log-key', found: origin },
      hint: '公钥由 opsledger log show 打印，向⟦供应商⟧当面核对后写明',
    });
  const key = parseKey(treeHash, text);
  if (key?.type === ED25519 && key.name === origin) return key;
  throw new UserError('不是这个存证日志的公钥', {
    ...{ at: '--log-key', found: text, expected: `形如 ${origin}+公钥编号+公钥，由 opsledger log show 打印` },
  });
}

function requireContinued(
  head: Checkpoint,
  before: Checkpoint | undefined,
  { old, proof }: { old: number; proof: Uint8Array[] },
  shown: string,
): void {
  const seen = before ?? { size: 0, root: treeHash(new Uint8Array(0)) };
  const refuse = (message: string) =>
    new UserError(`没有联署：${message}`, {
      ...{ file: shown, found: shortHead(head) },
      ...(before === undefined ? {} : { expected: `延续上次联署的 ${shortHead(before)}` }),
      hint: '保留这个文件，与⟦供应商⟧核对；上次联署的校验点在本机',
    });
  if (head.size < seen.size)
    throw refuse(`存证日志只有 ${head.size} 条，上次联署时已有 ${seen.size} 条：工作区被换回旧版`);
  if (old !== seen.size)
    throw new UserError('这个文件不是从上次联署的校验点起算的', {
      ...{ file: shown, found: `从 ${old} 条起`, expected: `从 ${seen.size} 条起` },
      hint: `请⟦供应商⟧重新写出：opsledger log ask --from ${seen.size}`,
    });
  if (!verifyConsistency(treeHash, seen, head, proof))
    throw refuse(`与上次联署的前 ${seen.size} 条不连续（那时的根 ${toBase64(seen.root)}）：存证日志被改写`);
}

function requireName(name: string | undefined): string {
  if (name !== undefined && isKeyName(name)) return name;
  throw new UserError(name === undefined ? '第一次联署，没有写明联署人的名称' : '联署人的名称不能使用', {
    ...{ at: '--name', ...(name === undefined ? {} : { found: name }) },
    expected: '单位名称或代号，不含空格与加号，例如 xxj-xxzx',
  });
}
