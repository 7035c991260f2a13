/**
 * The contract's data with everything that is wrong with them, for whoever mends them: `loadContract` stops at the first
 * problem, because nobody can go on with half a contract.
 */
import { join } from 'node:path';
import type { z } from 'zod';
import { buildBundle, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { holidaysFileSchema } from '../../contract/calendar/holidays.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { assetsFileSchema } from '../../contract/terms/assets.ts';
import { checklistFileSchema } from '../../contract/terms/checklist.ts';
import { contractLifts, contractSchema } from '../../contract/terms/contract.ts';
import { findingLevelsFileSchema } from '../../contract/terms/finding-levels.ts';
import { interpretationsFileSchema } from '../../contract/terms/interpretations.ts';
import { obligationsFileSchema, registersFileSchema, writtenFileSchema } from '../../contract/terms/obligations.ts';
import { type IssueRow, issueRows, type Lift, liftSchema } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { topicTable } from './lift-tables.ts';
import { entries } from './records.ts';

/** Issues of one file that are described; all are counted. */
const DESCRIBED = 5000;

/** One file of the contract. */
interface PartFile {
  key: keyof BundleParts;
  schema: z.ZodType;
  lifts: readonly Lift[];
  /** The part of the bundle in what the file holds. */
  part(data: unknown): unknown;
  /** Workspaces may be without it. */
  optional: boolean;
}

async function partFiles(): Promise<PartFile[]> {
  const of = (
    key: keyof BundleParts,
    schema: z.ZodType,
    inside: string | null,
    more: Partial<Pick<PartFile, 'lifts' | 'optional'>> = {},
  ): PartFile => ({
    key,
    schema,
    part: (data) => (inside === null ? data : (data as Record<string, unknown>)[inside]),
    lifts: more.lifts ?? [],
    optional: more.optional ?? false,
  });
  return [
    of('contract', contractSchema, null, { lifts: contractLifts(await topicTable()) }),
    of('assets', assetsFileSchema, 'assets'),
    of('checks', checklistFileSchema, 'checks'),
    of('obligations', obligationsFileSchema, 'obligations'),
    of('registers', registersFileSchema, 'registers'),
    of('written', writtenFileSchema, 'documents'),
    of('interpretations', interpretationsFileSchema, 'interpretations'),
    of('holidays', holidaysFileSchema, 'years', { optional: true }),
    of('findingLevels', findingLevelsFileSchema, null, { optional: true }),
  ];
}

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
  const { bundle, problems } = buildBundle(Object.fromEntries(parts) as unknown as BundleParts);
  return { ...found, raw, bundle: problems.length === 0 ? bundle : null, contradictions: problems };
}
