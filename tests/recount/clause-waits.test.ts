/** What the second count says of a clause that a document calls 本期未到期 or 因口径而异. */
import { expect, test } from 'vitest';
import { isHanging, waitedIn } from '../../src/recount/compare/words/clause-waits.ts';

const contract = { clauses: [{ id: '5.7(1)' }, { id: '5.7(2)' }, { id: '5.9' }] };
const day = (text: string): number => Date.parse(`${text}T17:00:00+08:00`);
const span = { from: '2026-08-25', asOf: day('2026-11-24') };
const month = { id: 'a', clauses: ['5.7(1)'], every: { unit: 'month' } };
const event = { id: 'b', clauses: ['5.7(2)'], every: { unit: 'event' } };
const heading = { id: 'c', clauses: ['5.7'], every: { unit: 'month' } };
const due = (obligation: object, on: string, more: object = {}) => ({
  ...{ obligation, at: day(on), day: on, isIssued: true, isHere: false },
  ...more,
});

test.each([
  ['waits for what falls due later', [due(month, '2026-12-01', { isIssued: false })], ['5.7(1)']],
  [
    'waits for no more of what fell due here, too',
    [due(month, '2026-12-01'), due(month, '2026-10-01', { isHere: true })],
    [],
  ],
  ['lacks nothing of what was handed in before', [due(month, '2026-07-01')], ['5.7(1)']],
  ['lacks what was due before and is not there', [due(month, '2026-07-01', { isIssued: false })], []],
  ['waits for no event because one happened before', [due(event, '2026-08-14')], []],
  ['waits for an event whose document is due later', [due(event, '2026-11-25')], ['5.7(2)']],
  ['is not meant by a heading', [due(heading, '2026-12-01')], []],
])('a clause %s', (_, dues, clauses) => {
  expect([...waitedIn(contract, dues, span)]).toEqual(clauses);
});

const open = { state: 'undecided' };
const beside = { state: 'undecided', decides: false };
const incident = (clocks: Record<string, { state: string; decides?: boolean }>, closed: number | null = 1) => ({
  record: { id: 'G' },
  closed,
  clocks,
});

test.each([
  ['of a start that differs and decides', ['remote-start'], { 'remote-start': open }, true],
  [
    'of one that an arrival makes good',
    ['remote-start'],
    { 'remote-start': beside, diagnosis: { state: 'met' } },
    false,
  ],
  ['of the two together', ['remote-start'], { 'remote-start': beside, diagnosis: open }, true],
  ['of another limit', ['arrival'], { response: open }, false],
  ['of any limit, where it is the goal', ['repair'], { response: open }, true],
])('hangs on the readings %s', (_, topics, clocks, hangs) => {
  const counted = { incidents: [incident(clocks)], counts: () => true };
  expect(isHanging(counted, topics)).toBe(hangs);
  expect(isHanging({ ...counted, counts: () => false }, topics)).toBe(false);
  expect(isHanging({ incidents: [incident(clocks, null)], counts: () => false }, topics)).toBe(hangs);
});
