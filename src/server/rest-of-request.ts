/** What is left of a request when its answer is ready. */
import type { IncomingMessage } from 'node:http';

/** As much as a form may hold that was refused for its size alone, and as long as it takes over an intranet. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST = 10_000;

/**
 * Takes in and drops what the answer did not wait for. Without it the server hangs up while the rest is on its way: whoever sends it
 * loses the answer that says why, and whoever asks next over the same connection is cut off.
 * @param incoming the request; nothing is done for one that is already in
 * @returns when it is in, was cut off, or is larger or slower than anybody is waited for
 */
export function takeInRest(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((done) => {
    let size = 0;
    const count = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > MOST_BYTES) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      for (const event of ['end', 'error', 'close']) incoming.off(event, end);
      incoming.off('data', count);
      done();
    };
    const timer = setTimeout(end, LONGEST).unref();
    for (const event of ['end', 'error', 'close']) incoming.on(event, end);
    // Whoever read it until now has left, and would hold it up at each piece, or keep it all in memory.
    incoming.removeAllListeners('data').on('data', count).resume();
  });
}
