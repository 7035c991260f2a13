/** What earlier commands found of the units under a contract is what they are; another contract, or another program, is looked at anew. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { contractKey } from '../../src/pipeline/contract-key.ts';
import { plainFacts } from '../../src/pipeline/deliverable-facts.ts';
import { keptUnits, unitsOf } from '../../src/pipeline/kept-units.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { loadDeliverables } from '../../src/pipeline/units.ts';
import { writeKeptFile } from '../../src/workspace/store/kept-file.ts';
import { starter } from '../contract/_starter.ts';
import { cleanUp, makeWorkspace, newFolder } from './_workspace.ts';

afterEach(cleanUp);

const bundle = starter();
const cacheOf = (root: string) => join(root, '.opsledger', 'cache', 'units');

/** Folder in which the units of a contract were kept; they say of themselves that they are the kept ones. */
async function marked(contract: ContractBundle): Promise<string> {
  const root = await newFolder();
  const key = contractKey(contract);
  if (key === null) throw new Error('the program changed under the test');
  const facts = [...(await loadDeliverables(contract)).values()].map(plainFacts);
  await writeKeptFile(
    root,
    'units',
    key,
    Buffer.from(JSON.stringify(facts.map((one) => ({ ...one, evidence: ['kept'] })))),
  );
  return root;
}

const evidenceIn = async (root: string, contract: ContractBundle) =>
  new Set([...(await keptUnits(root, contract)).deliverables.values()].flatMap(({ evidence }) => evidence));

describe('units that were kept', () => {
  test('are the same, and compose as the units themselves do', async () => {
    const root = await newFolder();
    await (await keptUnits(root, bundle)).save();
    const { deliverables } = await keptUnits(root, bundle);
    const loaded = await loadDeliverables(bundle);
    expect([...deliverables.keys()]).toEqual([...loaded.keys()]);
    for (const [id, facts] of deliverables) {
      const whole = await facts.whole();
      const { compose, needs, ...plain } = loaded.get(id) as typeof whole;
      expect(whole).toMatchObject(plain);
      expect(whole.needs).toHaveLength(needs.length);
      expect(String(whole.compose)).toBe(String(compose));
      expect(plainFacts({ ...whole, ...facts })).toEqual(plainFacts(whole));
    }
  });

  test('are not loaded again', async () => {
    const root = await marked(bundle);
    expect([...(await evidenceIn(root, bundle))]).toEqual(['kept']);
  });

  test('stand for one contract, to the letter', async () => {
    const root = await marked(bundle);
    const [first, ...others] = bundle.obligations;
    const other = {
      ...bundle,
      obligations: [{ ...first, name: '另一名称' } as typeof first, ...others],
    } as ContractBundle;
    expect([...(await evidenceIn(root, other))]).not.toContain('kept');
    const unknown = {
      ...bundle,
      obligations: [{ ...first, unit: 'no-such' } as typeof first, ...others],
    } as ContractBundle;
    await expect(keptUnits(root, unknown)).rejects.toThrow(/no-such/);
    const [register, ...more] = bundle.registers;
    const lost = {
      ...bundle,
      registers: [{ ...register, kind: 'no-kind' } as typeof register, ...more],
    } as ContractBundle;
    await expect(keptUnits(root, lost)).rejects.toThrow(/no-kind/);
  });

  test('are as good as none when they are damaged', async () => {
    const root = await marked(bundle);
    const bytes = await readFile(cacheOf(root), 'utf8');
    for (const damaged of [bytes.replace('kept', 'kent'), bytes.slice(0, -1), '', '\n']) {
      await writeFile(cacheOf(root), damaged);
      expect(await evidenceIn(root, bundle)).toEqual(
        new Set([...(await unitsOf(bundle)).values()].flatMap(({ evidence }) => evidence)),
      );
    }
  });
});

test('a contract is plain data, of which its text says all', () => {
  expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
});

test('only who tells how things stand keeps anything', async () => {
  const root = await makeWorkspace();
  await new Promise((done) => setTimeout(done, 30));
  const filesOf = async (tells: boolean) => {
    const session = await openSession(root, { tells });
    await session.close();
    return (await readdir(root, { recursive: true })).filter((path) => path.startsWith('.opsledger/')).sort();
  };
  expect(await filesOf(false)).not.toContain('.opsledger/cache/units');
  expect(await filesOf(true)).toEqual(expect.arrayContaining(['.opsledger/cache/contract', '.opsledger/cache/units']));
});
