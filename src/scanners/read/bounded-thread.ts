/**
 * A thread of its own for what parses a hostile file: its heap is bounded, and its processor time, which unlike time on the clock does
 * not depend on what else runs. Nothing but its answer comes back.
 */
import { Worker } from 'node:worker_threads';

export interface ThreadBounds {
  heapMb: number;
  /** Processor time in milliseconds. */
  cpuMs: number;
}

/** Why there is no answer. */
export class ThreadFault extends Error {
  readonly why: 'memory' | 'ended' | 'time';
  constructor(why: 'memory' | 'ended' | 'time') {
    super(why);
    this.why = why;
  }
}

const YOUNG_MB = 8;
const POLL_MS = 100;

/**
 * @param thread file that posts its answer to what it is given as `workerData`
 * @param request whose bytes become the thread's own
 * @throws ThreadFault beyond a bound, or when it ended without an answer; whatever the thread throws
 */
export async function askThread<Answer>(
  thread: URL,
  request: { bytes: Uint8Array<ArrayBuffer> },
  { heapMb, cpuMs }: ThreadBounds,
): Promise<Answer> {
  const worker = new Worker(thread, {
    workerData: request,
    transferList: [request.bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const ended = new AbortController();
  try {
    return await Promise.race([answerOf<Answer>(worker), overBudget(worker, cpuMs, ended.signal)]);
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

function answerOf<Answer>(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadFault('memory') : error),
    );
    worker.once('exit', () => reject(new ThreadFault('ended')));
  });
}

/** Never resolves; rejects when the thread has used up its time. */
async function overBudget(worker: Worker, budget: number, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setInterval(() => {
      worker.cpuUsage().then(
        ({ user, system }) => {
          if ((user + system) / 1000 > budget) reject(new ThreadFault('time'));
        },
        // Before the thread has started and after it has ended there is nothing to measure.
        (error: { code?: string }) => {
          if (error.code !== 'ERR_WORKER_NOT_RUNNING') reject(error);
        },
      );
    }, POLL_MS);
    ended.addEventListener('abort', () => clearInterval(timer));
  });
}
