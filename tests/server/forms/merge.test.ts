/** Two people with the same form: nobody's words are lost, and the later one is told. */
import { expect, it } from 'vitest';
import { merged } from '../../../src/forms/merge.ts';
import { type Typed, type TypedRow, typedOf } from '../../../src/forms/typed.ts';
import { fieldsToEnter } from '../../../src/pipeline/record/entry-fields.ts';
import type { RecordKind } from '../../../src/records/record.ts';
import { rowLists, withRowIds } from '../../../src/records/row.ts';
import kind from '../../../src/subjects/incidents/kinds/incident.ts';

const fields = fieldsToEnter(kind as unknown as RecordKind);
const base = typedOf(
  fields,
  withRowIds({ ...kind.example }, rowLists(kind.schema)) as unknown as Record<string, unknown>,
);
const rows = (typed: Typed): TypedRow[] => typed['timeline'] as TypedRow[];

it('takes over what the other alone changed', () => {
  const result = merged(fields, base, { ...base, suggestion: '甲的建议' }, { ...base, impact: '乙的影响' });
  expect([result.typed['suggestion'], result.typed['impact']]).toEqual(['甲的建议', '乙的影响']);
  expect(result.meanwhile).toEqual([
    { path: 'suggestion', label: '建议', before: String(base['suggestion']), now: '甲的建议', mine: null },
  ]);
});

it('keeps what was typed where both changed it, and tells what the other wrote', () => {
  const result = merged(fields, base, { ...base, outage: 'none' }, { ...base, outage: 'whole' });
  expect(result.typed['outage']).toBe('whole');
  expect(result.meanwhile).toEqual([
    expect.objectContaining({ path: 'outage', before: '部分功能不可用', mine: expect.stringContaining('全') }),
  ]);
});

it('says nothing where both wrote the same', () => {
  expect(merged(fields, base, { ...base, outage: 'whole' }, { ...base, outage: 'whole' }).meanwhile).toEqual([]);
});

it('merges rows by their ids, column by column, with those that either added', () => {
  const [one, two, three] = rows(base) as [TypedRow, TypedRow, TypedRow];
  const theirs = {
    ...base,
    timeline: [one, { ...two, result: '甲改' }, three, { ...three, id: 'r9', action: '甲加' }],
  };
  const mine = {
    ...base,
    timeline: [one, { ...two, action: '乙改' }, three, { at: '', actor: '', action: '乙加', result: '' }],
  };
  const result = merged(fields, base, theirs as Typed, mine as Typed);
  expect(rows(result.typed).map(({ action, result: said }) => [action, said])).toEqual([
    [one['action'], one['result']],
    ['乙改', '甲改'],
    [three['action'], three['result']],
    ['甲加', three['result']],
    ['乙加', ''],
  ]);
  expect(result.meanwhile.map(({ path, mine: own }) => [path, own])).toEqual([
    [`timeline.${two['id']}.result`, null],
    ['timeline.r9', null],
  ]);
});

it('tells that a row was withdrawn meanwhile, with what had been typed into it', () => {
  const [one, two, three] = rows(base) as [TypedRow, TypedRow, TypedRow];
  const theirs = { ...base, timeline: [one, three] };
  const mine = { ...base, timeline: [one, { ...two, action: '乙改' }, three] };
  const { typed, meanwhile } = merged(fields, base, theirs, mine as Typed);
  expect(rows(typed)).toEqual([one, three]);
  expect(meanwhile).toEqual([
    expect.objectContaining({ path: `timeline.${two['id']}`, now: '已作废', mine: expect.stringContaining('乙改') }),
  ]);
});
