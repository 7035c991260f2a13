import { expect, it } from 'vitest';
import { printedClauses } from '../../src/recount/compare/words/clause-rows.ts';

const table = (rows: Record<string, unknown>[]): unknown => ({
  columns: Object.keys(rows[0] ?? {}).map((key) => ({ key, label: key })),
  rows: rows.map((cells) => ({ cells })),
});

it('reads what is asked of each clause from both forms of the 对照表', () => {
  const state = { text: '证据不全', tone: 'attention' };
  const [first, second] = ['五（二）1 值班', '五（二）2 演练'];
  const [evidence, exceptions] = ['考勤记录 8 条', '未见例外'];
  const before = table([
    {
      ...{ number: first, evidence, exceptions, state },
      coverage: '每日值班：应有 10 日，已有 8 日，缺 12-01、12-02；换班：没有发生',
    },
    {
      number: second,
      coverage: '有需要时：没有发生',
      evidence: '没有登记记录',
      exceptions: '',
      state: '本期没有登记发生',
    },
  ]);
  const compared = table([
    {
      number: first,
      wanted: '每日值班',
      expected: { text: '10 日', value: 10 },
      found: { text: '8 日', value: 8 },
      state,
    },
    { number: first, wanted: '换班', expected: '没有发生', found: '—', state },
    { number: second, wanted: '有需要时：没有发生', expected: '不计数', found: '—', state: '本期没有登记发生' },
  ]);
  const grounds = table([
    { number: '五（二）1', evidence, exceptions },
    { number: '五（二）2', evidence: '没有登记记录', exceptions: '' },
  ]);
  const read = (...blocks: unknown[]) => printedClauses({ sections: [{ id: 'clause-5-2', blocks }] });
  expect(read(compared, grounds)).toEqual(read(before));
  expect(read(before)[0]?.wants).toEqual([
    { wanted: '每日值班', amounts: { expected: 10, found: 8 } },
    { wanted: '换班', amounts: { expected: 0, found: 0 } },
  ]);
});
