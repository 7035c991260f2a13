/** Wrong passwords slow down whoever types them, and nobody else. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Attempt, openThrottle, type Throttle } from '../../src/accounts/throttle.ts';
import { closeDatabases, later, NOW, openTestDatabase } from './_database.ts';

afterAll(closeDatabases);

let throttle: Throttle;
beforeEach(() => {
  throttle = openThrottle(openTestDatabase());
});

const attempt = (changes: Partial<Attempt> = {}): Attempt => ({
  ...{ account: 'wang-lei', device: null, address: '10.0.0.7', now: NOW },
  ...changes,
});

/** So many wrong passwords, each as soon as it may be tried. @returns seconds that they took */
function fail(times: number, changes: Partial<Attempt> = {}): number {
  let seconds = 0;
  for (let n = 0; n < times; n += 1) {
    seconds += throttle.wait(attempt({ ...changes, now: later(seconds) }));
    expect(throttle.enter(attempt({ ...changes, now: later(seconds) }))).toBe(0);
  }
  return seconds;
}

it('five wrong ones cost nothing; each further one doubles the wait, up to a quarter of an hour', () => {
  fail(5);
  expect(throttle.wait(attempt())).toBe(30);
  expect(throttle.wait(attempt({ now: later(29) }))).toBe(1);
  expect(throttle.enter(attempt({ now: later(30) }))).toBe(0);
  expect(throttle.wait(attempt({ now: later(30) }))).toBe(60);
  const seconds = fail(3, { account: 'li-si', address: '10.0.0.8' });
  expect(seconds).toBe(0);
  for (const device of [null, 'a'])
    expect(fail(12, { account: `z${device}`, device, address: 'x' })).toBeGreaterThan(900);
});

it('of many at once all but the first few wait', () => {
  const answers = Array.from({ length: 50 }, () => throttle.enter(attempt()));
  expect(answers.filter((wait) => wait === 0)).toHaveLength(5);
});

describe('nobody can be kept out by others', () => {
  it('neither the owner at a browser that they signed in with before', () => {
    for (let n = 1; n < 9; n += 1) fail(6, { address: `10.0.1.${n}` });
    fail(6, { address: '10.0.0.7' });
    expect(throttle.wait(attempt({ device: 'known' }))).toBe(0);
  });

  it('nor the owner at a browser that is new, at another address', () => {
    fail(12, { address: '10.0.0.66' });
    expect(throttle.enter(attempt({ address: '10.0.0.7' }))).toBe(0);
  });

  it('whatever strangers do elsewhere, with whatever account', () => {
    const other = fc.record({
      account: fc.constantFrom('wang-lei', 'li-si', ''),
      device: fc.constantFrom(null, 'a', 'b'),
      address: fc.constantFrom('10.0.0.1', '10.0.0.2', '::1'),
      now: fc.integer({ min: 0, max: 800 }).map(later),
    });
    fc.assert(
      fc.property(fc.array(other, { minLength: 10, maxLength: 30 }), (others) => {
        const own = openThrottle(openTestDatabase());
        for (const one of others) own.enter(one);
        expect(own.wait(attempt({ now: later(800) }))).toBe(0);
        expect(own.wait(attempt({ now: later(800), device: 'mine' }))).toBe(0);
      }),
      { numRuns: 6 },
    );
  });
});

it('an address that tries one account after the other waits for all of them', () => {
  for (let n = 0; n < 30; n += 1) expect(throttle.enter(attempt({ account: `a${n}` }))).toBe(0);
  expect(throttle.enter(attempt({ account: 'another' }))).toBe(900);
  // A browser that signed in before is no stranger, even where all come from one address, as behind a proxy.
  expect(throttle.wait(attempt({ device: 'known' }))).toBe(0);
  expect(fail(7, { device: 'known' })).toBe(90);
  expect(throttle.enter(attempt({ account: 'another', now: later(900) }))).toBe(0);
});

it('the right one ends the wait for that browser alone', () => {
  fail(4, { device: 'a' });
  fail(4);
  throttle.succeeded(attempt({ device: 'a' }));
  expect(fail(5, { device: 'a' })).toBe(0);
  expect(fail(2)).toBe(30);
});
