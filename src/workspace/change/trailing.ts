/**
 * Changes of one long run that are answered before git has them. When every file of a change is durable under its name, and
 * the journal that would finish the change after a crash is too, nothing can be lost any more: the run goes on while git, a
 * process of its own, makes the commit. The lock is held until it is made, so commits keep their order.
 */
export interface Trailing {
  /** @throws what a change failed with after it was answered: what followed was built on what is not there */
  check(): void;
  /** The answer to a change, at the latest when `whole` is done. Rejects with `whole` as long as there was none. */
  answer<T>(whole: Promise<T>, durable: Promise<T>): Promise<T>;
}

export function openTrailing(): Trailing {
  let failed: { error: unknown } | undefined;
  return {
    check() {
      if (failed !== undefined) throw failed.error;
    },
    answer(whole, durable) {
      let answered = false;
      whole.catch((error: unknown) => {
        if (answered) failed ??= { error };
      });
      const early = durable.then((value) => {
        answered = true;
        return value;
      });
      // Whatever a later change meets, such as a lock that cannot be had, what failed first is what has to be told.
      return Promise.race([early, whole]).catch((error: unknown) => {
        throw failed === undefined ? error : failed.error;
      });
    },
  };
}
