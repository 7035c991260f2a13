/** What the commands share that open the site. */
import { UserError } from '../contract/error.ts';
import { say } from './context.ts';
import { endQuietLines } from './quiet-lines.ts';

/** @throws UserError when it is no port */
export function portOf(value: unknown): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError('端口不对', { at: '--port', found: String(value), expected: '0–65535 的整数，0 为任意空闲端口' });
}

export const logError = (error: unknown, path: string): void => {
  say(`站点 ${path} 出错：${error instanceof Error ? error.message : String(error)}`, 'error');
};

/** Resolves when the person or the system asks to stop. */
export function stopSignal(): Promise<void> {
  endQuietLines();
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
}
