/** Whether an address leads to the machine that asks: what answers there may be anything, and proves little of the asset that it stands for. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;
/** Names are looked up for so long; one that nobody knows by then leads nowhere. */
const LOOK_UP_MS = 2000;

/** @param host name or address, IPv6 without its brackets */
export async function isOwnAddress(host: string): Promise<boolean> {
  const name = host.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name === hostname().toLowerCase()) return true;
  const found = [name, ...(isIP(name) === 0 ? await addressesOf(name) : [])];
  const own = new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)));
  return found.some((one) => LOOPBACK.test(one) || own.has(one));
}

async function addressesOf(name: string): Promise<string[]> {
  const { promise: late, resolve } = Promise.withResolvers<[]>();
  const timer = setTimeout(() => resolve([]), LOOK_UP_MS);
  try {
    return await Promise.race([lookup(name, { all: true }).then((all) => all.map(({ address }) => address)), late]);
  } catch {
    // A name that nobody knows is told by the source itself.
    return [];
  } finally {
    clearTimeout(timer);
  }
}

/** Host and port that the options of a source name; null where it reads no address, such as a file or the machine itself. */
export function addressIn(options: Readonly<Record<string, unknown>>): { host: string; address: string } | null {
  const { url, host, port, socket } = options;
  if (typeof socket === 'string') return { host: 'localhost', address: socket };
  if (typeof url === 'string' && URL.canParse(url)) {
    const parsed = new URL(url);
    return { host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'), address: parsed.host };
  }
  if (typeof host !== 'string' || host === '') return null;
  return { host, address: port === undefined ? host : `${host}:${String(port)}` };
}
