/** What the record of a fault says of an earlier one that it is again. */
import { expect, it } from 'vitest';
import { causeFacts } from '../../../src/subjects/incidents/incident-facts.ts';
import kind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { starter } from '../../contract/_starter.ts';

const example = kind.schema.parse(kind.example);
const asked = (more: Partial<IncidentRecord>) =>
  kind
    .check?.({ ...example, ...more }, starter())
    .filter(({ field }) => field === 'repeatOf' || field === 'notRepeat')
    .map(({ field }) => field);

it('is another one, and either the same or not', () => {
  expect(asked({ repeatOf: 'GZ-20261106-001' })).toEqual([]);
  expect(asked({ notRepeat: '另一个模块' })).toEqual([]);
  expect(asked({ repeatOf: example.id })).toEqual(['repeatOf']);
  expect(asked({ repeatOf: 'GZ-20261106-001', notRepeat: '另一个模块' })).toEqual(['notRepeat']);
});

it('stands beside the cause where somebody said it, and nowhere else', () => {
  const told = (more: Partial<IncidentRecord>) =>
    causeFacts({ incident: { ...example, ...more }, context: { asOf: example.at } as never }).items.flatMap(
      ({ label, value }) => (label === '重复故障' ? [value] : []),
    );
  expect(told({})).toEqual([]);
  expect(told({ repeatOf: 'GZ-20261106-001' })).toEqual(['前一起 GZ-20261106-001']);
  expect(told({ notRepeat: '另一个模块' })).toEqual(['登记为不是重复故障：另一个模块']);
});
