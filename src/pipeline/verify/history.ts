/** What the history of the workspace tells against it: who wrote it, in what order of time, and what was rewritten. */
import { isOfLog } from '../../archive/log/log-folder.ts';
import { formatDateTime, toText } from '../../contract/time.ts';
import { HAND_EDIT } from '../../workspace/change/hand-edits.ts';
import { GIT_RULES, HAND_EDITED, WRITE_ONCE } from '../../workspace/disk/areas.ts';
import type { HistoryEntry } from '../../workspace/git/git.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import { clockWords } from '../log/declared.ts';
import type { Session } from '../session.ts';
import type { CommittedFiles } from './committed-files.ts';
import type { Problem } from './problem.ts';

const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;

/** A clock that is set right steps back by seconds; more is a clock that was wrong, or a commit that was made later. */
const STEP_BACK_SECONDS = 60;

/** Only the program writes below these. */
const OWN_FOLDERS = ['records', 'evidence', 'archive', 'state'];

export interface HistoryResult {
  notes: string[];
  /** Every commit that the newest one goes back to. */
  reachable: ReadonlySet<string>;
}

/** Adds problems of the history, and gives what is worth knowing of it. */
export async function checkHistory(
  session: Session,
  files: CommittedFiles,
  problems: Problem[],
): Promise<HistoryResult> {
  const entries = await session.workspace.git.history();
  const clocks = await declaredBackwards(session, backwards(entries));
  problems.push(...clocks.problems);
  const found = new Map<string, Problem>();
  for (const one of await rewrittenOnce(session, files)) found.set(one.path, one);
  for (const one of await writtenByOthers(session, entries, files)) if (!found.has(one.path)) found.set(one.path, one);
  const named = new Set(problems.map(({ path }) => path));
  for (const one of found.values()) if (!named.has(one.path)) problems.push(one);
  return {
    notes: [...clocks.notes, ...(await editsAfterIssuing(session, entries))],
    reachable: new Set(entries.map(({ commit }) => commit)),
  };
}

const short = (commit: string): string => commit.slice(0, 12);
const madeAt = ({ made }: HistoryEntry): string =>
  formatDateTime(toText(Temporal.Instant.fromEpochMilliseconds(made * 1000)));
const nameOf = (entry: HistoryEntry): string => `提交 ${short(entry.commit)}，${madeAt(entry)}`;

/** A commit whose machine said an earlier time than it had said for the commit before. */
interface Backwards {
  entry: HistoryEntry;
  parent: HistoryEntry;
}

/** What a clock left that was wrong then is no riddle any more once both sides say so on paper; of what one side says both are told. */
async function declaredBackwards(
  { workspace }: Session,
  found: readonly Backwards[],
): Promise<{ problems: Problem[]; notes: string[] }> {
  const accepted = found.length === 0 ? [] : await clockWords(workspace);
  const [problems, notes]: [Problem[], string[]] = [[], []];
  for (const { entry, parent } of found) {
    const text = `提交时间倒退：${nameOf(entry)}，早于它的上一次${nameOf(parent)}`;
    const covering = accepted.filter(
      ({ at, until }) =>
        until !== null &&
        Date.parse(until) / 1000 >= parent.made &&
        Date.parse(at) / 1000 >= entry.made - STEP_BACK_SECONDS,
    );
    const said = covering.find(({ both }) => both) ?? covering[0];
    const by = said === undefined ? '' : `；${said.by} 于 ${formatDateTime(said.at)} 说明：${said.reason}`;
    if (said?.both === true) notes.push(`${text}${by}，有双方签字的扫描件`);
    else
      problems.push({
        path: '.git',
        property: '真实性',
        message: `${text}；机器时钟曾被拨回，或历史被改写：核对当时的时钟，并与备份中的版本库比较${by}${said === undefined ? '' : '（没有双方签字的扫描件）'}`,
      });
  }
  return { problems, notes };
}

function backwards(entries: readonly HistoryEntry[]): Backwards[] {
  const byId = new Map(entries.map((entry) => [entry.commit, entry]));
  return entries.flatMap((entry) =>
    entry.parents.flatMap((id): Backwards[] => {
      const parent = byId.get(id);
      if (parent === undefined || entry.made >= parent.made - STEP_BACK_SECONDS) return [];
      return [{ entry, parent }];
    }),
  );
}

/** Files that only the program writes, as a commit of somebody else left them. */
async function writtenByOthers(
  { workspace }: Session,
  entries: readonly HistoryEntry[],
  files: CommittedFiles,
): Promise<Problem[]> {
  const foreign = entries.filter(({ author, committer }) => author !== OWN || committer !== OWN);
  const touched = await workspace.git.touched(foreign.map(({ commit }) => commit));
  const problems = new Map<string, Problem>();
  // Oldest first: what stood before it is the genuine version.
  for (const entry of foreign.toReversed()) {
    for (const { path, state } of touched.get(entry.commit) ?? []) {
      const isOurs = OWN_FOLDERS.some((folder) => path.startsWith(`${folder}/`)) || GIT_RULES.includes(path);
      if (!isOurs || problems.has(path) || (await isOwnVersion(workspace, path, files))) continue;
      const how = { new: '写入', modified: '修改', deleted: '删除' }[state];
      problems.set(path, {
        path,
        property: state === 'deleted' ? '完整性' : '真实性',
        message: `由本程序以外的提交${how}（${nameOf(entry)}，作者 ${entry.author}）：核对内容；没有依据的，${restoring(entry, state)}`,
      });
    }
  }
  return [...problems.values()];
}

/** Files that are written once, and that a later commit changed or deleted, whoever is said to have made it. */
async function rewrittenOnce({ workspace }: Session, files: CommittedFiles): Promise<Problem[]> {
  const problems = new Map<string, Problem>();
  for (const entry of (await workspace.git.historyOf(...WRITE_ONCE)).toReversed()) {
    for (const { path, state } of entry.files) {
      // The log of archive/ grows.
      if (state === 'new' || isOfLog(path) || problems.has(path)) continue;
      if (await isFirstVersion(workspace, path, files)) continue;
      const how = state === 'deleted' ? '删除' : '改写';
      problems.set(path, {
        path,
        property: state === 'deleted' ? '完整性' : '真实性',
        message: `只写一次的文件在首次写入之后被${how}（${nameOf(entry)}）：${restoring(entry, state)}`,
      });
    }
  }
  return [...problems.values()];
}

const restoring = ({ commit }: HistoryEntry, state: 'new' | 'modified' | 'deleted'): string =>
  state === 'new' ? '移走该文件' : `取回版本库中提交 ${short(commit)} 的上一版`;

/** Versions of a file by the commits that made them, oldest first. */
async function versionsOf({ git }: Session['workspace'], path: string, files: CommittedFiles) {
  const entries = (await git.historyOf(path)).toReversed();
  return Promise.all(entries.map(async (entry) => ({ entry, blob: (await files.tree(entry.commit))?.blob(path) })));
}

/** true when the newest commit has a version that the program itself wrote, or has no file that it never wrote. */
async function isOwnVersion(workspace: Session['workspace'], path: string, files: CommittedFiles): Promise<boolean> {
  const now = (await files.tree('HEAD'))?.blob(path);
  const own = (await versionsOf(workspace, path, files)).filter(({ entry }) => isOwn(entry)).map(({ blob }) => blob);
  return now === undefined ? own.length === 0 : own.includes(now);
}

const isOwn = ({ author, committer, subject }: HistoryEntry): boolean =>
  author === OWN && committer === OWN && !subject.startsWith(HAND_EDIT);

/** true when the newest commit has the file as it was first written. */
async function isFirstVersion(workspace: Session['workspace'], path: string, files: CommittedFiles): Promise<boolean> {
  const [first] = await versionsOf(workspace, path, files);
  return first?.blob === (await files.tree('HEAD'))?.blob(path);
}

/** Contract, settings, plans and articles that were edited after the first document was issued: who reads it must know. */
async function editsAfterIssuing({ workspace }: Session, entries: readonly HistoryEntry[]): Promise<string[]> {
  const issued = (await workspace.git.historyOf(...WRITE_ONCE)).findLast(({ files }) =>
    files.some(({ path }) => path.startsWith('archive/')),
  );
  if (issued === undefined) return [];
  const order = new Map(entries.map(({ commit }, n) => [commit, n]));
  const since = (commit: string) => (order.get(commit) ?? 0) < (order.get(issued.commit) ?? 0);
  const edits = new Map<string, HistoryEntry[]>();
  for (const entry of await workspace.git.historyOf(...HAND_EDITED)) {
    if (!since(entry.commit)) continue;
    const names = entry.files.map(({ path }) => (path.startsWith('knowledge-base/') ? 'knowledge-base/' : path));
    for (const name of new Set(names)) edits.set(name, [...(edits.get(name) ?? []), entry]);
  }
  return [...edits].map(([path, [newest, ...older]]) => {
    const { author, subject } = newest as HistoryEntry;
    const who = author === OWN ? (subject.startsWith(HAND_EDIT) ? HAND_EDIT : subject) : `作者 ${author}`;
    return `首份文档签发之后改过 ${path} ${older.length + 1} 次，最近一次${nameOf(newest as HistoryEntry)}（${who}）；各文档按签发时的版本核对`;
  });
}
