/** How much of what leaks the gate finds, and whom it accuses wrongly, over sentences as people write them. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Found } from '../../src/guard/found.ts';
import { keysOfServices, leaksOfHits } from '../../src/guard/gate.ts';
import { apart, findByRules } from '../../src/guard/rules.ts';
import { type Part, type Sentence, sentences } from './_corpus.ts';

const FOUND_AT_LEAST = 0.98;
const ACCUSED_AT_MOST = 0.02;

/** What is found in each sentence of a set, as the gate finds it; of keys of services over all of them, since each look costs as much. */
async function looked(name: string, part: Part): Promise<{ one: Sentence; found: Found[] }[]> {
  const all = sentences(name, part);
  const keys = await keysOfServices('a', all.map(({ text }) => text).join('\n\n'));
  let at = 0;
  return all.map((one) => {
    const [from, to] = [at, at + one.text.length];
    at = to + 2;
    const own = keys.filter((key) => key.at >= from && key.at < to).map((key) => ({ ...key, at: key.at - from }));
    return { one, found: apart([...findByRules(one.text), ...own]) };
  });
}

const isFound = (found: readonly Found[], { from, to }: Sentence['secrets'][number]): boolean =>
  found.some(({ at, value }) => at < to && at + value.length > from);

describe('the sets', () => {
  it('are large, and each sentence of the first kind marks what is secret', () => {
    expect(sentences('secrets').length).toBeGreaterThanOrEqual(400);
    expect(sentences('look-alikes').length).toBeGreaterThanOrEqual(400);
    for (const name of ['elsewhere', 'further', 'blind', 'rounds', 'accents', 'classes']) {
      expect(sentences(`${name}-secrets`).length).toBeGreaterThanOrEqual(100);
      expect(sentences(`${name}-look-alikes`).length).toBeGreaterThanOrEqual(100);
    }
    for (const set of ['', 'elsewhere-', 'further-', 'blind-', 'rounds-', 'accents-', 'classes-'])
      for (const { place, secrets } of sentences(`${set}secrets`)) expect(secrets.length, place).toBeGreaterThan(0);
  });
});

describe.each<[string, Part]>([
  ['', 'developed'],
  ['', 'kept-back'],
  ['elsewhere-', 'whole'],
  ['further-', 'whole'],
  ['blind-', 'whole'],
  ['rounds-', 'whole'],
  ['accents-', 'whole'],
  ['classes-', 'whole'],
])('of the sentences %s (%s)', (set, part) => {
  let all: Awaited<ReturnType<typeof looked>>;
  beforeAll(async () => {
    all = await looked(`${set}secrets`, part);
  });

  it('at least 98 of 100 secrets are found', () => {
    const missed = all.filter(({ one, found }) => !one.secrets.every((secret) => isFound(found, secret)));
    const list = missed.map(({ one }) => `${one.place} ${one.text}`).join('\n');
    expect(1 - missed.length / all.length, list).toBeGreaterThanOrEqual(FOUND_AT_LEAST);
  });

  it('at most 2 of 100 look-alikes are accused', async () => {
    const alike = await looked(`${set}look-alikes`, part);
    const accused = alike.filter(({ found }) => found.length > 0);
    const list = accused.map(({ one, found }) => `${one.place} ${one.text} → ${found.map(({ value }) => value)}`);
    expect(accused.length / alike.length, list.join('\n')).toBeLessThanOrEqual(ACCUSED_AT_MOST);
  });

  it('no message shows a secret that was found', () => {
    for (const { one, found } of all) {
      const { text, secrets, place } = one;
      const excerpts = leaksOfHits({ file: 'a', text }, found)
        .map(({ excerpt }) => excerpt)
        .join('\n');
      for (const { from, to } of secrets) {
        if (to - from < 6) continue;
        const isMissed = !excerpts.includes('＊＊＊');
        expect(isMissed || !excerpts.includes(text.slice(from, to)), place).toBe(true);
      }
    }
  });
});
