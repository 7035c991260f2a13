/** Hangs up on whoever sends a form as slowly as they can: each of them keeps a connection, and a place in memory, for ten minutes. */
import type { IncomingMessage } from 'node:http';

/**
 * Bytes that must come in each stretch of time, in milliseconds: far below the poorest line that a photo is sent over. Longer than
 * `app.ts` waits for the rest of a form that was refused, whose answer still has to go out.
 */
const LEAST_BYTES = 10_000;
const STRETCH_MS = 15_000;

/** @param stretch milliseconds */
export function dropWhenSlow(incoming: IncomingMessage, _answer?: unknown, stretch = STRETCH_MS): void {
  const { socket, method } = incoming;
  if (incoming.complete || method === 'GET' || method === 'HEAD') return;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    // Whoever reads it may be busy and take nothing in: that is not the sender's fault.
    if (incoming.complete || incoming.isPaused() || incoming.readableLength > 0) return;
    if (came < LEAST_BYTES) socket.destroy();
  }, stretch).unref();
  for (const event of ['end', 'close', 'error']) incoming.once(event, () => clearInterval(timer));
}
