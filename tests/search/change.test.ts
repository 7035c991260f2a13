/** An index into which documents were put is the index of all of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedIndex } from '../../src/search/index/changed-index.ts';
import { buildIndex, type SearchDocument, search } from '../../src/search/search.ts';

const words = fc.array(fc.constantFrom('磁盘', '写满', '数据库', 'mysql', '备份', '连接', '超时', '打印机'), {
  maxLength: 5,
});
const documents = fc.uniqueArray(
  fc.record({
    url: fc.integer({ min: 0, max: 30 }).map((n) => `/x/${n}`),
    title: words,
    text: words,
    kind: fc.constantFrom('article', 'incident'),
  }),
  { selector: ({ url }) => url, maxLength: 12 },
);
const plain = (all: { url: string; title: string[]; text: string[]; kind: string }[]): SearchDocument[] =>
  all.map((one) => ({ ...one, title: one.title.join(''), text: one.text.join('，') }));

it('is the same as built anew, whatever is taken out and put in', () => {
  fc.assert(
    fc.property(
      documents,
      documents,
      fc.subarray(Array.from({ length: 31 }, (_, n) => `/x/${n}`)),
      (before, after, out) => {
        const [old, added] = [plain(before), plain(after)];
        // What comes anew takes the place of what was there.
        const gone = new Set([...out, ...added.map(({ url }) => url)]);
        const whole = buildIndex([...old.filter(({ url }) => !gone.has(url)), ...added]);
        const changed = changedIndex(buildIndex(old), gone, added);
        expect(changed).toEqual(whole);
        expect(search(changed, '数据库备份超时', 5)).toEqual(search(whole, '数据库备份超时', 5));
      },
    ),
    { numRuns: 100 },
  );
});
