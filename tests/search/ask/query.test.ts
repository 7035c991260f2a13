/** What a question asks for where the words that only ask stand in the middle of one of the trade's: 开不了机, 挂了. */
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../../src/search/ask/groups.ts';
import { cleanQuery, parseQuery } from '../../../src/search/ask/query.ts';
import { buildIndex, search } from '../../../src/search/search.ts';
import { knowledgeBases } from '../_knowledge-bases.ts';

/** Words of the groups that lose a part of them with the words that only ask, and of which more than a character is left. */
const broken = GROUPS.trim()
  .split(/\s+/)
  .filter((word) => /^\p{Script=Han}+$/u.test(word))
  .filter((word) => {
    const left = cleanQuery(word).replace(/\s+/g, '');
    return left !== word && [...left].length > 1;
  });

describe('a word that the words that only ask break', () => {
  it('is asked for as it was typed, beside the other words for it', () => {
    expect(broken).toContain('开不了机');
    const lost = broken.filter((word) => !parseQuery(word).concepts.some(({ words }) => words.includes(word)));
    expect(lost).toEqual([]);
  });

  it('is found by who asks so', () => {
    const { documents = [] } = knowledgeBases().find(({ name }) => name === 'tax-hall-om') ?? {};
    expect(search(buildIndex(documents), '电脑开不了机', 1)[0]?.title).toBe('窗口终端开不了机');
  });
});
