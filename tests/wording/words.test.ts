import { expect, test } from 'vitest';
import { fieldsOf } from '../../src/records/fields.ts';
import kind from '../../src/subjects/requests/kinds/consultation.ts';
import { choiceWord, choiceWords } from '../../src/wording/codes.ts';
import { namesText, orMissing, spaced, timeText } from '../../src/wording/words.ts';

test('what nobody wrote down is 未登记; nothing and none are what was written', () => {
  expect([undefined, null, ''].map((one) => orMissing(one))).toEqual(['未登记', '未登记', '未登记']);
  expect([orMissing(0), orMissing('无')]).toEqual(['0', '无']);
  expect([timeText(undefined), timeText(null), timeText('2026-11-24T09:27:05+08:00')]).toEqual([
    '未登记',
    '未登记',
    '2026-11-24 09:27',
  ]);
});

test('names end in their number when there are many', () => {
  expect(namesText(['甲', '乙'])).toBe('甲、乙');
  expect(namesText(['甲', '乙', '丙'], '台', 2)).toBe('甲、乙 等 3 台');
});

test('a space stands between Chinese and Latin only', () => {
  expect([spaced('应用服务器 3', '资源'), spaced('资源', 'CPU'), spaced('资源', '趋势')]).toEqual([
    '应用服务器 3 资源',
    '资源 CPU',
    '资源趋势',
  ]);
});

test('a code has one word, however it is asked for', () => {
  const fields = fieldsOf(kind.schema);
  const word = choiceWords(kind);
  const coded = fields.filter(({ choices }) => choices !== undefined);
  expect(coded.length).toBeGreaterThan(0);
  for (const { name, choices = {} } of coded) {
    for (const [code, text] of Object.entries(choices)) {
      expect([word(name, code), choiceWord(fields, name, code)]).toEqual([text, text]);
    }
  }
  expect([word('topic', undefined), word('topic', 'no-such-code')]).toEqual(['未登记', 'no-such-code']);
});
