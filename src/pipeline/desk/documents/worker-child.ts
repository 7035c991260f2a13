/** The process for work on documents; see `worker.ts`. Ends when its parent says so, or is gone and the work at hand is done. */
import { openDeskSession } from '../desk-session.ts';
import { toldOf } from './crossing.ts';
import { perform } from './work.ts';
import type { Answered, Asked } from './worker.ts';

const desk = openDeskSession(process.argv[2] ?? '');
let queue: Promise<void> = Promise.resolve();

const tell = (message: Answered): Promise<void> =>
  new Promise((done) => {
    if (process.connected) process.send?.(message, () => done());
    else done();
  });

async function answer({ id, order }: Extract<Asked, { id: number }>): Promise<void> {
  try {
    await tell({ id, result: await desk.use((session) => perform(session, order)) });
  } catch (error) {
    await tell({ id, failed: toldOf(error) });
  }
}

process.on('message', (asked: Asked) => {
  if ('end' in asked) process.disconnect?.();
  else queue = queue.then(() => answer(asked));
});
// What was begun is finished; the browser ends with it.
process.once('disconnect', () => void queue.then(() => desk.close()).finally(() => process.exit(0)));
// Ctrl+C reaches the whole group; the parent says when to stop.
process.on('SIGINT', () => undefined);
