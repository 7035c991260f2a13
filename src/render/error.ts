/**
 * Rendering failed for a reason outside the document: no browser, no memory, a full disk. Like every failure of the
 * environment it ends a command with exit code 3, and its message is Chinese and says what to do.
 */
export class RenderError extends Error {
  readonly exitCode = 3 as const;

  /** @param summary one Chinese sentence @param hint what the person can do */
  constructor(summary: string, hint: string, cause?: unknown) {
    const reason = cause instanceof Error ? `\n  原因：${cause.message}` : '';
    super(`${summary}${reason}\n  处理：${hint}`, cause === undefined ? undefined : { cause });
    this.name = 'RenderError';
  }
}

/** What was printed cannot be archived: the document itself must be changed, and nothing was issued. */
export class UnprintableError extends Error {
  readonly exitCode = 2 as const;

  /** @param summary one Chinese sentence that names the document and the place @param hint what the person can do */
  constructor(summary: string, hint: string) {
    super(`${summary}\n  处理：${hint}`);
    this.name = 'UnprintableError';
  }
}
