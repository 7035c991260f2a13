/** What a person has to know of a workspace before a command does anything in it, in Chinese, one line each. */
import { stat } from 'node:fs/promises';
import { formatDateTimeSeconds, toText } from '../../contract/time.ts';
import { headMadeAt } from '../git/commit.ts';
import type { Interrupted, Recovery } from './recover.ts';
import type { Settled } from './settle.ts';

/** Clocks that are kept by a time server are moved by less than this, in milliseconds. */
const CLOCK_SLACK_MS = 60_000;

/**
 * @param now milliseconds since 1970 by the machine's clock
 * @param uid of this process; undefined where there are none
 */
export async function openingNotes(
  root: string,
  interrupted: Interrupted,
  now: number,
  uid: number | undefined,
): Promise<string[]> {
  return [
    ...recoveryNotes(interrupted),
    ...clockNotes(await headMadeAt(root), now),
    ...ownerNotes(root, (await stat(root)).uid, uid),
  ];
}

/** @param saved when the newest commit was made by the clock of then; both in milliseconds since 1970 */
export function clockNotes(saved: number | undefined, now: number): string[] {
  if (saved === undefined || saved - now <= CLOCK_SLACK_MS) return [];
  const text = (ms: number) => formatDateTimeSeconds(toText(Temporal.Instant.fromEpochMilliseconds(ms)));
  return [
    `本机时钟被调回或不准：现在是 ${text(now)}，而最近一次保存是在 ${text(saved)}；请先核对本机时间，再采集、登记或签发，否则先后次序会对不上`,
  ];
}

/** Root may write everywhere, but leaves files behind that the user of the workspace then may not. */
export function ownerNotes(root: string, owner: number, uid: number | undefined): string[] {
  if (uid !== 0 || owner === 0) return [];
  return [
    `正以 root 身份操作用户 ${owner} 的工作区，会留下该用户不能改写的文件；请改用该用户执行，已留下的用此命令改回：${chownCommand(root)}`,
  ];
}

/** Gives the whole workspace to the owner of its folder. */
export function chownCommand(root: string): string {
  return `chown -R --reference=${quoted(root)} ${quoted(root)}`;
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

/** What was put right, in Chinese, one line each: for the terminal, the log of `start`, and `verify`. */
const BEGIN = '上次操作被中断，已恢复：';

const OUTCOMES: Record<Settled['outcome'], (one: Settled) => string> = {
  finished: ({ subject, paths }) => `“${subject}”已自动完成（${paths.length} 个文件），请不要重复录入`,
  done: ({ subject }) => `“${subject}”此前已经保存，请不要重复录入`,
  undone: ({ subject }) => `“${subject}”已撤回，数据与操作前相同；仍需要的请重新执行`,
};

/** @returns nothing when nothing was interrupted */
export function recoveryNotes({ recovery, fault }: Interrupted): string[] {
  if (fault !== null) {
    return [`上次操作被中断，尚未恢复：${fault}；排除后执行任一命令会自动恢复，在此之前只能查看`];
  }
  return recovery === null ? [] : lines(recovery);
}

function lines({ settled, removed, setAside, committed, problems }: Recovery): string[] {
  const notes = setAside.map(({ path, to, why }) =>
    path.endsWith('/index')
      ? `${BEGIN}版本库索引 ${path} ${why}，已由最近一次提交重建，记录不受影响；原文件移到 ${to}`
      : `${BEGIN}恢复日志 ${path} ${why}，原文件移到 ${to}；未提交的文件已逐个核对，补充提交 ${committed.length} 个`,
  );
  if (settled !== null) notes.push(`${BEGIN}${OUTCOMES[settled.outcome](settled)}`);
  else if (removed.length > 0) notes.push(`${BEGIN}清理残留的临时文件与锁 ${removed.length} 个，已保存的数据不受影响`);
  else if (notes.length === 0) notes.push(`${BEGIN}没有残留，已保存的数据不受影响`);
  return [...notes, ...problems.map(({ path, message }) => `问题 ${path}：${message}`)];
}
