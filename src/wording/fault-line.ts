/** What ends a process that nobody foresaw, in one line that a person can hand on. Pure. */

/** The first place of our own in a trace, without where it is installed. */
const PLACE = /\b((?:src|reports|jobs)\/[\w./-]+\.(?:ts|mjs):\d+)(?::\d+)?\b/;

/** `程序内部错误：TypeError x is not a function（src/cli/run.ts:12）；请把这一行交给维护人员` */
export function faultLine(error: unknown): string {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place = PLACE.exec(stack)?.[1];
  const said = `${name} ${message}`.replace(/\s+/g, ' ').trim();
  return `程序内部错误：${said}${place === undefined ? '' : `（${place}）`}；请把这一行交给维护人员`;
}
