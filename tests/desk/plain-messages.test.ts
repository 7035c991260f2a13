/** No message that the desk gives carries a code's word: over every rule of every kind that a test breaks. */
import { expect, it } from 'vitest';
import { EnvironmentError, type UserError } from '../../src/contract/error.ts';
import { inDeskWords } from '../../src/desk/desk-words.ts';
import { keysOf, withoutKeys } from '../../src/records/field-keys.ts';
import type { RecordProblem } from '../../src/records/record.ts';
import { contract, kindOf, kinds, variant } from '../records/_kinds.ts';
import { violations } from '../records/_violations.ts';

const keys = keysOf(kinds);

const problems = (id: string, patch: Readonly<Record<string, unknown>>): readonly RecordProblem[] => {
  const kind = kindOf(id);
  return kind.check?.(kind.schema.parse(variant(id, patch)), contract) ?? [];
};

/** Words of Latin letters that are a key, or look like one; times, units and what a person typed are none. */
const codesIn = (text: string): string[] =>
  (text.match(/[A-Za-z][A-Za-z.]*/g) ?? []).filter(
    (word) => keys.has(word) || /^[a-z]+[A-Z]/.test(word) || /\.yaml$/.test(word) || /^(true|false)$/.test(word),
  );

it.each(Object.keys(violations))('%s', (id) => {
  for (const [patch] of violations[id] ?? [])
    for (const { expected } of problems(id, patch)) expect(codesIn(withoutKeys(expected, keys)), expected).toEqual([]);
});

it('an error of any stage comes out in the words of the desk, and stays what it was', async () => {
  const given = new EnvironmentError('填写了答复（answer），须同时填写答复时间（answeredAt）', {
    ...{ at: 'timeline[2].at（处理过程第 3 行的时间）', found: '答复（answer）', hint: '见 timeline[0]' },
  });
  const told = await inDeskWords(() => Promise.reject(given)).catch((error: unknown) => error);
  expect(told).toBeInstanceOf(EnvironmentError);
  expect((told as UserError).exitCode).toBe(3);
  expect((told as UserError).message).toBe(
    '填写了答复，须同时填写答复时间\n  位置：处理过程第 3 行的时间\n  实际：答复（answer）\n  处理：见 第 1 行',
  );
});
