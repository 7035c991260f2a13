/** A character that nobody sees never decides how a record reads: not let in by a person, shown as □ where it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unseenIn, withoutUnseen } from '../../src/records/unseen.ts';
import { checkEntry, checkRecord } from '../../src/workspace/store/record-check.ts';
import { contract, kinds } from './_kinds.ts';

const UNSEEN = ['\0', '\u001b', '\u0008', '\u007f', '\u009b', '\u202e', '\u2066'];

describe('characters that nobody sees', () => {
  it('are found at their field, and replaced there alone', () => {
    const text = fc.string({ unit: fc.constantFrom(...UNSEEN, '甲', 'a', '\n', '\t', '👍') });
    const data = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('any'), { maxLength: 4 }),
      map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any')),
    })).any;
    fc.assert(
      fc.property(data, (value) => {
        const clean = withoutUnseen(value);
        expect(unseenIn(clean)).toEqual([]);
        expect(unseenIn(value).length === 0).toBe(clean === value);
        expect(JSON.stringify(clean).length).toBeLessThanOrEqual(JSON.stringify(value).length);
      }),
      { numRuns: 200 },
    );
    expect(unseenIn({ a: [{ b: 'x\u202ey' }] })).toEqual([{ field: 'a[0].b', code: 'U+202E' }]);
    expect(withoutUnseen({ a: ['甲\u202e乙\r\n'] })).toEqual({ a: ['甲□乙\r\n'] });
  });

  it.each(UNSEEN)(
    'are refused in what a person writes, with the field, and kept in what a machine answered',
    async (one) => {
      const note = kinds.find(({ id }) => id === 'note');
      if (note === undefined) throw new Error('no kind of notes');
      const value = { ...note.example, source: 'manual', text: `甲${one}乙` };
      const request = { contract, file: 'x.yaml', alsoWrong: () => Promise.resolve([]) };
      const said = /text（内容）[\s\S]*看不见的控制字符 U\+/;
      await expect(checkEntry(note, value, request)).rejects.toThrow(said);
      expect(() => checkRecord(note, value, contract, 'x.yaml')).toThrow(said);
      const measured = { ...value, source: 'auto' };
      await expect(checkEntry(note, measured, request)).resolves.toMatchObject({ text: measured.text });
    },
  );
});
