/**
 * The process that answers HTTP. It is given no source's secret and no key: its environment is what `http-process.ts` chose, and
 * what it changes it changes by the same calls as the commands. Told what to serve by its parent; ends with it.
 */
import { lastWord } from '../pipeline/run/last-word.ts';
import type { ServeDeskOptions } from './serve.ts';

interface Order {
  root: string;
  options: Pick<ServeDeskOptions, 'port' | 'host' | 'signInSecret'>;
}

const tell = (message: object): void => {
  process.send?.(message);
};

process.on('uncaughtException', lastWord);

process.once('message', async ({ root, options }: Order) => {
  try {
    const { serveDesk } = await import('./serve.ts');
    const server = await serveDesk(root, {
      ...options,
      onError: (error, path) => tell({ failed: error instanceof Error ? error.message : String(error), path }),
    });
    const stop = () => void server.close().then(() => process.exit(0));
    process.once('disconnect', stop);
    process.once('SIGTERM', stop);
    // Ctrl+C reaches the whole group; the parent says when to stop.
    process.on('SIGINT', () => undefined);
    tell({ url: server.url, refusesOthers: server.refusesOthers });
  } catch (error) {
    const { summary, place, exitCode } = error as { summary?: string; place?: object; exitCode?: number };
    tell({ refused: { summary: summary ?? String(error), place: place ?? {}, exitCode: exitCode ?? 3 } });
    process.exit(1);
  }
});
