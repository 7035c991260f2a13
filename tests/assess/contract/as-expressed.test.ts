/** What the data express of a clause limits what may be concluded of it. */
import { expect, it } from 'vitest';
import { asExpressed } from '../../../src/assess/contract/clause-status.ts';
import { extents } from '../../../src/contract/expressed/expressed.ts';
import { clauses, statesByWeight } from '../../../src/states/clause.ts';

const all = Object.keys(extents) as (keyof typeof extents)[];

it.each(all.filter((one) => one === 'part' || one === 'none'))('nothing is met without a condition: %s', (extent) => {
  for (const state of statesByWeight) expect(clauses[asExpressed(state, extent)].tone).not.toBe('normal');
});

it('of what is not expressed nothing is concluded', () => {
  const judged = statesByWeight.map((state) => asExpressed(state, 'none'));
  expect(judged).not.toContain('not-occurred');
  expect(judged).not.toContain('not-due');
});

it.each(all)('what accuses, and what is open, stays: %s', (extent) => {
  for (const state of ['exception', 'incomplete', 'undecided', 'behind'] as const)
    expect(asExpressed(state, extent)).toBe(state);
});

it('a declaration lacks nothing', () => {
  expect(asExpressed('no-evidence', 'declaration')).toBe('declared');
  expect(asExpressed('no-evidence', 'part')).toBe('no-evidence');
});
