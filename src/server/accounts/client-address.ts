/** Where a request comes from: the connection's other end, or what a trusted proxy says stands behind it. */
import { BlockList, isIP } from 'node:net';

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
  return { isTrusted: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') };
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
export const isLoopback = (address: string): boolean => LOOPBACK.isTrusted(plain(address));
