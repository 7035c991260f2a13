/**
 * The contract's data with everything that is wrong with them, for whoever mends them: `loadContract` stops at the first
 * problem, because nobody can go on with half a contract.
 */
import { join } from 'node:path';
import { buildBundle } from '../../contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { type IssueRow, issueRows, liftSchema } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { assembled, partFiles, type ReadParts } from './contract-parts.ts';
import { entries } from './record-store.ts';

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
  const parts = new Map<string, unknown>();
  for (const part of await partFiles()) {
    const file = bundleFiles[part.key];
    if (part.optional && !names.has(file)) continue;
    try {
      const value = liftSchema(await readDataFile(root, file), part.lifts, { file });
      raw.set(file, value);
      const parsed = part.schema.safeParse(value);
      if (parsed.success) parts.set(part.key, part.part(parsed.data));
      else found.issues.push({ file, ...issueRows(part.schema, value, DESCRIBED) });
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
      found.unreadable.push({ file, error });
    }
  }
  if (found.unreadable.length > 0 || found.issues.length > 0) return { ...found, raw };
  const whole = await assembled(root, Object.fromEntries(parts) as unknown as ReadParts).catch((error: unknown) => {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    return error;
  });
  if (whole instanceof UserError)
    return { ...found, raw, unreadable: [{ file: whole.place.file ?? bundleFiles.assets, error: whole }] };
  const { bundle, problems } = buildBundle(whole.parts);
  const contradictions = [...whole.problems, ...problems];
  return { ...found, raw, bundle: contradictions.length === 0 ? bundle : null, contradictions };
}
