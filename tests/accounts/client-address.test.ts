/** Where a request comes from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalOf, clientAddress, trustIn } from '../../src/server/request/client-address.ts';

const trust = trustIn(['10.0.0.2', '192.168.0.0/24', 'fd00::/8']);

describe('the address of the client', () => {
  it.for<[string, string | undefined, string]>([
    ['10.9.9.9', '1.1.1.1', '10.9.9.9'],
    ['10.0.0.2', undefined, '10.0.0.2'],
    ['10.0.0.2', '10.1.1.1', '10.1.1.1'],
    ['::ffff:10.0.0.2', '10.1.1.1', '10.1.1.1'],
    ['10.0.0.2', '6.6.6.6, 10.1.1.1', '10.1.1.1'],
    ['10.0.0.2', '10.1.1.1, 192.168.0.9', '10.1.1.1'],
    ['fd00::1', '2001:db8::1', '2001:db8::1'],
    ['10.0.0.2', 'unknown', '10.0.0.2'],
    ['10.0.0.2', '', '10.0.0.2'],
    ['10.0.0.2', '<script>, 10.1.1.1', '10.1.1.1'],
  ])('%s with %s is %s', ([peer, forwarded, address]) => expect(clientAddress(peer, forwarded, trust)).toBe(address));

  it('is never what somebody wrote whom nobody trusts', () => {
    const claimed = fc
      .array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 5 })
      .map((all) => all.join(', '));
    fc.assert(
      fc.property(claimed, (header) => {
        expect(clientAddress('10.9.9.9', header, trust)).toBe('10.9.9.9');
        expect(clientAddress('10.0.0.2', `${header}, 10.1.1.1`, trust)).toBe('10.1.1.1');
      }),
    );
  });
});

describe('how it came', () => {
  const arrive = (
    changes: {
      peer?: string;
      hostname?: string;
      headers?: Record<string, string>;
      tls?: boolean;
      version?: string;
    } = {},
  ) => {
    const { headers = {}, ...asked } = changes;
    const header = (name: string) => headers[name];
    return arrivalOf(
      { peer: '127.0.0.1', hostname: 'localhost', tls: false, ...asked, header },
      trustIn(['127.0.0.1']),
    );
  };

  it('on this machine itself, with nothing in between', () => {
    expect(arrive().local).toBe(true);
    expect(arrive({ peer: '::1', hostname: '[::1]' }).local).toBe(true);
    expect(arrive({ peer: '::ffff:127.0.0.1', hostname: '127.0.0.1' }).local).toBe(true);
    expect(arrive({ version: '1.1' }).local).toBe(true);
    // What a plain `proxy_pass` sends, and no browser.
    expect(arrive({ version: '1.0' }).local).toBe(false);
    expect(arrive({ peer: '10.0.0.7' }).local).toBe(false);
    expect(arrive({ hostname: 'ledger.example.internal' }).local).toBe(false);
  });

  it.for(['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])(
    'not through a proxy on this machine, whatever it says: %s',
    (name) => expect(arrive({ headers: { [name]: '127.0.0.1' } }).local).toBe(false),
  );

  it('over TLS up to here, or up to a proxy that is trusted', () => {
    expect(arrive({ tls: true }).secure).toBe(true);
    expect(arrive({ headers: { 'x-forwarded-proto': 'https' } }).secure).toBe(true);
    expect(arrive({ tls: true, headers: { 'x-forwarded-proto': 'http' } }).secure).toBe(false);
    expect(arrive({ peer: '10.0.0.7', headers: { 'x-forwarded-proto': 'https' } }).secure).toBe(false);
    expect(arrive().secure).toBe(false);
  });
});
