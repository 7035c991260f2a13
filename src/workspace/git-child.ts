/** The program of `helperRunner`: runs git as it is told, one call after the other, until its parent is gone. */
import type { HelperAnswer, HelperRequest } from './git-helper.ts';
import { runGit } from './git-run.ts';

const answer = (message: HelperAnswer): void => {
  process.send?.(message);
};

process.on('message', ({ id, root, args, call }: HelperRequest) => {
  runGit(root, args, call).then(
    (text) => answer({ id, text }),
    (error: unknown) => {
      const { message, cause } = error instanceof Error ? error : new Error(String(error));
      answer({ id, error: message, cause: cause instanceof Error ? cause.message : null });
    },
  );
});
process.on('disconnect', () => process.exit());
