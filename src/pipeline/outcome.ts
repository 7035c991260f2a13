/** What became of the data when a command ended because disk, lock or git failed. */
import { EnvironmentError } from '../contract/error.ts';
import { environmentError, isFileError } from '../workspace/disk/faults.ts';
import type { Session } from './session.ts';

/**
 * Runs the work of a command; an EnvironmentError of it says what became of the data (`outcome`): nothing was changed, what had
 * been saved before stays, or what the failed change itself knows of how it will end. What the system says of a file, and
 * nobody on the way expected, is one, too: no fault of the program.
 */
export async function tellingOutcome<T>({ workspace }: Pick<Session, 'workspace'>, work: () => Promise<T>): Promise<T> {
  const before = workspace.changesMade().count;
  try {
    return await work();
  } catch (thrown) {
    const error = isFileError(thrown) ? environmentError(thrown, thrown.path) : thrown;
    if (error instanceof EnvironmentError) {
      const { count, last } = workspace.changesMade();
      const saved = savedText(count - before, last);
      if (error.outcome === undefined) error.outcome = saved ?? '没有改动任何数据';
      else if (saved !== undefined) error.outcome = `${error.outcome}；${saved}`;
    }
    throw error;
  }
}

function savedText(count: number, last: string): string | undefined {
  return count === 0 ? undefined : `出错以前已保存 ${count} 次改动，仍然有效（最近一次：${last}）；其余没有改动`;
}
