/**
 * Checks a pack: every file against the list, every document, record and original against the log, the log against its signature, and
 * all of it against what was kept outside. Pure: the folder and the hashes are handed in.
 */
import { fromUtf8 } from '../../proof/bytes.ts';
import { PACK_FILE, type Pack } from '../format.ts';
import { clearedOf, decidedOf, decidedPlace } from './entries.ts';
import { type Findings, openFindings, type Problem, properties } from './found-faults.ts';
import { checkListNote, isSignedForm } from './list-note.ts';
import { checkFiles, checkSum, digestsOf, isIgnored } from './listed-files.ts';
import { type CheckedLog, checkLog } from './log.ts';
import {
  type Compared,
  checkCosigned,
  compareClaim,
  compareKey,
  NOT_COMPARED,
  shortHead,
  tellRotations,
} from './outside.ts';
import { checkDocuments, issuedIn } from './pack-documents.ts';
import { checkRecords } from './pack-records.ts';
import { parsePack } from './shape.ts';
import type { CheckOptions, CheckTools, PackSource } from './source.ts';
import { checkTold } from './told.ts';

export interface Counts {
  files: number;
  bytes: number;
  documents: number;
  proofs: number;
  /** Documents of the period that the log issued. */
  issued: number;
  records: number;
  evidence: number;
  signed: number;
  entries: number;
  cosigned: number;
}

export interface CheckResult {
  pack: Pack;
  problems: Problem[];
  cautions: string[];
  notes: string[];
  counts: Counts;
  sm3: boolean;
  compared: Compared;
  /** As paper prints it; null: the log cannot be read. */
  head: string | null;
  origin: string | null;
  /** Hex, of the list itself: what is on paper besides the checkpoint. */
  packSha256: string;
  /** Due and not issued, in the period. */
  missed: { obligation: string; period: string; dueAt: string | null }[];
}

/** What keeps a pack from being checked at all. */
export interface Unreadable {
  unreadable: string;
}

/** What a check leaves behind: what it found without the checkpoint from outside, and the log to hold one against. */
export interface Checked {
  result: CheckResult;
  /** undefined: it cannot be read. */
  log: CheckedLog | undefined;
}

/** The same result held against a checkpoint that was kept outside. @param claim null: none */
export function withClaim({ result, log }: Checked, claim: string | null): CheckResult {
  if (log === undefined) return result;
  const findings = openFindings();
  const compared = compareClaim(claim, log, findings);
  return { ...result, compared, problems: inOrder([...result.problems, ...findings.problems]) };
}

/** Checks everything but the checkpoint from outside (see `withClaim`). */
export async function checkPack(
  source: PackSource,
  tools: CheckTools,
  options: CheckOptions,
): Promise<Checked | Unreadable> {
  if (!source.files.has(PACK_FILE))
    return { unreadable: '没有 pack.json：请选择解压后的查验包文件夹（其中有 pack.json 和 verify.html）' };
  const pack = parsePack(fromUtf8(await source.read(PACK_FILE)) ?? '');
  if ('wrong' in pack) return { unreadable: `pack.json 不可读（${pack.wrong}）：文件损坏，请向提供方重新索取查验包` };
  const findings = openFindings();
  const digests = await digestsOf(source, tools, options, findings);
  await checkSum(source, pack, digests, findings);
  const log = await checkLog(source, tools, pack, findings);
  const gone = 'sound' in log && log.sound ? clearedOf(log.entries) : new Set<string>();
  const counts: Counts = {
    files: [...source.files.keys()].filter((path) => !isIgnored(path)).length,
    bytes: [...source.files].reduce((sum, [path, size]) => sum + (isIgnored(path) ? 0 : size), 0),
    ...{ documents: pack.documents.length, proofs: 0, issued: 0, records: 0, evidence: 0, signed: 0, cosigned: 0 },
    entries: 'tree' in log ? log.tree.size : 0,
  };
  if ('tree' in log && log.sound) {
    const checked = { source, tools, pack, log, digests, gone, issued: issuedIn(log, findings), findings };
    await checkListNote(checked);
    Object.assign(counts, await checkDocuments(checked), await checkRecords(checked));
    if (isSignedForm(pack, log)) await checkTold(checked);
    counts.cosigned = await checkCosigned(source, tools, pack, log, findings);
    tellRotations(tools, log, await notesOf(source, log.note), findings);
    tellGone(log, findings);
  } else findings.cautions.push('存证日志本身有问题，没有再用它核对文档、记录和原件：先取得完好的存证日志');
  checkFiles(source, { pack, digests, gone, log: log.files }, findings);
  if ('tree' in log) compareKey(options.key, log, findings);
  if (!pack.whole) findings.cautions.push('本包只含被要求的文档：没有核对期间内是否有遗漏');
  const known = 'tree' in log ? log : undefined;
  const result: CheckResult = {
    ...{ pack, counts, sm3: options.sm3, cautions: findings.cautions, notes: findings.notes },
    compared: NOT_COMPARED,
    problems: inOrder(findings.problems),
    head: known === undefined ? null : shortHead(known.checkpoint),
    origin: known?.checkpoint.origin ?? null,
    packSha256: digests.get(PACK_FILE)?.sha256 ?? '',
    missed: known?.sound === true ? missedOf(known, pack) : [],
  };
  return { result, log: known };
}

/** By property, then by path. */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) =>
      properties.indexOf(a.property) - properties.indexOf(b.property) ||
      compare(a.where, b.where) ||
      compare(a.message, b.message),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Signed checkpoints of the pack: the newest, those under the proofs, those of witnesses. */
async function notesOf(source: PackSource, newest: string): Promise<string[]> {
  const notes = new Set([newest]);
  for (const path of source.files.keys()) {
    if (!path.startsWith('proofs/') && !path.startsWith('log/cosigned/')) continue;
    const text = fromUtf8(await source.read(path)) ?? '';
    notes.add(path.startsWith('proofs/') ? text.slice(text.indexOf('\n\n') + 2) : text);
  }
  return [...notes];
}

function tellGone({ entries }: CheckedLog, { notes }: Findings): void {
  for (const entry of decidedOf(entries).values()) {
    const { type, at, approvedBy = '', reason = '' } = entry;
    const what = `${type === 'ERASE' ? '已依规清除' : '已作废'} ${decidedPlace(entry)}`;
    notes.push(`${what}：${at.slice(0, 16).replace('T', ' ')} ${approvedBy} 批准，${reason}`);
  }
}

function missedOf({ entries }: CheckedLog, { from, to }: Pack): CheckResult['missed'] {
  return entries.flatMap((entry) => {
    if (entry?.type !== 'MISSED') return [];
    const { obligation = '', period = '', dueAt = null } = entry;
    const day = (dueAt ?? entry.at).slice(0, 'YYYY-MM-DD'.length);
    return day >= from && day <= to ? [{ obligation, period, dueAt }] : [];
  });
}
