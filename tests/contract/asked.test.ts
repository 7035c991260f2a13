/** What a contract asks for, by the topics of its clauses; and a contract that bears no number. */
import { expect, test } from 'vitest';
import { asksFor, inspectsAnything } from '../../src/contract/asked.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { starter } from './_starter.ts';

const clause = { id: '1', paper: '一', label: '盘点', text: '每年盘点。', topics: ['stock-taking' as const] };

test('one clause of one of the topics is enough', () => {
  expect(asksFor({ clauses: [clause] }, 'scan', 'stock-taking')).toBe(true);
  expect(asksFor({ clauses: [clause] }, 'scan')).toBe(false);
});

test('agreed checks are inspected without a clause, too', () => {
  expect(inspectsAnything({ contract: { clauses: [clause] }, checks: [] })).toBe(false);
  expect(inspectsAnything({ contract: { clauses: [clause] }, checks: [{}] })).toBe(true);
  expect(inspectsAnything({ contract: { clauses: [{ ...clause, topics: ['inspection'] }] }, checks: [] })).toBe(true);
});

test('a contract without a number says ~; one that says nothing is refused', () => {
  const { number: _number, ...contract } = starter().contract;
  expect(contractSchema.parse({ ...contract, number: '~' }).number).toBeNull();
  expect(contractSchema.safeParse(contract).success).toBe(false);
});
