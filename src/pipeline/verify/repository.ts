/** The repository itself: objects that git finds broken, and files of `.git/` that make it show something else than it holds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../session.ts';
import type { Problem } from './problem.ts';

/** Lines of git's complaint that are given; one lost pack makes thousands. */
const MAX_LINES = 10;
/** Characters of an object's name that are given. */
const SHORT = 12;

/** Adds what git's own check of all its objects finds. @returns true when git can be asked for all that it should hold */
export async function checkObjects({ workspace }: Session, problems: Problem[]): Promise<boolean> {
  const complaints = await workspace.git.fsck();
  for (const line of complaints.slice(0, MAX_LINES)) {
    const more = complaints.length > MAX_LINES ? `（共 ${complaints.length} 处）` : '';
    const message = `版本库自检发现损坏${more}：${line}；从备份恢复整个 .git 文件夹`;
    problems.push({ path: '.git', property: '可用性', message });
  }
  return complaints.length === 0;
}

/** Adds that objects are lost, as far as the history names them: what a complete check takes seconds for, in a tenth of one. */
export async function checkPresence({ workspace }: Session, problems: Problem[]): Promise<void> {
  const missing = await workspace.git.missing();
  if (missing.length === 0) return;
  const some = missing.slice(0, MAX_LINES).map((name) => name.slice(0, SHORT));
  const message = `版本库缺少 ${missing.length} 个对象（${some.join('、')}${missing.length > MAX_LINES ? ' 等' : ''}）：从备份恢复整个 .git 文件夹`;
  problems.push({ path: '.git', property: '可用性', message });
}

/** Adds what makes the repository show something else than it holds. */
export async function checkRepository({ workspace }: Session, problems: Problem[]): Promise<void> {
  for (const { path, holds, message } of twists) {
    if (holds(await contentOf(join(workspace.root, path)))) problems.push({ path, property: '真实性', message });
  }
}

/** Settings by which files are taken from elsewhere, left out or changed on the way. */
const SHOWN_OTHERWISE = /^\s*(?:\[\s*(?:filter|include(?:if)?)\b|(?:worktree|excludesfile|attributesfile)\s*=)/im;

/** Files with which a repository hides or swaps what it holds; the program makes none of them. */
const twists: { path: string; holds(content: string): boolean; message: string }[] = [
  {
    path: '.git/info/exclude',
    holds: (content) => content.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#')),
    message: '版本库另有忽略规则，新文件可能不进版本库：删除其中的规则',
  },
  { path: '.git/info/grafts', holds: isThere, message: '版本库的历史被嫁接，看到的不是写入的历史：删除该文件' },
  { path: '.git/shallow', holds: isThere, message: '版本库的历史不完整（浅克隆）：从备份恢复整个 .git 文件夹' },
  {
    path: '.git/objects/info/alternates',
    holds: isThere,
    message: '版本库的一部分在工作区之外，备份与恢复带不走：从备份恢复整个 .git 文件夹',
  },
  {
    path: '.git/refs/replace',
    holds: isThere,
    message: '版本库中有替换用的对象，看到的可能不是写入的内容：删除该文件夹中的文件',
  },
  {
    // Where `git pack-refs` puts them.
    path: '.git/packed-refs',
    holds: (content) => /^[0-9a-f]+ refs\/replace\//m.test(content),
    message:
      '版本库中有替换用的对象，看到的可能不是写入的内容：删去该文件中含 refs/replace/ 的行，或用备份中的版本库比较，再核验一次',
  },
  {
    path: '.git/HEAD',
    holds: (content) => isThere(content) && !content.startsWith('ref: '),
    message:
      '版本库没有停在分支上，看到的可能是较早的版本，此后写入的不在其中：将该文件的内容恢复为 ref: refs/heads/main，再核验一次',
  },
  {
    path: '.git/config',
    holds: (content) => SHOWN_OTHERWISE.test(content),
    message:
      '版本库设置使看到的与写入的可以不同（worktree、excludesFile、attributesFile、filter、include 之一）：删除该项，再核验一次',
  },
];

function isThere(content: string): boolean {
  return content.trim() !== '';
}

/** Text of a file, or the names in a folder; empty when there is none. */
async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return (await readdir(path)).join('\n');
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw error;
  }
}
