/** Turns what the operating system says into what a person can act on. */
import { EnvironmentError, UserError } from '../../contract/error.ts';

interface Fault {
  summary: string;
  hint: string;
}

const full: Fault = { summary: '磁盘空间不足，未能写入', hint: '清理磁盘空间后重新执行' };
const denied: Fault = {
  summary: '没有读写权限',
  hint: '执行 opsledger doctor，它查出工作区里属于其他用户的文件并给出改正的命令；改正后重新执行',
};

const faults: Readonly<Record<string, Fault>> = {
  ENOSPC: full,
  EDQUOT: { ...full, summary: '磁盘配额已用完，未能写入' },
  EFBIG: { ...full, summary: '超过系统允许的文件大小，未能写入' },
  EROFS: { summary: '文件系统为只读，未能写入', hint: '检查磁盘挂载状态后重新执行' },
  EACCES: denied,
  EPERM: denied,
  EIO: { summary: '磁盘读写出错', hint: '检查磁盘健康状况（系统日志）后重新执行' },
  EISDIR: { summary: '应为文件的地方是一个文件夹', hint: '移走该文件夹，或从备份恢复文件；改正后重新执行' },
  ENOTDIR: { summary: '应为文件夹的地方是一个文件', hint: '移走该文件，或从备份恢复文件夹；改正后重新执行' },
  EMFILE: { summary: '打开的文件过多', hint: '提高系统的打开文件数限制（ulimit -n）后重新执行' },
  ENFILE: { summary: '打开的文件过多', hint: '稍后重新执行' },
  ENAMETOOLONG: { summary: '文件名过长', hint: '改用较短的路径' },
};

/** The operating system's code (`ENOSPC`, …) of an error, or undefined when it is none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** true for what the system says of one file or folder. */
export const isFileError = (error: unknown): error is Error & { path: string } =>
  error instanceof Error &&
  errorCode(error) !== undefined &&
  'syscall' in error &&
  'path' in error &&
  typeof error.path === 'string';

/** true for "there is no such file": the one file error that callers often expect. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** true also for links that lead to each other: whatever is there, it has no content that could be read. */
export function isUnreachable(error: unknown): boolean {
  return isMissing(error) || errorCode(error) === 'ELOOP';
}

/**
 * The error as an `EnvironmentError` in Chinese; errors that are already meant for the user pass through unchanged. Links
 * that lead to each other are no fault of the machine but what somebody put there: a `UserError`.
 * @param file path as shown to the person
 */
export function environmentError(error: unknown, file: string): UserError {
  if (error instanceof UserError) return error;
  const code = errorCode(error);
  if (code === 'ELOOP') {
    const hint = '删去该链接，或改为指向真实的文件；改正后重新执行';
    return new UserError('符号链接首尾相接，读不到文件', { file, hint });
  }
  const fault = code === undefined ? undefined : faults[code];
  const summary = fault?.summary ?? '文件操作失败';
  const found = code ?? (error instanceof Error ? error.message : String(error));
  const made = new EnvironmentError(summary, { file, found, ...(fault ? { hint: fault.hint } : {}) });
  made.cause = error;
  return made;
}
