/** Verifies the transparency log of a workspace: its files, its signatures, its history, and what it says of everything else. */

import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ArchivedDocument } from '../store.ts';
import { type Reign, reignsOf } from './chain.ts';
import { type FilesRead, openEntryCheck } from './check-entries.ts';
import { checkErased } from './check-erased.ts';
import { type Claim, checkClaim, checkHeads, checkSeen, hadLog } from './check-heads.ts';
import { contradictedByMemory } from './check-remembered.ts';
import { checkSalts, checkTiles } from './check-tiles.ts';
import { checkCosigned } from './cosigned.ts';
import { parseKnownEntry } from './entry.ts';
import type { Erased } from './erasures.ts';
import { findKeys, logsOf } from './keys.ts';
import { bundleOf, CHECKPOINT, filesOfLog, type LogRead, readFrom, tileAt } from './log-folder.ts';
import { isNamed, type LogProblem, RESTORE_LOG } from './problem.ts';
import { checkProofs } from './proofs.ts';

export interface LogCheck {
  /** @param named paths that have a problem already: what is told is told once */
  finish(named: ReadonlySet<string>): Promise<LogFindings>;
}

export interface LogFindings {
  problems: LogProblem[];
  notes: string[];
  /** Entries of the log. */
  entries: number;
}

const UNUSED = '存证日志与签名：未启用';

/** What the log is held against. */
export interface Surroundings extends FilesRead {
  documents: readonly ArchivedDocument[];
  /** Checkpoints that somebody kept, which the log has to continue. */
  claims: readonly Claim[];
  /** What the log says was destroyed. */
  erased: Erased;
  log: LogRead['log'];
}

export async function openLogCheck(
  workspace: Workspace,
  { documents, claims, erased, log, ...files }: Surroundings,
): Promise<LogCheck> {
  const { root, git } = workspace;
  const read = readFrom(root);
  if (log === undefined) return only(() => absent(workspace, claims, documents));
  if ('fault' in log) {
    const [property, word] = log.fault === 'missing' ? (['完整性', '缺失'] as const) : (['可用性', '不可读'] as const);
    const message = `存证日志的文件${word}，未能核对存证：${RESTORE_LOG}`;
    return only(() => Promise.resolve({ problems: [{ path: log.path, property, message }], notes: [], entries: 0 }));
  }
  const { bytes: knownBytes } = files.known;
  const entries = log.entries.map((bytes, n) => parseKnownEntry(bytes, log.tree.node(0, n), knownBytes));
  const commits = await git.changes();
  const check = openEntryCheck(workspace, { log, entries, commits, documents, erased, ...files });
  return {
    async finish(named) {
      const { size, origin } = log.checkpoint;
      const reigns = reignsOf(entries);
      const told = claims.map((claim) => checkClaim(log, claim));
      const unreadable = entries.flatMap((entry, index): LogProblem[] => {
        if (entry !== undefined) return [];
        const message = `存证条目第 ${index + 1} 条不是本程序写入的：${RESTORE_LOG}`;
        return [{ path: tileAt(bundleOf(index, size)), property: '真实性', message }];
      });
      const seen = await seenHere(origin, root, reigns.at(-1)?.key?.id ?? '');
      const own = [
        ...(await checkTiles(root, read, log)),
        ...(await checkHeads(workspace, log, { commits, reigns })),
        ...(seen === null ? [] : checkSeen(log, seen)),
        ...told.filter((one) => typeof one !== 'string'),
        ...unreadable,
      ];
      // Of a log that is not the signed one nobody can say what it says of the rest.
      const rest = own.length === 0 ? await check.finish(named) : { problems: [], notes: [], pending: 0 };
      const gone = own.length === 0 ? await checkErased(workspace, erased, commits) : { problems: [], notes: [] };
      const cosigned =
        own.length === 0 ? await checkCosigned(read, await filesOfLog(root), log) : { problems: [], notes: [] };
      const proofs =
        own.length === 0
          ? await checkProofs({ read, there: await filesOfLog(root), known: knownBytes }, log, entries, reigns)
          : [];
      const salts = await checkSalts(root, read, log);
      return {
        problems: [
          ...oncePerPath(
            [...own, ...(await remembered(workspace, log, documents)), ...cosigned.problems, ...proofs, ...salts],
            named,
          ),
          ...gone.problems,
          ...rest.problems,
        ],
        notes: [
          `存证日志 ${origin}：${size} 条${rest.pending === 0 ? '' : `，待签 ${rest.pending} 条`}`,
          ...reigns.slice(1).map(rotationNote),
          ...told.filter((one) => typeof one === 'string'),
          ...cosigned.notes,
          ...gone.notes,
          ...rest.notes,
        ],
        entries: size,
      };
    },
  };
}

async function remembered(...given: Parameters<typeof contradictedByMemory>): Promise<LogProblem[]> {
  const message = await contradictedByMemory(...given);
  if (message === undefined) return [];
  const meaning = '工作区被换回旧版，或存证日志被另起、改写；与备份和双方留存的纸面比较';
  return [{ path: CHECKPOINT, property: '真实性', message: `${message}：${meaning}` }];
}

const only = (find: () => Promise<LogFindings>): LogCheck => ({
  async finish(named) {
    const found = await find();
    return { ...found, problems: oncePerPath(found.problems, named) };
  },
});

/** A workspace without a log: it never had one, or it was taken away. */
async function absent(
  workspace: Workspace,
  claims: readonly Claim[],
  documents: readonly ArchivedDocument[],
): Promise<LogFindings> {
  const { root, git } = workspace;
  const firstCommit = (await git.history()).at(-1)?.commit ?? '';
  const [known] = await logsOf({ root, firstCommit }).catch(nothingWhereRefused);
  const why = (await hadLog(workspace))
    ? '版本库的历史中有存证日志，现在没有'
    : known !== undefined
      ? `本机为此工作区签过存证日志（${known}），现在没有`
      : await contradictedByMemory(workspace, undefined, documents);
  const missing = (message: string): LogProblem => ({ path: CHECKPOINT, property: '完整性', message });
  const meaning = '被删除，或工作区被换回建立日志之前的旧版；从备份取回 archive/log/';
  const problems = [
    ...claims.map(({ size }) => ({
      ...missing(`给出的校验点有 ${size} 条，工作区现在没有存证日志：${meaning}`),
      claim: true as const,
    })),
    ...(why === undefined ? [] : [missing(`${why}：${meaning}`)]),
  ];
  return { problems, notes: problems.length === 0 ? [UNUSED] : [], entries: 0 };
}

/** Newest checkpoint that this machine has signed of the log; null when it is not the one that signs. */
async function seenHere(origin: string, root: string, id: string): Promise<Checkpoint | null> {
  try {
    const keys = await findKeys(origin, root, id, false);
    return keys.state === 'held' ? keys.seen : null;
  } catch (error) {
    // Whoever may not read the keys of another user can verify all the same.
    if (error instanceof UserError) return null;
    throw error;
  }
}

function nothingWhereRefused(error: unknown): string[] {
  if (error instanceof UserError) return [];
  throw error;
}

function rotationNote({ from, entry: { at, lost, by = '', reason = '' }, key }: Reign): string {
  const how = lost === true ? '前一密钥已遗失，新密钥没有它的签名：向双方核对新密钥' : '由前一密钥与新密钥共同签名';
  return `存证密钥自第 ${from + 1} 条起更换为 ${key?.id ?? '（不可读）'}：${formatDateTime(at)} ${by}，${reason}（${how}）`;
}

/** Two problems of one file are of one cause: the first tells it. A claim that is contradicted is told each time. */
function oncePerPath(problems: readonly LogProblem[], named: ReadonlySet<string>): LogProblem[] {
  const told = new Set<string>();
  return problems.filter(({ path, claim }) => {
    const isNew = claim === true || !(told.has(path) || isNamed(named, path));
    told.add(path);
    return isNew;
  });
}
