/** Where a request comes from: the connection's other end, or what a trusted proxy says stands behind it. */
import { BlockList, isIP } from 'node:net';
import { isOwnName } from '../hosts.ts';

export interface Trust {
  /** true for the address of a proxy whose headers are believed. */
  isTrusted(address: string): boolean;
}

/** @param proxies addresses or networks such as `10.0.0.0/24` */
export function trustIn(proxies: readonly string[]): Trust {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return {
    isTrusted(given) {
      const address = plain(given);
      return isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/** How a request came here. */
export interface Arrival {
  /** Other end of the connection. */
  peer: string;
  /** The client, as far as it is trusted. */
  address: string;
  /** Made on this machine itself, with nothing in between. */
  local: boolean;
  /** Over TLS up to here, or up to a proxy that is trusted. */
  secure: boolean;
}

export interface Asked {
  /** Other end of the connection. */
  peer: string;
  /** Name by which the server was asked, as a URL has it. */
  hostname: string;
  header(name: string): string | undefined;
  /** The connection itself is TLS. */
  tls: boolean;
  /** Of HTTP, `1.1`; absent for a request that came by no connection. */
  version?: string | undefined;
}

/**
 * What only somebody in between writes, or leaves as no browser does: a proxy on this machine that the settings do not name hides who
 * stands behind it, and all of them would pass for somebody who sits at the machine. One that writes nothing and speaks 1.1 cannot be
 * told from a browser here: so once there are accounts `siteDoor` asks everybody to sign in.
 */
const IN_BETWEEN = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** Browsers have spoken 1.1 and later for decades; Nginx before 1.29.7 speaks 1.0 to what stands behind it unless it is told otherwise. */
const OF_NO_BROWSER = new Set(['0.9', '1.0']);

export function arrivalOf({ peer, hostname, header, tls, version = '' }: Asked, trust: Trust): Arrival {
  const told = trust.isTrusted(peer) ? header('x-forwarded-proto')?.trim().toLowerCase() : undefined;
  const direct = IN_BETWEEN.every((name) => header(name) === undefined) && !OF_NO_BROWSER.has(version);
  return {
    peer,
    address: clientAddress(peer, header('x-forwarded-for'), trust),
    local: direct && isLoopback(peer) && isOwnName(hostname),
    // What stands before the proxy counts, not the line between it and us.
    secure: told === undefined ? tls : told === 'https',
  };
}

/**
 * The address of the client.
 * @param peer other end of the connection; @param forwarded header X-Forwarded-For, whose last entries our proxies wrote
 */
export function clientAddress(peer: string, forwarded: string | undefined, { isTrusted }: Trust): string {
  let address = plain(peer);
  const chain = (forwarded ?? '').split(',').map((one) => one.trim());
  // From the end: each hop is believed only as far as the one that told of it is trusted.
  while (isTrusted(address) && chain.length > 0) {
    const next = plain(chain.pop() ?? '');
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** IPv4 that came in over an IPv6 socket is IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const LOOPBACK = trustIn(['127.0.0.0/8', '::1']);

/** true for an address of this machine itself. */
const isLoopback = (address: string): boolean => LOOPBACK.isTrusted(address);
