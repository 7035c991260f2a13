/** One document alone, with its proof and nothing else of the pack. Pure. */
import { fromUtf8, toHex } from '../../proof/bytes.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { noteVerifier, openNote, parseKey, parseNote } from '../../proof/note.ts';
import { verifyInclusion } from '../../proof/proofs.ts';
import { parseProof } from '../../proof/tlog-proof.ts';
import { leafHash } from '../../proof/tree.ts';
import { isIssued, parseEntry } from './entries.ts';
import { shortHead } from './outside.ts';
import type { CheckTools } from './source.ts';

/** What a file and a proof say of each other. */
export interface OneDocument {
  /** `right`: an issued file, and signed. `unsigned`: an issued file, but no key was given. */
  state: 'right' | 'unsigned' | 'wrong';
  /** In Chinese. */
  text: string;
  number: string | null;
  /** As paper prints it. */
  head: string | null;
}

const wrong = (text: string, number: string | null = null): OneDocument => ({
  state: 'wrong',
  text,
  number,
  head: null,
});

/**
 * @param name of the file @param bytes its content @param proof text of its `.tlog-proof`
 * @param key verifier key of the log, as the auditor got it elsewhere; empty: none
 */
export function checkDocument(
  tools: CheckTools,
  { name, bytes, proof, key }: { name: string; bytes: Uint8Array; proof: Uint8Array; key: string },
): OneDocument {
  const parsed = parseProof(fromUtf8(proof) ?? '');
  const entry = parsed?.extra && parseEntry(parsed.extra);
  const head = parseCheckpoint(parseNote(parsed?.checkpoint ?? '')?.text ?? '');
  if (parsed?.extra === undefined || !isIssued(entry) || head === undefined)
    return wrong('证明文件不可读，或不是文档的证明。');
  const leaf = leafHash(tools.sha256, parsed.extra);
  if (!verifyInclusion(tools.sha256, leaf, parsed.index, parsed.hashes, head))
    return wrong('证明与它的校验点不一致：证明被改动。', entry.number);
  const sha256 = toHex(tools.sha256(bytes));
  if (!entry.outputs.some((output) => output.sha256 === sha256))
    return wrong(`“${name}”与 ${entry.number} 签发时的任何一个文件都不同：已被改动，或不是这份文档。`, entry.number);
  const issued = `“${name}”与 ${entry.number} 签发时的文件逐字节相同，它的签发条目在 ${head.size} 条的存证日志中`;
  const found = { number: entry.number, head: shortHead(head) };
  if (key.trim() === '')
    return { ...found, state: 'unsigned', text: `${issued}；没有给出日志公钥，未核对签名：请把校验点与纸面比较。` };
  const known = parseKey(tools.sha256, key.trim());
  if (known === undefined) return wrong('给出的公钥不可读。', entry.number);
  const opened = openNote(parsed.checkpoint, [noteVerifier(known, tools.verify)]);
  return opened.state === 'verified'
    ? { ...found, state: 'right', text: `${issued}，由给出的公钥签名。` }
    : wrong('校验点没有给出的公钥的有效签名。', entry.number);
}
