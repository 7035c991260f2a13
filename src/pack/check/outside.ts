/** What stands outside the pack: cosignatures of witnesses, keys that were handed over, and the checkpoint on paper. Pure. */
import { fromUtf8, toHex } from '../../proof/bytes.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { cosignatureVerifier, cosignedAt } from '../../proof/cosignature.ts';
import { openNote, parseKey, parseNote } from '../../proof/note.ts';
import { parsePrinted } from '../../proof/printed-head.ts';
import type { Pack } from '../format.ts';
import { words } from './fault-words.ts';
import type { Findings } from './found-faults.ts';
import { CHECKPOINT, type CheckedLog, continues, isSignedBy, keysOf } from './log.ts';
import type { CheckTools, PackSource } from './source.ts';

/** How a checkpoint that was kept outside stands to the log. */
export interface Compared {
  state: 'none' | 'unclear' | 'same' | 'continued' | 'against';
  text: string;
}

export const NOT_COMPARED: Compared = {
  state: 'none',
  text: '没有与外部留存的校验点比较：只说明包内各文件彼此一致。同时掌握工作区和签名密钥的人可以整包重做，须与盖章签收单所印的校验点比较才能发现。',
};

/** @param claim what was typed, pasted or read from a file; null: nothing */
export function compareClaim(claim: string | null, log: CheckedLog, findings: Findings): Compared {
  if (claim === null || claim.trim() === '') return NOT_COMPARED;
  const text = claim.replace(/\r\n/g, '\n');
  const whole = parseCheckpoint(parseNote(text)?.text ?? `${text.trim()}\n`);
  const printed = whole === undefined ? parsePrinted(text) : { size: whole.size, root: toHex(whole.root) };
  if (printed === undefined) return { state: 'unclear', text: words.claimUnclear };
  const against = (message: string): Compared => {
    findings.problems.push({ property: '真实性', where: CHECKPOINT, message });
    return { state: 'against', text: message };
  };
  if (whole !== undefined && whole.origin !== log.checkpoint.origin) return against(words.claimOrigin(whole.origin));
  const { size, root } = printed;
  if (size > log.tree.size) return against(words.claimLonger(size, log.tree.size));
  if (!toHex(log.tree.root(size)).startsWith(root)) return against(words.claimForked(size));
  return size === log.tree.size
    ? { state: 'same', text: `与给出的校验点一致（${size} 条）` }
    : { state: 'continued', text: `接续给出的校验点：当时的 ${size} 条一字未改，其后新增 ${log.tree.size - size} 条` };
}

/** @param key as the auditor got it elsewhere; null: none */
export function compareKey(key: string | null, log: CheckedLog, findings: Findings): void {
  const wanted = key?.trim() ?? '';
  if (wanted === '') return;
  if (keysOf(log).includes(wanted)) findings.notes.push(`给出的公钥是这个存证日志的密钥：${wanted}`);
  else findings.problems.push({ property: '真实性', where: CHECKPOINT, message: words.otherKey(wanted) });
}

/** @returns how many are right */
export async function checkCosigned(
  source: PackSource,
  tools: CheckTools,
  pack: Pack,
  log: CheckedLog,
  findings: Findings,
): Promise<number> {
  const ids = new Set<string>();
  for (const path of source.files.keys()) {
    const [, id] = /^log\/cosigned\/([0-9a-f]{8})\.(?:note|key)$/.exec(path) ?? [];
    if (id !== undefined) ids.add(id);
  }
  let right = 0;
  for (const id of ids) {
    const path = `log/cosigned/${id}.note`;
    const textOf = async (name: string) => (source.files.has(name) ? fromUtf8(await source.read(name)) : undefined);
    const [note = '', written = ''] = [await textOf(path), await textOf(`log/cosigned/${id}.key`)];
    const key = parseKey(tools.sha256, written.trim());
    const opened = key && openNote(note, [cosignatureVerifier(key, tools.verify)]);
    const at = opened?.state === 'verified' ? cosignedAt(opened.by[0]?.bytes ?? new Uint8Array()) : undefined;
    const head = parseCheckpoint(parseNote(note)?.text ?? '');
    if (at === undefined || head === undefined || key === undefined) findings.say('真实性', path, words.badCosignature);
    else if (!continues(log, head)) findings.say('真实性', path, words.cosignedOther);
    else {
      right += 1;
      const listed = pack.log.witnesses.includes(written.trim()) ? '' : '，公钥不在清单中';
      findings.notes.push(
        `联署：${key.name} 于 ${timeText(at, pack.madeAt)} 见证到 ${head.size} 条（公钥 ${written.trim()}，请向联署人核对${listed}）`,
      );
    }
  }
  return right;
}

/** In the zone of the contract. @param seconds since 1970 @param like an instant with its offset */
export function timeText(seconds: number, like: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(like) ?? [];
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Who vouches for each key after the first. @param notes signed checkpoints that the pack holds */
export function tellRotations(tools: CheckTools, log: CheckedLog, notes: readonly string[], findings: Findings): void {
  for (const [n, reign] of log.reigns.entries()) {
    if (n === 0) continue;
    const { entry, from, key } = reign;
    const what = `存证密钥自第 ${from + 1} 条起更换为 ${key?.id ?? '（不可读）'}（${entry.at.slice(0, 16).replace('T', ' ')} ${entry.by ?? ''}，${entry.reason ?? ''}）`;
    const before = log.reigns[n - 1];
    const isVouched = notes.some((note) => {
      const head = parseCheckpoint(parseNote(note)?.text ?? '');
      return (
        head !== undefined &&
        head.size > from &&
        continues(log, head) &&
        before !== undefined &&
        isSignedBy(tools, note, [before, reign])
      );
    });
    if (entry.lost === true) findings.cautions.push(`${what}：前一密钥已遗失，新密钥没有它的签名，请向双方核对新密钥`);
    else if (isVouched) findings.notes.push(`${what}：由前一密钥与新密钥共同签名`);
    else findings.cautions.push(`${what}：本包中没有前一密钥对更换的签名，请向双方核对新密钥`);
  }
}

/** `10773 条 a33a·d10f·…`, as paper prints it. */
export const shortHead = ({ size, root }: { size: number; root: Uint8Array }): string =>
  `${size} 条 ${(toHex(root).slice(0, 32).match(/.{4}/g) ?? []).join('·')}`;
