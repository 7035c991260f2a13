/** By which names the server may be asked: a page elsewhere reads an intranet by a name of its own that leads into it. */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** What to bind to listen on every address of the machine → how the machine reaches itself then. */
const EVERY: Readonly<Record<string, string>> = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

/** A name or address as it stands in a URL: lower case, an IPv6 address short and in brackets. */
function inUrl(host: string): string {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return URL.parse(`http://${bracketed}`)?.hostname ?? bracketed;
}

/** true when binding it listens on every address of the machine. */
export const isEveryAddress = (host: string): boolean => inUrl(host) in EVERY;

/** How the URL names a server bound to this, so that it can be opened on this machine. */
export const urlHost = (host: string): string => EVERY[inUrl(host)] ?? inUrl(host);

/** true for a name that this machine alone has for itself. @param hostname as a URL has it */
export const isOwnName = (hostname: string): boolean => LOOPBACK.includes(hostname);

/** The names of this machine for itself and those given, as a request's URL has them. */
export const servedNames = (hosts: readonly string[]): ReadonlySet<string> =>
  new Set([...LOOPBACK, ...hosts.map(inUrl)]);
