/** A small pool of things that are dear to open and used by one job at a time; opened as needed, replaced when worn. */

export interface PoolActions<T> {
  open(): Promise<T>;
  /** Whether the thing should be replaced before its next use. */
  isWorn(item: T): boolean;
  close(item: T): Promise<void>;
}

export interface Pool<T> {
  /** Runs a job on a free item, waiting for one if need be. An item whose job failed is closed, never used again. */
  use<R>(job: (item: T) => Promise<R>): Promise<R>;
  /** Waits for running jobs, then closes all items. Jobs that still wait for an item are refused. */
  close(): Promise<void>;
}

/** @param size most items at one time; at least 1 */
export function createPool<T>(size: number, actions: PoolActions<T>): Pool<T> {
  const idle: T[] = [];
  const waiting: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  let busy = 0;
  let closed = false;
  let drained: (() => void) | undefined;

  const enter = async (): Promise<void> => {
    if (closed) throw new Error('渲染器已关闭');
    if (busy < size) busy += 1;
    else await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject })); // inherits the leaver's place
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next !== undefined) next.resolve();
    else {
      busy -= 1;
      if (busy === 0) drained?.();
    }
  };
  const acquire = async (): Promise<T> => {
    const item = idle.pop();
    if (item === undefined) return actions.open();
    if (!actions.isWorn(item)) return item;
    await actions.close(item);
    return actions.open();
  };

  return {
    async use(job) {
      await enter();
      try {
        const item = await acquire();
        try {
          const result = await job(item);
          idle.push(item);
          return result;
        } catch (error) {
          await actions.close(item).catch((reason: Error) => {
            throw new AggregateError([error, reason], (error as Error).message); // neither failure hides the other
          });
          throw error;
        }
      } finally {
        leave();
      }
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error('渲染器已关闭'));
      if (busy > 0) await new Promise<void>((resolve) => (drained = resolve));
      await Promise.all(idle.splice(0).map((item) => actions.close(item)));
    },
  };
}
