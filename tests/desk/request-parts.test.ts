/** Cookies, tokens, origins, ways on and tables: the small parts of a request and its answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnOrigin, isToken, tokenOf } from '../../src/server/desk/csrf.ts';
import { csvOf } from '../../src/server/pages/parts/csv.ts';
import { ownPath } from '../../src/server/pages/parts/own-path.ts';
import { cookiesOf, decodedValue, setCookie } from '../../src/server/request/cookies.ts';

describe('cookies', () => {
  it('are read whatever a browser sends', () => {
    expect(cookiesOf(undefined).size).toBe(1);
    expect([...cookiesOf('a=1; b=x=y;c; =d')]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['c', ''],
      ['', 'd'],
    ]);
    fc.assert(fc.property(fc.string(), (header) => cookiesOf(header) instanceof Map));
  });

  it('are for this server alone, over TLS where it is', () => {
    expect(setCookie({ name: 'a', value: 'x' }, true)).toBe('a=x; Path=/; HttpOnly; SameSite=Strict; Secure');
    expect(setCookie({ name: 'a', value: '', seconds: 9, path: '/desk' }, false)).toBe(
      'a=; Path=/desk; Max-Age=0; HttpOnly; SameSite=Strict',
    );
    expect(setCookie({ name: 'a', value: 'x', fromElsewhere: true }, true)).toContain('SameSite=Lax');
  });

  it('a value that nobody encoded is none', () => {
    expect([decodedValue('%E5%B7%B2'), decodedValue('%'), decodedValue(undefined)]).toEqual(['已', null, null]);
  });
});

describe('a form is of this server', () => {
  const key = new Uint8Array(32).fill(1);

  it('by the token of the same session alone', () => {
    expect(isToken(key, 'one', tokenOf(key, 'one'))).toBe(true);
    expect(isToken(key, 'other', tokenOf(key, 'one'))).toBe(false);
    expect(isToken(new Uint8Array(32).fill(2), 'one', tokenOf(key, 'one'))).toBe(false);
    fc.assert(fc.property(fc.string(), (made) => !isToken(key, 'one', made)));
  });

  it.for<[string | undefined, boolean]>([
    ['https://ledger.example.internal', true],
    ['https://ledger.example.internal/desk/', true],
    ['https://ledger.example.internal:443', true],
    ['http://ledger.example.internal', false],
    ['https://ledger.example.internal:8443', false],
    ['https://ledger.example.internal.evil.example', false],
    ['https://evil.example/https://ledger.example.internal', false],
    ['null', false],
    ['', false],
    [undefined, false],
  ])('by its origin: %s', ([origin, own]) => {
    expect(isOwnOrigin(origin, 'https://ledger.example.internal')).toBe(own);
  });
});

it('nobody is led elsewhere by a sign-in', () => {
  const sign = fc.constantFrom(
    '/',
    '\\',
    '.',
    ':',
    'http:',
    'evil.example',
    '@',
    '?',
    '#',
    '%2f',
    '\t',
    '\n',
    'desk',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(sign, { maxLength: 8 }).map((all) => all.join('')),
      (path) => {
        const url = new URL(ownPath(path), 'https://ledger.example.internal');
        expect(url.origin).toBe('https://ledger.example.internal');
        expect(ownPath(path)).toMatch(/^\/(?![/\\])/);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(ownPath('/desk/people?x=1')).toBe('/desk/people?x=1');
  expect(ownPath('/faults/GZ-20261124-001')).toBe('/faults/GZ-20261124-001');
});

it('a table is opened as text, and runs nothing', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    csvOf([
      ['时间', '操作'],
      ['=1+1', '@x'],
      ['-1', '+x'],
      ['a"b', 'c,d'],
      ['e\nf', '\t=1'],
    ]),
  );
  expect(text).toBe(`\ufeff时间,操作\r\n'=1+1,'@x\r\n'-1,'+x\r\n"a""b","c,d"\r\n"e\nf",'\t=1\r\n`);
});
