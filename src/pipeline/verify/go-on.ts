/**
 * One file that cannot be used hides nothing else: what a check meets is told with its place, with what could not be judged because of
 * it, and the next check goes on. What git or the machine as a whole refuses ends the verification as before.
 */
import { isAbsolute, relative } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { environmentError, isFileError } from '../../workspace/disk/faults.ts';
import type { Session } from '../session.ts';
import type { Problem } from './problem.ts';
import type { FilesRead } from './reading.ts';

/** Runs a check. @param what it judges, in Chinese @param otherwise what stands for its answer where it could not */
export type Judged = <T>(what: string, otherwise: T, check: () => Promise<T> | T) => Promise<T>;

export const openJudged =
  (root: string, problems: Problem[]): Judged =>
  async (what, otherwise, check) => {
    try {
      return await check();
    } catch (error) {
      const met = isFileError(error) ? environmentError(error, error.path) : error;
      if (!(met instanceof UserError) || met.place.file === undefined) throw error;
      const path = isAbsolute(met.place.file) ? relative(root, met.place.file) : met.place.file;
      const message = `${wordsOf(met)}；因此没有核对：${what}`;
      if (!problems.some((one) => one.path === path && one.message === message))
        problems.push({ path, property: '可用性', message });
      return otherwise;
    }
  };

/** What is wrong, on one line; the file is named beside it. */
export function wordsOf({ summary, place: { at, found, expected, hint } }: UserError): string {
  const rest = [
    ...(at === undefined ? [] : [`位置 ${at}`]),
    ...(found === undefined ? [] : [`实际 ${found}`]),
    ...(expected === undefined ? [] : [`应为 ${expected}`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return [`不能使用：${summary}`, ...rest].join('；').replaceAll(/\s*\n\s*/g, '；');
}

/** The contract itself, where another stands in for it. */
export function standInProblems({ workspace: { standIn } }: Session): Problem[] {
  if (standIn === undefined) return [];
  const { fault, commit } = standIn;
  const instead =
    commit === null
      ? '历史中也没有一版可用：没有核对口径的签字扫描件、合同全文和留存要求'
      : `本次核验改按提交 ${commit.slice(0, 12)} 的合同数据：没有按现在的合同核对口径的签字扫描件、合同全文和留存要求`;
  const message = `${wordsOf(fault)}；${instead}；签发的文档、记录、原始材料和存证照常核对`;
  return [{ path: fault.place.file ?? 'contract', property: '可用性', message }];
}

/** What is there and could not be read. */
export const unreadProblems = ({ unread }: FilesRead): Problem[] =>
  unread.map((path) => ({
    path,
    property: '可用性',
    message: '读不出来（没有读取权限，或磁盘出错），它和其中的内容没有核对：执行 opsledger doctor，改正后再核验一次',
  }));
