/**
 * What stands beside the content of files and shows it in another light: rights of files, programs that git would start, entries of
 * which the repository holds nothing, commits by other hands. None of it changes what was written, so most are notes.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import type { HistoryEntry } from '../../workspace/git/git.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import type { Session } from '../session.ts';
import type { DigestsByPath } from './file-digests.ts';
import type { Problem } from './problem.ts';

/** Rights by which a file is a program, and by which anybody may write to it. */
const PROGRAM = 0o111;
const ANYBODY = 0o002;
/** Names that a note gives. */
const NAMED = 3;
/** Of so many files a file system without rights of its own shows all alike. */
const ALL_ALIKE = 0.9;

/** Adds a problem for each entry without content. @returns lines on rights, hooks and commits by others */
export async function checkSurroundings(
  { workspace }: Session,
  digests: DigestsByPath,
  problems: Problem[],
): Promise<string[]> {
  for (const path of (await workspace.git.contents('HEAD')).gitlinks) {
    const message =
      '版本库把它登记为另一个版本库（子模块），其中的内容没有保存，备份与恢复带不走：移走该文件夹，需要的文件放回原处后重新登记';
    problems.push({ path, property: '真实性', message });
  }
  return [...rightsOf(digests), ...(await hooksOf(workspace.root)), ...othersOf(await workspace.git.history())];
}

/** Files that were made programs, or that everybody may write to. */
function rightsOf(digests: DigestsByPath): string[] {
  const files = [...digests].map(([path, { mode }]) => ({ path, mode }));
  return [...toldRights(files, PROGRAM, '被设为可执行'), ...toldRights(files, ANYBODY, '允许本机任何用户改写')];
}

interface Rights {
  path: string;
  mode: number;
}

function toldRights(files: readonly Rights[], bits: number, how: string): string[] {
  const found = files.filter(({ mode }) => (mode & bits) !== 0).map(({ path }) => path);
  if (found.length === 0 || found.length >= files.length * ALL_ALIKE) return [];
  return [
    `有 ${found.length} 个文件${how}（如 ${some(found)}）：程序写入的文件不会这样；执行 opsledger doctor --fix 改回`,
  ];
}

const some = (names: readonly string[]): string => names.slice(0, NAMED).join('、');

const HOOKS_ELSEWHERE = /^\s*hookspath\s*=\s*(.+)$/im;

/** Programs that git starts when a person uses it here; what this program starts does not. */
async function hooksOf(root: string): Promise<string[]> {
  const names = await readdir(join(root, '.git', 'hooks')).catch(unlessGone);
  const hooks = (names ?? []).filter((name) => !name.endsWith('.sample')).sort();
  const elsewhere = HOOKS_ELSEWHERE.exec(
    (await readFile(join(root, '.git', 'config'), 'utf8').catch(unlessGone)) ?? '',
  );
  const end = '本程序从不执行它们，但有人在此处直接操作版本库时会被执行；不是本人放的，移走';
  return [
    ...(hooks.length === 0 ? [] : [`.git/hooks 中有钩子程序 ${some(hooks)}：${end}`]),
    ...(elsewhere === null ? [] : [`.git/config 指定了另外的钩子程序文件夹 ${elsewhere[1]?.trim()}：${end}`]),
  ];
}

function unlessGone(error: unknown): undefined {
  if (!isUnreachable(error)) throw error;
}

const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;

/** Commits that say themselves that somebody else wrote or made them. */
function othersOf(entries: readonly HistoryEntry[]): string[] {
  const others = entries.filter(({ author, committer }) => author !== OWN || committer !== OWN);
  if (others.length === 0) return [];
  const names = [...new Set(others.flatMap(({ author, committer }) => [author, committer]))].filter(
    (one) => one !== OWN,
  );
  const commits = others.slice(0, NAMED).map(({ commit }) => commit.slice(0, 12));
  return [
    `版本库中有 ${others.length} 次提交不是本程序所作（${some(commits)}；署名 ${some(names)}）：所改的记录、原始材料与归档另列，其余由本人核对`,
  ];
}
