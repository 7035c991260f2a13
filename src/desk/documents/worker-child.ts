/** The process for work on documents; see `worker.ts`. Ends when its parent says so, or is gone and the work at hand is done. */
import { lastWord } from '../../pipeline/run/last-word.ts';
import { entryClock } from '../../workspace/git/commit-changes.ts';
import type { Progress } from './work.ts';
import { type Answered, type Asked, STORY } from './worker.ts';

process.on('uncaughtException', lastWord);

entryClock.believed = process.argv[3] !== STORY;

const loaded = Promise.all([import('../desk-session.ts'), import('./work.ts'), import('./crossing.ts')]);
const desk = loaded.then(([{ openDeskSession }]) => openDeskSession(process.argv[2] ?? ''));
let queue: Promise<void> = Promise.resolve();

const tell = (message: Answered): Promise<void> =>
  new Promise((done) => {
    if (process.connected) process.send?.(message, () => done());
    else done();
  });

async function answer({ id, order }: Extract<Asked, { id: number }>): Promise<void> {
  const [, { perform }, { toldOf }] = await loaded;
  try {
    const progress = (told: Progress): void => void tell({ id, progress: told });
    await tell({ id, result: await (await desk).use((session) => perform(session, order, progress)) });
  } catch (error) {
    await tell({ id, failed: toldOf(error) });
  }
}

process.on('message', (asked: Asked) => {
  if ('end' in asked) process.disconnect?.();
  else queue = queue.then(() => answer(asked));
});
// What was begun is finished; the browser ends with it.
process.once('disconnect', () => {
  void queue.then(async () => (await desk).close()).finally(() => process.exit(0));
});
// Ctrl+C reaches the whole group; the parent says when to stop.
process.on('SIGINT', () => undefined);
