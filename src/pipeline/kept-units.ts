/**
 * What a plan has to know of the units of the program under one contract, kept between two commands that only tell how things
 * stand. Loading every unit to find that each obligation has one is a tenth of `due`. What is kept stands for one contract, to the
 * letter, and one state of the program, and for a contract that had no fault under it: whatever else is there is looked at
 * anew, and told. Who composes has the units themselves.
 */
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { readKeptFile, writeKeptFile } from '../workspace/store/kept-file.ts';
import { contractKey } from './contract-key.ts';
import { type DeliverableFacts, factsOf, plainFacts } from './deliverable-facts.ts';
import { kindIds, loadDeliverable, loadDeliverables, loadKind } from './units.ts';

const NAME = 'units';

type PlainFacts = ReturnType<typeof plainFacts>;

export interface UnitsOfContract {
  /** By the obligation's id. */
  deliverables: ReadonlyMap<string, DeliverableFacts>;
  /** Keeps them for the next command. */
  save(): Promise<void>;
}

/**
 * Checks the contract against the units and loads them all.
 * @throws UserError when the contract names a record, a field, a unit or a section that there is none of; EnvironmentError when a
 * unit cannot be used
 */
export async function unitsOf(contract: ContractBundle): Promise<ReadonlyMap<string, DeliverableFacts>> {
  const [{ requireEventFields }, { requireRegisterFields }] = await Promise.all([
    import('./event-fields.ts'),
    import('./register-fields.ts'),
  ]);
  await requireEventFields(contract, { ids: kindIds, load: loadKind });
  await requireRegisterFields(contract, { ids: kindIds, load: loadKind });
  const loaded = await loadDeliverables(contract);
  return new Map([...loaded].map(([id, one]) => [id, factsOf(one)]));
}

/** As `unitsOf`, with the help of what an earlier command found. @param root absolute path of the workspace. Throws as it does */
export async function keptUnits(root: string, contract: ContractBundle): Promise<UnitsOfContract> {
  const key = contractKey(contract);
  const known = key === null ? undefined : await readKeptFile(root, NAME, key);
  if (known !== undefined) {
    const facts = JSON.parse(known.toString('utf8')) as PlainFacts[];
    const deliverables = new Map(facts.map((one) => [one.id, keptFacts(one, contract)]));
    return { deliverables, save: () => Promise.resolve() };
  }
  const deliverables = await unitsOf(contract);
  return {
    deliverables,
    async save() {
      if (key === null) return;
      const wholes = await Promise.all([...deliverables.values()].map((one) => one.whole()));
      await writeKeptFile(root, NAME, key, Buffer.from(JSON.stringify(wholes.map(plainFacts)), 'utf8'));
    },
  };
}

function keptFacts(facts: PlainFacts, contract: ContractBundle): DeliverableFacts {
  let whole: ReturnType<DeliverableFacts['whole']> | undefined;
  return {
    ...facts,
    whole() {
      whole ??= loadDeliverable(contract, facts.id);
      return whole;
    },
  };
}
