/**
 * One piece of the schedule's work in a process of its own: what it loaded and drew is given back to the system when it ends, so that
 * the process that keeps the schedule for a year stays small. Told what to do by its parent; ends when it is done.
 */

import { EnvironmentError } from '../../contract/error.ts';
import type { Say } from '../../wording/log-line.ts';
import { lastWord } from './last-word.ts';
import type { FailureTold, RoundOrder, RoundTold, Worded } from './own-process.ts';

const tell = (message: RoundTold): Promise<void> =>
  new Promise((done) => {
    if (process.send === undefined) done();
    else process.send(message, () => done());
  });

const say: Say = (text, level) => void tell({ say: text, level });

async function work(order: RoundOrder): Promise<unknown> {
  if (order.work === 'tick') return (await import('./once.ts')).tickOnce(order.dir, say, order.times);
  if (order.work === 'remind') return (await import('../remind/once.ts')).remindOnce(order.dir, order.now, say);
  if (order.work === 'publish') return (await import('./once.ts')).publishOnce(order.dir);
  const { round } = await import('./start.ts');
  const note = (notes: readonly string[]): void => say(notes.join('\n'), 'warn');
  const opened = ({ parties, requirements }: Worded): void => void tell({ opened: { parties, requirements } });
  return round({ dir: order.dir, now: order.now, note, opened }, false);
}

function failure(error: unknown): FailureTold {
  const { summary, place, exitCode } = error as { summary?: string; place?: object; exitCode?: 2 | 3 };
  const outcome = error instanceof EnvironmentError ? error.outcome : undefined;
  return summary === undefined
    ? { message: error instanceof Error ? error.message : String(error) }
    : { message: summary, place: place ?? {}, exitCode: exitCode ?? 3, ...(outcome === undefined ? {} : { outcome }) };
}

process.on('uncaughtException', lastWord);

process.once('message', async (order: RoundOrder) => {
  // Ctrl+C reaches the whole group: what was begun is finished, the parent begins nothing more.
  process.on('SIGINT', () => undefined);
  try {
    await tell({ result: (await work(order)) ?? null });
  } catch (error) {
    await tell({ failed: failure(error) });
  }
  process.disconnect?.();
});
