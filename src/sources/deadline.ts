import { SourceError } from './error.ts';

/**
 * Runs one source under its one outer deadline: when it passes, the signal aborts, so that sockets are destroyed and
 * child processes killed, and the caller goes on at once even if the work ignores the signal. The signal also aborts
 * when the work ends, so that nothing which it left open lives on.
 * @param seconds whole time for everything the source does
 * @throws SourceError `超时（5 s）`, or whatever the work throws
 */
export async function withDeadline<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const reason = new SourceError(`超时（${seconds} s）`);
    controller.abort(reason);
    expired.reject(reason);
  }, seconds * 1000);
  try {
    return await Promise.race([work(controller.signal), expired.promise]);
  } finally {
    clearTimeout(timer);
    controller.abort(new SourceError('采集已结束'));
  }
}

/** Waits; throws the signal's reason when it aborts first. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const done = Promise.withResolvers<void>();
  if (signal.aborted) done.reject(signal.reason);
  const timer = setTimeout(done.resolve, milliseconds);
  const abort = () => {
    clearTimeout(timer);
    done.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  return done.promise.finally(() => signal.removeEventListener('abort', abort));
}
