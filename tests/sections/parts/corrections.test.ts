/** 更正: each field with its old and its new value, for whoever may see it; of what was destroyed nothing. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/records/fields.ts';
import type { RecordKind } from '../../../src/records/record.ts';
import type { TracedStep } from '../../../src/records/record-step.ts';
import { cellText } from '../../../src/report/cell.ts';
import type { SiteView } from '../../../src/report/site-model.ts';
import { correctionList, correctionsOf } from '../../../src/sections/parts/corrections.ts';
import { maskFor } from '../../../src/sections/parts/mask.ts';
import records from '../../../src/sections/records.ts';
import duty, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const record = duty.example as DutyRecord;
const entered: TracedStep = {
  ...{
    at: record.enteredAt,
    madeAt: record.enteredAt,
    by: '',
    way: '',
    what: '登记',
    commit: 'a1',
    reason: '',
    differences: [],
  },
};
const field = (name: string) => {
  const found = fieldsOf(duty.schema).find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return { path: name, label: found.label, field: found };
};
const step = (differences: TracedStep['differences'], more: Partial<TracedStep> = {}): TracedStep => ({
  // Committed hours after it was made.
  ...{ at: '2026-11-25T17:45:00+08:00', madeAt: '2026-11-25T09:00:00+08:00' },
  ...{ by: '李工', way: '登记台', what: '更正', commit: 'b2', reason: '抄错' },
  differences,
  ...more,
});
/** Whose readers see no names. */
const NAMELESS = (['purchaser', 'auditor'] as const).map((side) => ({ side, acts: ['read' as const] }));

const factsWith = (steps: TracedStep[], view: SiteView = 'supplier') =>
  siteFacts({
    records: { ...exampleRecords(), duty: [record] },
    histories: new Map([[record.id, [entered, ...steps]]]),
    mask: maskFor(view, NAMELESS),
  });

describe('a correction of a record', () => {
  const signed = {
    ...field('signedInAt'),
    ...{ kind: 'changed' as const, before: '2026-11-24T08:36:10+08:00', after: '2026-11-24T08:56:10+08:00' },
  };
  const person = { ...field('person'), ...{ kind: 'changed' as const, before: '张一', after: '李二' } };

  it('has a line a field: when, who, the old value and the new one as they read, why', () => {
    const facts = factsWith([step([signed])]);
    expect(correctionList(facts, record)[0]?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['2026-11-25 09:00:00', '李工', '签到时间', '2026-11-24 08:36:10', '2026-11-24 08:56:10', '抄错'],
    ]);
  });

  it('says codes in words, and an old value that is gone as empty', () => {
    const state = { ...field('state'), ...{ kind: 'changed' as const, before: 'late', after: undefined } };
    expect(correctionsOf(factsWith([step([state])]), record)[0]?.changes).toEqual([
      { label: '情况', before: '迟到', after: '（空）' },
    ]);
  });

  it('withholds the values of a personal field from views whose readers see no names, and says so', () => {
    const own = JSON.stringify(correctionsOf(factsWith([step([person])]), record));
    expect(own).toContain('张一');
    for (const view of ['purchaser', 'audit'] as const) {
      const text = JSON.stringify(correctionsOf(factsWith([step([person])], view), record));
      expect(text).not.toMatch(/张一|李二/);
      expect(text).toContain('本视图不列');
    }
  });

  it('tells of a version that was destroyed no value', () => {
    const gone = step([], { reason: '', by: '', what: '这一版的内容已依规清除' });
    expect(correctionsOf(factsWith([gone]), record)).toEqual([]);
  });

  it('made past the program says that nobody gave a reason', () => {
    const page = pagesOf(records, factsWith([step([signed], { by: '', reason: '' })])).find(
      ({ path }) => path === 'corrections',
    );
    const table = page?.sections[0]?.blocks[0];
    const rows = table?.type === 'table' ? table.rows : [];
    expect(rows.map(({ cells, tone }) => [cellText(cells['by']), cellText(cells['reason']), tone])).toEqual([
      ['没有写明', '没有写明', 'attention'],
    ]);
    expect(JSON.stringify(rows)).toContain(`/records/duty/2026-11#${record.id}`);
  });

  it('is told apart by what it did: a state that moved on is no change of what was said', () => {
    const state = (before: string, after: string) => ({
      ...field('state'),
      ...{ kind: 'changed' as const, before, after },
    });
    const filled = { ...field('signedInAt'), ...{ kind: 'filled' as const, before: undefined, after: signed.after } };
    const ways = (...steps: TracedStep['differences'][]) =>
      correctionsOf(factsWith(steps.map((one) => step(one))), record).map(({ way }) => way);
    expect(ways([state('planned', 'present'), filled], [filled], [signed])).toEqual(['advanced', 'filled', 'changed']);
    // One field that says another thing than before decides, and a state that goes back does.
    expect(ways([state('planned', 'present'), signed], [state('present', 'planned')])).toEqual(['changed', 'changed']);

    const listed = [[state('planned', 'present')], [filled], [signed]];
    const page = pagesOf(records, factsWith(listed.map((one) => step(one)))).find(({ path }) => path === 'corrections');
    const table = page?.sections[0]?.blocks[0];
    if (table?.type !== 'table') throw new Error('no table');
    const ways2 = table.filters?.find(({ key }) => key === 'way')?.options ?? [];
    expect(ways2.map(({ value }) => value).sort()).toEqual(table.rows.map(({ filter }) => filter?.['way']).sort());
    for (const { text } of ways2) expect(page?.description).toContain(`${text}的 1 次`);
  });

  it('that is kept in the record alone is told as it was kept', () => {
    const kept = { at: '2026-11-25T09:00:00+08:00', by: '李工', reason: '抄错', what: '签到时间更改' };
    const facts = siteFacts();
    expect(correctionsOf(facts, { ...record, corrections: [kept] })[0]?.changes[0]?.label).toBe('签到时间更改');
  });
});

it('lists what was withdrawn, each leading to where it stands', () => {
  const withdrawn = { by: '李工', at: '2026-11-25T09:00:00+08:00', reason: '重复登记' };
  const gone = { ...record, withdrawn };
  const facts = siteFacts({ records: { ...exampleRecords(), duty: [] }, withdrawn: { duty: [gone] } });
  const page = pagesOf(records, facts).find(({ path }) => path === 'corrections');
  expect(page?.description).toContain('作废 1 条');
  const text = JSON.stringify(page?.sections.find(({ id }) => id === 'withdrawn'));
  for (const part of ['重复登记', '李工', `#${record.id}`]) expect(text).toContain(part);
});

/** The page of a kind with the same name would take its place. */
it('has an address that no kind of record has', () => {
  const ids = (siteFacts().kinds as readonly RecordKind[]).map(({ id }) => id);
  expect(ids).not.toContain('corrections');
});
