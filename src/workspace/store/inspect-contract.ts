/**
 * The contract's data with everything that is wrong with them, for whoever mends them: `loadContract` stops at the first
 * problem, because nobody can go on with half a contract.
 */
import { join } from 'node:path';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { type IssueRow, issueRows, liftSchema } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { assembled, type ParsedParts, partFiles } from './contract-parts.ts';
import { entries } from './records.ts';

/** Issues of one file that are described; all are counted. */
const DESCRIBED = 5000;

export interface InspectedContract {
  /** null while any of the problems stands. */
  bundle: ContractBundle | null;
  /** Files that cannot be read at all. */
  unreadable: { file: string; error: UserError }[];
  /** What the schemas have against the values; `total` counts those that were not described, too. */
  issues: { file: string; rows: IssueRow[]; total: number }[];
  /** Contradictions between the files; looked for once every file can be read. */
  contradictions: BundleProblem[];
  /** What each readable file holds, as plain data, every scalar text. */
  raw: ReadonlyMap<string, unknown>;
}

/** Reads every file of the contract, whatever is wrong with the others. @throws EnvironmentError when the disk fails */
export async function inspectContract(root: string): Promise<InspectedContract> {
  const names = new Set((await entries(root, 'contract')).map((entry) => join('contract', entry.name)));
  const found: InspectedContract = { bundle: null, unreadable: [], issues: [], contradictions: [], raw: new Map() };
  const raw = new Map<string, unknown>();
  const parts: Record<string, unknown> = {};
  for (const [key, { file, schema, lifts, optional }] of Object.entries(await partFiles())) {
    if (optional && !names.has(file)) continue;
    await reading(file, found, async () => {
      const value = liftSchema(await readDataFile(root, file), lifts, { file });
      raw.set(file, value);
      const parsed = schema.safeParse(value);
      if (parsed.success) parts[key] = parsed.data;
      else found.issues.push({ file, ...issueRows(schema, value, DESCRIBED) });
    });
  }
  if (found.unreadable.length > 0 || found.issues.length > 0) return { ...found, raw };
  await reading(bundleFiles.assets, found, async () => {
    // Each part was parsed by its own schema under its own key.
    const { bundle, problems } = await assembled(root, parts as unknown as ParsedParts);
    found.bundle = bundle;
    found.contradictions = problems;
  });
  return { ...found, raw };
}

/** Does what reads a file; that it cannot be read is a finding. */
async function reading(file: string, found: InspectedContract, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    found.unreadable.push({ file: error.place.file ?? file, error });
  }
}
