/** What is left of a record that was erased: valid, withdrawn, at its time, and without a text that anybody wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERASED_TEXT, emptied, lostTexts } from '../../src/records/emptied.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { kinds } from './_kinds.ts';

const gone = { by: '驻点工程师', at: '2026-11-25T10:00:00+08:00', reason: '误录' };

describe.each(kinds)('$id', (kind) => {
  it('can be emptied: what is left is valid, and keeps id, time and no prose', () => {
    const left = emptied(kind, kind.example, gone);
    expect(left).toMatchObject({ id: kind.example.id, at: kind.example.at, withdrawn: gone });
    expect(kind.schema.safeParse(left).success).toBe(true);
    const prose = JSON.stringify({ ...left, withdrawn: undefined }).match(/[一-鿿]{3,}/g) ?? [];
    expect(prose.filter((text) => !ERASED_TEXT.includes(text))).toEqual([]);
  });
});

describe('a text', () => {
  it('whatever it is, is not in what is left', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 200 }), (text) => {
        const one = { ...note.example, text: `${text}号` };
        const left = emptied(note, one, gone);
        expect(JSON.stringify(left)).not.toContain(JSON.stringify(`${text}号`).slice(1, -1));
        expect(lostTexts(one, left)).toContain(`${text}号`);
      }),
    );
  });

  it('of one that was withdrawn before keeps the time of that, by which later periods count', () => {
    const before = { by: '某', at: '2026-11-24T12:00:00+08:00', reason: '重复' };
    expect(emptied(note, { ...note.example, withdrawn: before }, gone)?.withdrawn).toEqual({ ...gone, at: before.at });
  });
});
