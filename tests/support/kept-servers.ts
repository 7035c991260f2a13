import { type afterAll, afterEach } from 'vitest';
import type { RunningServer } from './fault-server.ts';

/**
 * @param end the end of what: of each test, or of the file where its tests run at once
 * @returns what keeps a server that starts until then, and closes it
 */
export function keepServers(
  end: typeof afterEach | typeof afterAll = afterEach,
): (starting: Promise<RunningServer>) => Promise<RunningServer> {
  const servers: RunningServer[] = [];
  end(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  return async (starting) => {
    const server = await starting;
    servers.push(server);
    return server;
  };
}
