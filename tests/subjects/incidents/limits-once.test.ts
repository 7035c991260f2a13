/** A plan judges every incident of a year: what all of them share is made once. */
import { expect, test } from 'vitest';
import { limitsFor } from '../../../src/subjects/incidents/judge/limits.ts';
import { contractWith } from './_contract.ts';

const TERMS = `
levels: [{id: one, name: 一级}]
calendars: [{id: office, name: 办公时间, days: working-days, hours: [{from: '08:00', to: '18:00'}]}]
limits: [{clock: response, clause: '1', workingMinutes: 30, calendar: office}]
`;

test('the calendars of a contract are written out once, however many incidents ask', () => {
  const { contract } = contractWith(['1'], TERMS);
  const { calendars = [] } = contract;
  let written = 0;
  const toJSON = () => {
    written += 1;
    return [...calendars];
  };
  const source = {
    contract: { ...contract, calendars: Object.assign([...calendars], { toJSON }) },
    assets: [],
    isWorkingDay: () => true,
  };
  const ask = (minute: number) =>
    limitsFor(source, 'response', { level: 'one', start: `2026-11-24T10:${minute}:00+08:00`, calendar: null });
  const found = Array.from({ length: 20 }, (_, n) => ask(10 + n));
  expect(found.flat().map(({ text }) => text)).toEqual(Array(20).fill('30 分钟（办公时间）'));
  expect(written).toBe(1);
});
