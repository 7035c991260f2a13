/** What the checks of the log find; `src/pipeline/verify/` reports it with the rest. */

export interface LogProblem {
  /** Relative to the workspace. */
  path: string;
  property: '真实性' | '完整性' | '可用性' | '安全性';
  message: string;
  /** It contradicts a checkpoint that somebody brought; each of these is told. */
  claim?: true;
}

/** What to do where the log itself is not as it was. */
export const RESTORE_LOG = '从备份或版本库取回该文件；取不回的，与备份中的版本库、签收单上印的校验点比较';

/** true for a problem of the file, or of one in the folder, that has a name already. */
export function isNamed(named: ReadonlySet<string>, path: string): boolean {
  if (named.has(path)) return true;
  for (const one of named) if (one.startsWith(`${path}/`)) return true;
  return false;
}
