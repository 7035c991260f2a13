/** The checkpoints: who signed the newest, and that it continues every one that was committed, seen here or shown by somebody. */

import { UserError } from '../../contract/error.ts';
import { formatDateTime, toText } from '../../contract/time.ts';
import { sameBytes, toHex } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { cosignedAt } from '../../proof/cosignature.ts';
import { parseNote } from '../../proof/note.ts';
import { parsePrinted } from '../../proof/printed-head.ts';
import type { CommitChanges } from '../../workspace/git/commit-changes.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isSignedBy, type Reign, signersOf } from './chain.ts';
import { CHECKPOINT, type LogFiles } from './log-folder.ts';
import { type LogProblem, RESTORE_LOG } from './problem.ts';

const forged = (message: string): LogProblem => ({ path: CHECKPOINT, property: '真实性', message });
const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;

/** A checkpoint as a commit left it. */
interface Version {
  note: string;
  commit: string;
  at: string;
  head: Checkpoint | undefined;
}

/**
 * What is wrong with the signatures, and with what was committed before; one problem for the first of each kind.
 * @param commits of the whole history, the oldest first
 */
export async function checkHeads(
  { git }: Workspace,
  log: LogFiles,
  { commits, reigns }: { commits: readonly CommitChanges[]; reigns: readonly Reign[] },
): Promise<LogProblem[]> {
  const authors = new Map((await git.history()).map(({ commit, author }) => [commit, author]));
  // What somebody else's commit left is told as that; whatever it was, the newest and the program's own have to agree.
  const versions = (await versionsOf(git, commits)).filter(({ commit }) => authors.get(commit) === OWN);
  const problems: LogProblem[] = [];
  let before = 0;
  for (const { note, commit, at, head } of versions) {
    const name = `提交 ${commit.slice(0, 12)}，${formatDateTime(at)}`;
    const wrong = head === undefined ? '不可读' : wordOf(log, head);
    if (head === undefined || wrong !== null) {
      problems.push(forged(`历史中的校验点（${name}）${wrong}：存证日志被改写或换回旧版；${RESTORE_LOG}`));
      break;
    }
    if (note !== log.note && !isSignedBy(note, signersOf(reigns, head.size, before))) {
      problems.push(forged(`历史中的校验点（${name}）签名不符：${RESTORE_LOG}`));
      break;
    }
    if (note !== log.note) before = head.size;
  }
  if (!isSignedBy(log.note, signersOf(reigns, log.checkpoint.size, before)))
    problems.unshift(forged(`校验点没有日志密钥的有效签名：${RESTORE_LOG}`));
  return problems;
}

/** How the log contradicts an earlier head; null when it continues it. */
function wordOf({ checkpoint, tree }: LogFiles, { origin, size, root }: Checkpoint): string | null {
  if (origin !== checkpoint.origin) return `属于另一个日志 ${origin}`;
  if (size > tree.size) return `有 ${size} 条，现在只有 ${tree.size} 条`;
  return sameBytes(tree.root(size), root) ? null : `的前 ${size} 条与现在的不同`;
}

async function versionsOf(git: Workspace['git'], commits: readonly CommitChanges[]): Promise<Version[]> {
  const objects = git.objects();
  try {
    const read = commits.map(async ({ commit, at, files }): Promise<Version[]> => {
      const blob = files.find(({ path }) => path === CHECKPOINT)?.blob ?? null;
      const bytes = blob === null ? undefined : await objects.bytes(blob);
      if (bytes === undefined) return [];
      const note = Buffer.from(bytes).toString('utf8');
      return [{ note, commit, at, head: parseCheckpoint(parseNote(note)?.text ?? '') }];
    });
    return (await Promise.all(read)).flat();
  } finally {
    objects.close();
  }
}

/** true when some commit had a log: one that is gone was taken away. */
export const hadLog = async ({ git }: Workspace): Promise<boolean> =>
  (await git.changes()).some(({ files }) => files.some(({ path }) => path === CHECKPOINT));

/** What the machine that signs remembers of the log. */
export function checkSeen(log: LogFiles, seen: Checkpoint): LogProblem[] {
  const wrong = wordOf(log, seen);
  return wrong === null ? [] : [forged(`本机签过的校验点${wrong}：工作区被换回旧版，或存证日志被改写；与备份比较`)];
}

/** A checkpoint that somebody kept: on paper, in a browser, in a pack. */
export interface Claim {
  size: number;
  /** Hex, or its first digits. */
  root: string;
  origin: string | null;
  /** Who cosigned it, and when (ISO), as it says itself. */
  cosigned: { name: string; at: string }[];
}

/**
 * @param text a signed checkpoint or its three lines, or what paper prints of it (see `shortHead`)
 * @param shown what it was called, for the message
 * @throws UserError for anything else
 */
export function parseClaim(text: string, shown: string): Claim {
  const note = parseNote(text);
  const whole = parseCheckpoint(note?.text ?? (text.endsWith('\n') ? text : `${text}\n`));
  const cosigned = (note?.signatures ?? []).flatMap(({ name, bytes }) => {
    const seconds = cosignedAt(bytes);
    if (seconds === undefined) return [];
    return [{ name, at: toText(Temporal.Instant.fromEpochMilliseconds(seconds * 1000)) }];
  });
  if (whole !== undefined) return { origin: whole.origin, size: whole.size, root: toHex(whole.root), cosigned };
  const printed = parsePrinted(text);
  if (printed !== undefined) return { origin: null, ...printed, cosigned: [] };
  throw new UserError('不是存证日志的校验点', {
    at: shown,
    found: text.trim().split('\n')[0] ?? '',
    expected: '校验点文件，或文档上所印的“条数 根的前半”，例如 10773 条 a33a·d10f·da1a·1742·f816·c04b·8d16·04ab',
  });
}

/** @returns what is wrong, or the note that says that the log continues it */
export function checkClaim(
  { checkpoint, tree }: LogFiles,
  { size, root, origin, cosigned }: Claim,
): LogProblem | string {
  if (origin !== null && origin !== checkpoint.origin)
    return contradicted(`给出的校验点属于另一个日志 ${origin}，本工作区的是 ${checkpoint.origin}`);
  if (size > tree.size)
    return contradicted(
      `给出的校验点有 ${size} 条，现在只有 ${tree.size} 条：存证日志被换回旧版，后面的 ${size - tree.size} 条不见了`,
    );
  const own = toHex(tree.root(size));
  if (!own.startsWith(root))
    return contradicted(
      `给出的校验点与现在的日志在前 ${size} 条内分叉：给出的根 ${root}，现在的根 ${own}；有一份存证日志被改写`,
    );
  const by = cosigned.map(({ name, at }) => `${name} ${formatDateTime(at)}`).join('、');
  const witnessed = by === '' ? '' : `；带有联署：${by}（未核对联署人的公钥）`;
  return `给出的校验点（${size} 条）与现在的日志连续，其后新增 ${tree.size - size} 条${witnessed}`;
}

const contradicted = (message: string): LogProblem => ({ ...forged(message), claim: true });
