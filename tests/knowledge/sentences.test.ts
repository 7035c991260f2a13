/** Texts of a page as a search shows them. */
import { expect, it } from 'vitest';
import { sentences } from '../../src/knowledge/sentences.ts';

it('ends each part once, whether it ended already or not, and says nothing of an empty one', () => {
  expect(sentences(['服务。', '事项：驻点出勤', '', '。', '两次。。', '完'])).toBe('服务。事项：驻点出勤。两次。完');
  expect(sentences([])).toBe('');
});
