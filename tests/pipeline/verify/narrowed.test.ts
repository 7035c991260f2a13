/** Verification of some documents tells what concerns them and what they rest on, and how much else there is. */
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/archive/manifest.ts';
import type { ArchivedDocument } from '../../../src/archive/store.ts';
import { chosenOf, narrowed, unknownNumber } from '../../../src/pipeline/verify/narrowed.ts';
import { counted, type Problem } from '../../../src/pipeline/verify/problem.ts';

const document = (day: string, inputs: string[]): ArchivedDocument => ({
  folder: `archive/2026/inspection-log/${day}/r1`,
  manifest: {
    ...{ number: `ABCD-XJ-${day.replaceAll('-', '')}-r1`, from: day, to: day },
    inputs: inputs.map((path) => ({ path })),
  } as unknown as Manifest,
});
const first = document('2026-11-24', ['records/note/2026/11/JS-20261124-001.yaml']);
const second = document('2026-12-01', ['records/note/2026/12/JS-20261201-001.yaml']);
const all = [first, second];

describe('documents', () => {
  it('are chosen by the days in which their intervals end, or by number', () => {
    expect(chosenOf(all, { from: '2026-11-01', to: '2026-11-30' })).toEqual({ chosen: [first], unknown: [] });
    expect(chosenOf(all, { from: '2026-11-24', to: '2026-12-01' })).toEqual({ chosen: all, unknown: [] });
    const numbers = ['ABCD-XJ-20261201-r1', 'ABCD-XJ-20261202-r1'];
    expect(chosenOf(all, { numbers })).toEqual({ chosen: [second], unknown: [numbers[1]] });
    const told = (logged: Map<string, number>) => unknownNumber(numbers[1] as string, all, logged).message;
    expect(told(new Map())).toMatch(/可能被换回签发它之前的旧版.*存证校验.*相近的有 ABCD-XJ-20261201-r1/);
    expect(told(new Map([[numbers[1] as string, 6]]))).toMatch(/存证日志第 7 条登记了编号/);
  });

  it.each([
    [{ from: '2027-01-01', to: '2027-01-31' }, /其间没有签发的文档/],
    [{ from: '2026-12-01', to: '2026-11-01' }, /起始日期晚于截止日期/],
    [{ from: '2026-12-01' }, /没有写明核验哪些文档/],
  ])('that are none are refused: %o', (choice, said) => expect(() => chosenOf(all, choice)).toThrow(said));
});

it('tells what is of the documents, their inputs and the repository', () => {
  const at = (path: string): Problem => ({ path, property: '真实性', message: '' });
  const own = [`${first.folder}/a.pdf`, 'records/note/2026/11/JS-20261124-001.yaml', '.git', 'archive/log/checkpoint'];
  const others = [`${second.folder}/a.pdf`, 'records/note/2026/12/JS-20261201-001.yaml', `${first.folder}0/a.pdf`];
  const found = narrowed([...own, ...others].map(at), [first]);
  expect([found.problems.map(({ path }) => path), found.others]).toEqual([own, others.length]);
  expect(counted(found.problems)).toEqual({ 真实性: own.length, 完整性: 0, 可用性: 0, 安全性: 0 });
});
