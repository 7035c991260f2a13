import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSignedBy } from '../../src/sources/host-signature.ts';

const KEY = 'a key of this host, 2026';
const BODY = '== opsledger-host-report 1\n== section meminfo\nMemTotal: 1 kB\n== end\n';
const SIGNED = `${BODY}== signature hmac-sha256 ${createHmac('sha256', KEY).update(BODY).digest('hex')}\n`;

describe('the signature of a host report', () => {
  test('is the host’s, also after a way through Windows', () => {
    expect(isSignedBy(SIGNED, KEY)).toBe(true);
    expect(isSignedBy(`\u{feff}${SIGNED.replaceAll('\n', '\r\n')}`, KEY)).toBe(true);
    expect(isSignedBy(BODY, KEY)).toBe(false);
  });

  test.each([
    ['a changed value', SIGNED.replace('1 kB', '2 kB'), KEY],
    ['a line behind it', `${SIGNED}MemAvailable: 1 kB\n`, KEY],
    ['another key', SIGNED, `${KEY}!`],
  ])('falls with %s', (_what, text, key) => expect(() => isSignedBy(text, key)).toThrow('主机签名不符'));
});
