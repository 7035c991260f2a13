/** What an option of a 口径 computes and what both sides sign with it are one thing: its cases, run through the code that judges. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseProblems } from '../../../src/assess/contract/cases/check.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { effects } from '../../../src/contract/terms/effects.ts';
import type { Interpretation } from '../../../src/contract/terms/interpretations.ts';
import { caseWords } from '../../../src/wording/case-words.ts';
import { inspectContract } from '../../../src/workspace/store/inspect-contract.ts';
import { starter } from '../../contract/_starter.ts';
import { contractWith } from '../../subjects/incidents/_contract.ts';

const starters = join(import.meta.dirname, '../../../data/starters');

test.for(readdirSync(starters))('every option of the starter %s has cases, and is judged as they say', async (name) => {
  const { bundle } = await inspectContract(join(starters, name));
  expect(bundle === null ? ['unusable'] : caseProblems(bundle)).toEqual([]);
});

test('every reading of every effect that the program knows has a case in a starter, or here', () => {
  const used = starter().interpretations.flatMap(({ binds, options }) =>
    options.map(({ effect, cases = [] }) => `${binds} ${effect ?? ''} ${cases.length > 0}`),
  );
  const all = Object.entries(effects).flatMap(([id, { readings }]) => {
    const names = Object.keys(readings);
    return (names.length === 0 ? [''] : names).map((reading) => `${id} ${reading} true`);
  });
  expect(all.filter((one) => !used.includes(one))).toEqual(['on-time received true', 'working-time  true']);
});
