/** The program of `execThere`: starts git as it is told, several at once, until its parent is gone. */
import { execGit } from './exec.ts';
import type { ExecAnswer, ExecRequest } from './exec-there.ts';

process.on('message', ({ id, start }: ExecRequest) => {
  const answer = (message: ExecAnswer): void => {
    // A parent that is gone has nobody waiting.
    if (process.connected) process.send?.(message);
  };
  execGit(start).then(
    (bytes) => answer({ id, bytes }),
    (error: NodeJS.ErrnoException) => answer({ id, error: error.message, code: error.code }),
  );
});
process.on('disconnect', () => process.exit());
