/** The story of the starter's contract, told once a process. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import { demoYear, SERVICE_FROM, SERVICE_TO, type Year } from '../../src/demo/year.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import type { RecordKind } from '../../src/records/record.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';

export const DATA = join(import.meta.dirname, '../../data/starters/bureau');

export interface Told {
  year: Year;
  contract: ContractBundle;
  kinds: Map<string, RecordKind>;
  workdays: ReturnType<typeof loadWorkingDays>;
}

let told: Promise<Told> | undefined;

/** Only read by all who ask. */
export const tell = (): Promise<Told> => {
  told ??= tellOnce();
  return told;
};

async function tellOnce(): Promise<Told> {
  const contract = await storyContract();
  const workdays = loadWorkingDays(contract.holidays);
  const kinds = new Map(await Promise.all((await kindIds()).map(async (id) => [id, await loadKind(id)] as const)));
  const prefixes = Object.fromEntries([...kinds].map(([id, kind]) => [id, kind.prefix]));
  return { year: demoYear({ contract, workdays, prefixes }), contract, kinds, workdays };
}

/** The starter's contract with the story's service period. */
async function storyContract(): Promise<ContractBundle> {
  const root = await mkdtemp(join(tmpdir(), 'opsledger-year-'));
  try {
    await cp(join(DATA, 'contract'), join(root, 'contract'), { recursive: true });
    const file = join(root, 'contract', 'contract.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace('from: 2026-01-01', `from: ${SERVICE_FROM}`).replace('to: 2026-12-31', `to: ${SERVICE_TO}`),
    );
    return await loadContract(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
