/** The program of `openHelper`: runs git as it is told, one request after the other, until its parent is gone. */
import { plumbingCommitter } from './git-behind.ts';
import { type Committer, headOf, porcelainCommitter, type Repository } from './git-commit.ts';
import type { HelperAnswer, HelperRequest } from './git-helper.ts';
import { runGit } from './git-run.ts';

const answer = (message: HelperAnswer): void => {
  process.send?.(message);
};

/** One for each workspace: it remembers its last commit. */
const committers = new Map<string, Committer>();

function committerOf(root: string): Committer {
  const known = committers.get(root);
  if (known !== undefined) return known;
  const text: Repository['text'] = (args, call = {}) => runGit(root, args, { ...call, bulk: true });
  const head = async () => (await headOf(root)) ?? (await text(['rev-parse', '--verify', 'HEAD'])).trim();
  const made = plumbingCommitter({ text, head }, porcelainCommitter({ text, head }));
  committers.set(root, made);
  return made;
}

const work = (request: HelperRequest): Promise<string> =>
  'commit' in request ? committerOf(request.root)(request.commit) : runGit(request.root, request.args, request.call);

process.on('message', (request: HelperRequest) => {
  const { id } = request;
  work(request).then(
    (text) => answer({ id, text }),
    (error: unknown) => {
      const { message, cause } = error instanceof Error ? error : new Error(String(error));
      answer({ id, error: message, cause: cause instanceof Error ? cause.message : null });
    },
  );
});
process.on('disconnect', () => process.exit());
