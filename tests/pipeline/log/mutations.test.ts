/**
 * Nothing that somebody does to a signed workspace goes unseen, and nothing harmless is seen: two attacks of each kind, and what is
 * quick of what anybody may do. `npm run faults -- mutations` does ten thousand to a month of service.
 */
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { isRight } from '../../faults/_mutations.ts';
import { harmless } from '../../faults/mutations/_harmless.ts';
import { copyMonth, withData } from '../../faults/mutations/_month.ts';
import { mutate, oneOfEach, type Tried } from '../../faults/mutations/_mutate.ts';
import { newFolder } from '../_workspace.ts';
import { signedWorkspace } from './_signed.ts';

const attacks = [...Map.groupBy(oneOfEach, ({ kind }) => kind).values()].flatMap((list) => list.slice(0, 1));
/** The others differ from these by what they ask of git. */
const QUICK = /git gc$|other times|other rights|clone in its place|moved to a folder/;
const doings = harmless.filter(({ name }) => QUICK.test(name));

const seen: Tried[] = [];
beforeAll(async () => {
  const keys = await newFolder();
  const { root } = await withData(keys, signedWorkspace);
  cpSync(join(keys, 'data'), join(dirname(root), 'data'), { recursive: true });
  const [base, twin] = [join(await newFolder(), 'base'), join(await newFolder(), 'twin')];
  copyMonth(dirname(root), base);
  await withData(base, () =>
    mutate({
      ...{ base, twin, seed: 1, from: 0, step: 1, attacks, doings },
      ...{ count: attacks.length, harmless: doings.length, seen: (one) => seen.push(one) },
    }),
  );
}, 120_000);

const wrong = (harmlessOnes: boolean) =>
  seen.filter((one) => (one.kind === 'harmless') === harmlessOnes && !isRight(one));

it('finds each attack, by the name of what was attacked, and each thing once', () => {
  expect(seen.filter(({ kind }) => kind !== 'harmless').map(({ name }) => name)).toEqual(
    attacks.map(({ name }) => name),
  );
  expect(wrong(false)).toEqual([]);
});

it('finds nothing in what anybody may do', () => {
  expect(seen.filter(({ kind }) => kind === 'harmless')).toHaveLength(doings.length);
  expect(wrong(true)).toEqual([]);
});
