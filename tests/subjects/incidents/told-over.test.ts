/** A sentence over several readings says what they say alike once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toldOver } from '../../../src/subjects/incidents/judge/told-over.ts';

const names = ['自申报起算', '自告警起算', '自首个失败样本起算'];
const texts = ['用时 9 分钟，达标', '用时 12 分钟，未达标', '没有记录'];

test('what readings say alike stands once, with the names of all that say it where others differ', () => {
  const told = fc
    .array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 })
    .map((own) => own.map((text, n) => ({ label: names[n] ?? '', text })));
  fc.assert(
    fc.property(told, (own) => {
      const sentence = toldOver(own, '不下结论', '各起算口径结果相同');
      const distinct = [...new Set(own.map(({ text }) => text))];
      for (const text of distinct) expect(sentence.split(text)).toHaveLength(2);
      for (const { label } of own) expect(sentence.includes(label)).toBe(distinct.length > 1);
      expect(sentence.endsWith(distinct.length > 1 ? '；不下结论' : '，各起算口径结果相同')).toBe(true);
    }),
  );
});
