/** What was put right, in Chinese, one line each: for the terminal, the log of `start`, and `verify`. */
import type { Interrupted, Recovery } from './recover.ts';
import type { Settled } from './settle.ts';

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
