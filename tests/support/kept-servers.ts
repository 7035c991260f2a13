import { afterEach } from 'vitest';
import type { RunningServer } from './fault-server.ts';

/** @returns what keeps a server that starts until the end of the test, and closes it then */
export function keepServers(): (starting: Promise<RunningServer>) => Promise<RunningServer> {
  const servers: RunningServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  return async (starting) => {
    const server = await starting;
    servers.push(server);
    return server;
  };
}
