/** Everything that is wrong with a record is told at once, and nothing that is not. */
import { afterAll, describe, expect, it } from 'vitest';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { fieldsToEnter } from '../../../src/pipeline/record/entry-fields.ts';
import { previewRecord } from '../../../src/pipeline/record/preview.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import { draftOf } from '../../support/draft-of.ts';
import { makeUnfilledWorkspace } from '../_workspace.ts';

const NOW = '2026-12-31T18:00:00+08:00';
const session = await openSession(await makeUnfilledWorkspace());
afterAll(() => session.close());

type Value = Record<string, unknown>;
const faultsOf = async (kind: string, value: Value): Promise<string[]> => {
  const { faults } = await previewRecord(session, value, { kind, now: NOW });
  return faults.map(({ field, text }) => `${field} ${text}`);
};

/** The first and the last few: each costs a run of the leak gate. */
const ends = <T>(list: readonly T[]): T[] => list.filter((_, n) => n < 2 || n >= list.length - 2);

const kinds = (await Promise.all((await kindIds()).map(loadKind))).filter(
  ({ writer, id }) => writer === undefined && id !== 'signoff' && id !== 'waiver',
);

describe.each(kinds.map((kind) => [kind.id, kind] as const))('%s', (id, kind) => {
  const entered = new Set(fieldsToEnter(kind).map(({ name }) => name));
  const example = Object.fromEntries(Object.entries(kind.example).filter(([name]) => entered.has(name)));

  it('without one required field is told of that one, and of nothing that the whole record is not told of', async () => {
    const whole = new Set(await faultsOf(id, example));
    for (const { name } of ends(fieldsToEnter(kind).filter(({ required }) => required))) {
      const { [name]: _, ...rest } = example;
      const faults = await faultsOf(id, rest);
      const own = faults.filter((fault) => fault.startsWith(`${name} `));
      const foreign = faults.filter((fault) => !own.includes(fault) && !whole.has(fault));
      expect([own.length > 0, foreign], name).toEqual([true, []]);
    }
  });
});

it('rules across fields are told beside what is missing', async () => {
  const { impact: _, ...rest } = (await loadKind('incident')).example as unknown as Value;
  const own = draftOf(rest, 'source', 'at', 'enteredAt', 'enteredBy', 'attachments');
  const faults = await faultsOf('incident', {
    ...own,
    restoredAt: '2026-11-24 09:00',
    permit: 'XK-20200101-001',
    measures: [{ ...(own['measures'] as Value[])[0], dueOn: '某日' }],
  });
  const about = (field: string): string => faults.find((fault) => fault.startsWith(`${field} `)) ?? '';
  expect(about('impact')).toContain('处理完成时须填写');
  expect(about('restoredAt')).toContain('不早于');
  expect(about('permit')).toContain('引用的记录不存在');
  expect(about('measures[0].dueOn')).toContain('应为存在的日期');
});

it('says what saving says: what has no fault is saved, by the same rules', async () => {
  const note = { topic: 'operation', text: '清理了临时文件' };
  expect(await faultsOf('note', note)).toEqual([]);
  const { id } = await addRecord(session, note, '登记台', { kind: 'note', now: NOW });
  expect(await faultsOf('note', { id, text: '' })).toEqual(['reason 必填，没有填写', 'text 必填，没有填写']);
});

it('a day outside the service is told at the desk without a file, and without the number that there is not yet', async () => {
  const value = { at: '2020-01-02 09:00', topic: 'operation', text: '清理临时文件' };
  const entered = { name: '测试人', account: 'tester', channel: 'desk' as const };
  const { faults, notices } = await previewRecord(session, value, { kind: 'note', now: NOW, entered });
  expect(faults).toEqual([]);
  expect(notices).toEqual([
    expect.stringMatching(/^本记录的日期 2020-01-02 早于服务期（[^（）]*）：.*请维护合同数据的人改正$/),
  ]);
  expect(notices.join()).not.toMatch(/contract\/|servicePeriod/);
  const typed = await previewRecord(session, value, { kind: 'note', now: NOW });
  expect(typed.notices.join()).toContain('改正 contract/contract.yaml 的 servicePeriod');
});
