/** What a process that is started for another says when it ends by what nobody foresaw. */
import { faultLine } from '../../wording/fault-line.ts';

/** One line, which a parent gives its time and level, in place of Node's trace: for `uncaughtException`. */
export const lastWord = (error: unknown): never => {
  process.stderr.write(`${faultLine(error)}\n`);
  process.exit(1);
};
