/** One wrong character in a Chinese word (主从复值中断): there is no dictionary to correct it with, and what is right of it still finds. */
import { expect, it } from 'vitest';
import { isFarOff } from '../../src/search/about.ts';
import { buildIndex, search } from '../../src/search/search.ts';
import { knowledgeBases } from './_knowledge-bases.ts';

/** Whole numbers below `n`, always the same ones. */
function drawing(): (n: number) => number {
  let state = 20_261_127;
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** Of each base words of three to eight characters, from the head of a title, with one of them exchanged. */
const slips = () => {
  const draw = drawing();
  return knowledgeBases().flatMap(({ documents }) => {
    const index = buildIndex(documents);
    const titles = documents
      .map(({ title, url }) => ({ url, word: title.match(/\p{Script=Han}{3,8}/u)?.[0] ?? '' }))
      .filter(({ word }) => word !== '');
    return Array.from({ length: 12 }, (_, n) => {
      const { url, word } = titles[draw(titles.length)] as (typeof titles)[number];
      const meant = [...word].slice(0, 3 + (n % 6));
      const strange = [...titles.map((one) => one.word).join('')].filter((one) => !meant.includes(one));
      const typed = meant.with(draw(meant.length), strange[draw(strange.length)] as string).join('');
      return { index, url, meant: meant.join(''), typed };
    }).filter(({ meant }) => meant.length >= 3);
  });
};

it('finds the article of a word with one wrong character, and does not deny it where most of it is right', () => {
  const words = slips();
  expect(new Set(words.map(({ meant }) => meant)).size).toBeGreaterThanOrEqual(60);
  const found = words.map((one) => ({ ...one, results: search(one.index, one.typed, 5) }));
  const missed = found.filter(({ url, results }) => !results.some((result) => result.url === url));
  const told = missed.map(({ meant, typed }) => `${meant} → ${typed}`);
  expect(missed.length / words.length, told.join('\n')).toBeLessThanOrEqual(0.05);
  // Of three characters one pair is left, or none: that is no evidence of the subject.
  expect(missed.filter(({ meant }) => meant.length > 4)).toEqual([]);
  const denied = found.filter(({ meant, results }) => meant.length > 5 && isFarOff(results));
  expect(denied.map(({ typed }) => typed)).toEqual([]);
});
