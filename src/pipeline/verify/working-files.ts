/**
 * The files of the workspace against the last commit, byte for byte: what git's index, its ignore rules or the times of
 * files say decides nothing, because whoever changes a file can set them.
 */
import { contractFiles } from '../../contract/bundle/bundle.ts';
import { HAND_EDIT } from '../../workspace/change/hand-edits.ts';
import { GIT_RULES, HAND_EDITED } from '../../workspace/disk/areas.ts';
import { tempOwner } from '../../workspace/disk/durable.ts';
import type { Session } from '../session.ts';
import type { Problem } from './problem.ts';
import type { FilesRead } from './reading.ts';

type State = 'new' | 'modified' | 'deleted';

const isBelow = (path: string, folders: readonly string[]): boolean =>
  folders.some((one) => path === one || path.startsWith(`${one}/`));

const stateWords: Record<State, string> = {
  new: '多出的文件，没有提交',
  modified: '内容被修改',
  deleted: '文件被删除',
};

const takeBack = (state: State): string => (state === 'new' ? '移走该文件' : '从备份或版本库取回登记的版本');

/** What is wrong with a file that is not as the last commit has it, by where it lies. */
const areas: { holds(path: string): boolean; say(state: State): string }[] = [
  {
    holds: (path) => isBelow(path, ['archive']),
    say: (state) =>
      ({
        new: '归档中多出的文件，不在版本库中',
        modified: '文件内容与版本库中签发时的内容不一致',
        deleted: '归档文件缺失',
      })[state],
  },
  {
    holds: (path) => isBelow(path, ['records', 'evidence']),
    say: (state) =>
      ({
        new: '与版本库不一致：多出的文件，没有提交',
        modified: '与版本库不一致：有未提交的改动，首次写入的版本在版本库中',
        deleted: '与版本库不一致：文件被删除，首次写入的版本在版本库中',
      })[state],
  },
  {
    holds: (path) => isBelow(path, HAND_EDITED),
    say: (state) =>
      `有未提交的改动：${stateWords[state]}；是本人改的，下次签发前检查并登记为${HAND_EDIT}；不是本人改的，${takeBack(state)}`,
  },
  {
    holds: (path) => isBelow(path, ['state']),
    say: (state) => `与版本库不一致：${stateWords[state]}；状态只由程序写入，${takeBack(state)}`,
  },
  {
    holds: (path) => GIT_RULES.includes(path),
    say: (state) =>
      `版本库的规则文件有未提交的改动：${stateWords[state]}；改动后新文件可能不进版本库，${takeBack(state)}`,
  },
  {
    holds: () => true,
    say: (state) =>
      state === 'new'
        ? '多出的文件，不属于工作区：移走；待导入的文件放到 inbox/'
        : `有未提交的改动：${stateWords[state]}；不是本人改的，${takeBack(state)}`,
  },
];

/** Where files of a workspace lie; whatever else was committed is somebody's own. */
const layout: readonly RegExp[] = [
  /^(?:opsledger|leak-allow)\.yaml$/,
  /^operation-log-rules\.json$/,
  /^\.git(?:ignore|attributes)$/,
  /^contract\/original\.txt$/,
  /^contract\/papers\/[^/]+\.txt$/,
  /^contract\/assets\/[^/]+\.csv$/,
  /^\.schemas\/[a-z-]+\.json$/,
  /^plans\/[^/]+\.md$/,
  /^knowledge-base\//,
  /^records\/[a-z-]+\/\d{4}\/\d{2}\/[A-Z]+-\d{8}-\d+\.(?:json|ya?ml)$/,
  /^evidence\/[0-9a-f]{2}\/[0-9a-f]{64}(?:\.gz)?$/,
  /^state\/[a-z0-9-]+\.json$/,
  /^archive\//,
];
const contractPaths: readonly string[] = Object.values(contractFiles);
/** Files that a note names. */
const NAMED = 5;

/**
 * Adds a problem for each file that is not as the last commit has it. What an interrupted operation holds is told as that.
 * @returns a line on files that were committed and are none of a workspace
 */
export async function checkFiles({ workspace }: Session, files: FilesRead, problems: Problem[]): Promise<string[]> {
  const { interrupted } = workspace;
  const pending = new Set(interrupted.pending);
  // What cannot be read is told as that already; the property is a word of the answer, of a closed list.
  const unusable = new Set(problems.flatMap(({ path, property }) => (property === '可用性' ? [path] : [])));
  const { different, committed } = await compare(workspace, files);
  // Asked of what differs alone: git looks at every file for it, as was done here.
  const refusals = different.length === 0 ? [] : await workspace.refusedHandEdits();
  const refused = new Map(
    refusals.filter(({ path }) => !unusable.has(path)).map(({ path, message }) => [path, `；${message}`]),
  );
  for (const one of different) {
    if (!isTemp(one.path)) {
      if (!pending.has(one.path)) problems.push({ ...one, message: `${one.message}${refused.get(one.path) ?? ''}` });
    } else if (interrupted.fault === null) problems.push({ path: one.path, property: '可用性', message: LEFT_TEMP });
  }
  return strangers(committed);
}

const LEFT_TEMP = '上次操作残留的临时文件，没有内容丢失；执行 opsledger start --once 会清理';

/** What an operation that was interrupted, or is going on, has not given its name yet. @param path or name of a file */
export const isTemp = (path: string): boolean => tempOwner(path) !== undefined;

/** Files that differ from the last commit, and the paths that it has. */
async function compare({ git }: Session['workspace'], { entries, digests, unread }: FilesRead) {
  const problems: Problem[] = [];
  const committed = new Map((await git.listTree('HEAD')).map((entry) => [entry.path, entry]));
  const report = (path: string, state: State) => {
    const message = areas.find((area) => area.holds(path))?.say(state) ?? stateWords[state];
    problems.push({ path, property: propertyOf(path, state), message });
  };
  const present = new Set<string>();
  for (const { path, isFile } of entries) {
    if (isFile && !digests.has(path)) continue;
    present.add(path);
    const entry = committed.get(path);
    if (!isFile || entry?.mode === '120000') {
      const message = `不是普通文件（符号链接、管道等），内容随时可变：换成普通文件，或${takeBack(entry === undefined ? 'new' : 'modified')}`;
      problems.push({ path, property: '真实性', message });
    } else if (entry === undefined) report(path, 'new');
    else if (entry.blob !== digests.get(path)?.blob) report(path, 'modified');
  }
  // What could not be read is told as that.
  for (const path of committed.keys())
    if (!(present.has(path) || isBelow(path, unread) || unread.includes(path))) report(path, 'deleted');
  return { different: problems, committed: [...committed.keys()] };
}

function strangers(committed: readonly string[]): string[] {
  const strange = committed.filter(
    (path) => !contractPaths.includes(path) && !layout.some((pattern) => pattern.test(path)),
  );
  if (strange.length === 0) return [];
  const more = strange.length > NAMED ? ` 等 ${strange.length} 个` : '';
  return [`版本库中有不属于工作区的文件：${strange.slice(0, NAMED).join('、')}${more}；不需要的请移走`];
}

/** A record that is gone says something else than it said; of anything else a part is missing. */
const propertyOf = (path: string, state: State): Problem['property'] =>
  state === 'deleted' && !isBelow(path, ['records', 'evidence']) ? '完整性' : '真实性';
