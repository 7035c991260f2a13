/** Whether a process is still there. */
import { errorCode } from './faults.ts';

/** true also for a process of another user. In a container, where each run may have the same id, it says little. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
