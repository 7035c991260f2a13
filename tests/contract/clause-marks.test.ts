/** A clause is named by a mark, in whose place the number on paper stands. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOnPaper } from '../../src/contract/paper-numbers.ts';
import { sayIn, wordsOf } from '../../src/contract/party-words.ts';
import { clauseMark, clauseMarks } from '../../src/contract/terms/clause-marks.ts';

const clauses = [
  { id: '5.3.1', paper: '五（三）1' },
  { id: '5.3.2', paper: '五（三）2' },
  { id: '9', paper: '第九条' },
  { id: '9.1', paper: '第九条（一）' },
  { id: '10(1)', paper: '第十条' },
  { id: '10(2)', paper: '第十条' },
  { id: 'Z3', paper: '专用条款三' },
];
const words = wordsOf({ parties: { purchaser: '甲', supplier: '乙', supervisor: null }, clauses } as never);

describe('the number on paper', () => {
  it.each([
    ['9.1', '第九条（一）'],
    ['5.3', '五（三）'],
    ['5.3.1-5.3.2', '五（三）1 至 五（三）2'],
    ['10', '第十条'],
    ['77', '77'],
  ])('of the entry %s is %s', (entry, number) => expect(numberOnPaper(entry, clauses)).toBe(number));

  it('stands in place of the mark; numbered alike is named once, and what names itself needs no word in front', () => {
    expect(sayIn(words, `依据条款 ${clauseMarks(['5.3.1', '10(1)', '10(2)'])}。`)).toBe('依据条款 五（三）1、第十条。');
    expect(sayIn(words, `（条款 ${clauseMarks('9.1、Z3')}）`)).toBe('（第九条（一）、专用条款三）');
    expect(sayIn(words, `条款${clauseMark('9')}　到场`)).toBe('第九条　到场');
  });

  it('leaves no mark, whatever stands around it', () => {
    const entry = fc.constantFrom(...clauses.map(({ id }) => id), '5.3', '88');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(entry.map(clauseMark), fc.constantFrom('、', '条款 ', '文', '⟦采购人⟧'))),
        (parts) => {
          expect(sayIn(words, parts.join(''))).not.toMatch(/⟦|5\.3\.|9\.1|10\(/);
        },
      ),
    );
  });
});
