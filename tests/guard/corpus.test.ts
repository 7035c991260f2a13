/** How much of what leaks the gate finds, and whom it accuses wrongly, over sentences as people write them. */
import { describe, expect, it } from 'vitest';
import { findLeaks, hitsIn } from '../../src/guard/gate.ts';
import { type Part, type Sentence, sentences } from './_corpus.ts';

const FOUND_AT_LEAST = 0.98;
const ACCUSED_AT_MOST = 0.02;

const hits = ({ text }: Sentence) => hitsIn({ file: 'a', text });
const overlaps = (at: number, length: number, { from, to }: Sentence['secrets'][number]) =>
  at < to && at + length > from;

/** Those of which one secret was not found. */
async function missed(all: readonly Sentence[]): Promise<string[]> {
  const told = all.map(async (one) => {
    const found = await hits(one);
    const isFound = (secret: Sentence['secrets'][number]) =>
      found.some(({ at, value }) => overlaps(at, value.length, secret));
    return one.secrets.every(isFound) ? [] : [`${one.place} ${one.text}`];
  });
  return (await Promise.all(told)).flat();
}

async function accused(all: readonly Sentence[]): Promise<string[]> {
  const told = all.map(async (one) => (await hits(one)).map(({ value }) => `${one.place} ${one.text} → ${value}`));
  return (await Promise.all(told)).flat();
}

describe('the sets', () => {
  it('are large, and each sentence of the first kind marks what is secret', () => {
    expect(sentences('secrets').length).toBeGreaterThanOrEqual(400);
    expect(sentences('look-alikes').length).toBeGreaterThanOrEqual(400);
    for (const name of ['elsewhere', 'further', 'blind', 'rounds', 'accents']) {
      expect(sentences(`${name}-secrets`).length).toBeGreaterThanOrEqual(100);
      expect(sentences(`${name}-look-alikes`).length).toBeGreaterThanOrEqual(100);
    }
    for (const name of [
      'secrets',
      'elsewhere-secrets',
      'further-secrets',
      'blind-secrets',
      'rounds-secrets',
      'accents-secrets',
    ]) {
      for (const { place, secrets } of sentences(name)) expect(secrets.length, place).toBeGreaterThan(0);
    }
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
])('of the sentences %s (%s)', (set, part) => {
  it('at least 98 of 100 secrets are found', async () => {
    const all = sentences(`${set}secrets`, part);
    const list = await missed(all);
    expect(1 - list.length / all.length, list.join('\n')).toBeGreaterThanOrEqual(FOUND_AT_LEAST);
  });

  it('at most 2 of 100 look-alikes are accused', async () => {
    const all = sentences(`${set}look-alikes`, part);
    const list = await accused(all);
    expect(new Set(list.map((line) => line.split(' ')[0])).size / all.length, list.join('\n')).toBeLessThanOrEqual(
      ACCUSED_AT_MOST,
    );
  });

  it('no message shows a secret that was found', async () => {
    for (const { text, secrets, place } of sentences(`${set}secrets`, part)) {
      const excerpts = (await findLeaks([{ file: 'a', text }])).map(({ excerpt }) => excerpt).join('\n');
      for (const { from, to } of secrets) {
        if (to - from < 6) continue;
        const isMissed = !excerpts.includes('＊＊＊');
        expect(isMissed || !excerpts.includes(text.slice(from, to)), place).toBe(true);
      }
    }
  });
});
