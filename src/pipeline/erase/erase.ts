/** Destroys content everywhere the program can reach (清除), and says what it cannot. */
import { erasedEntries } from '../../archive/log/erasures.ts';
import { readFrom, readLog } from '../../archive/log/log-folder.ts';
import type { ErasureRecord } from '../../subjects/erasures/kinds/erasure.ts';
import { openSigner } from '../log/sign.ts';
import type { Session } from '../session.ts';
import { decideErasure, type ErasePlan, type EraseRequest, planErasure } from './decide.ts';
import { clearHandedIn } from './desk.ts';
import { type Rewritten, rewriteHistory } from './rewrite.ts';

export interface Erasure extends ErasePlan, Rewritten {
  /** Files that were handed in, held the same bytes, and went: of the inbox and of the desk. */
  handedIn: string[];
  /** Copies that no program can reach from here, in Chinese. */
  unreached: readonly string[];
}

/** Copies beyond reach; whoever decided has to see to them. */
const UNREACHED: readonly string[] = [
  '备份、镜像与其他机器上的副本：从旧历史恢复的工作区仍有原内容，逐份删除后重新备份；镜像须按使用手册“依规清除”一页重新推送并清理',
  '已交出的文档、数据包、合订本与打印件',
  '邮件、群机器人与聊天记录',
  '看过页面的浏览器的缓存与下载文件夹',
  '磁盘与快照上已删除而未覆盖的数据：按单位介质管理要求处理',
];

/** What `erase` would do, without doing it. @throws UserError for what is not there, or cannot be erased */
export async function previewErasure(session: Session, request: EraseRequest): Promise<ErasePlan> {
  const { targets, printing, resting, losing, elsewhere } = await planErasure(session, request);
  return { targets, printing, resting, losing, elsewhere };
}

/**
 * Decides and carries out. What an earlier one left undone is ended first.
 * @throws UserError when something is not there, documents have to be decided on, or this machine may not sign
 */
export async function erase(session: Session, request: EraseRequest): Promise<Erasure> {
  // Who may not sign may not decide, either: what is gone without a word in the log would be a forgery.
  await openSigner(session);
  await finishErasures(session, request.now);
  const { id, plan } = await decideErasure(session, request);
  const { targets, printing, resting, losing, elsewhere, found } = plan;
  const digests = new Set(found.evidence.map(({ sha256 }) => sha256));
  const { files, unreached } = await clearHandedIn(session.workspace.root, plan.texts, digests);
  const [done] = await finishErasures(session, request.now, id);
  const rewritten = done ?? { record: id, contents: 0, commits: 0, refs: [] };
  return {
    targets,
    printing,
    resting,
    losing,
    elsewhere,
    ...rewritten,
    handedIn: files,
    unreached: [...UNREACHED, ...(unreached === null ? [] : [unreached])],
  };
}

/**
 * Takes what was decided on, and is still in the history, out of it.
 * @param now ISO instant @param only id of the one decision to carry out
 */
export async function finishErasures(session: Session, now: string, only?: string): Promise<Rewritten[]> {
  const done: Rewritten[] = [];
  for (const record of await pendingErasures(session))
    if (only === undefined || record.id === only) done.push(await rewriteHistory(session, record, now));
  return done;
}

/** Destroys once more what the log says was erased: objects that came back with an older copy. */
export async function purgeErased({ workspace }: Session): Promise<void> {
  await workspace.lock.run(() => workspace.git.purge());
}

/** Decisions of which the log has no entry. */
export async function pendingErasures({ workspace: { records, root } }: Session): Promise<ErasureRecord[]> {
  const { records: decided } = await records.list<ErasureRecord>('erasure');
  if (decided.length === 0) return [];
  const log = await readLog(readFrom(root));
  const entries = log === undefined || 'fault' in log ? [] : erasedEntries(log.entries);
  const carriedOut = new Set(entries.map(({ record }) => record));
  return decided.filter(({ id }) => !carriedOut.has(id));
}
