/**
 * The files of a contract, each with its schema and its lifts, and how they become one bundle: shared by whoever loads a
 * contract and stops at the first problem, and whoever tells all of them.
 */
import type { z } from 'zod';
import { buildBundle, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { resolveKinds } from '../../contract/bundle/resolve-kinds.ts';
import { holidaysFileSchema } from '../../contract/calendar/holidays.ts';
import { kindsFileSchema } from '../../contract/terms/asset-kinds.ts';
import { assetsFileSchema } from '../../contract/terms/assets.ts';
import { checklistFileSchema } from '../../contract/terms/checklist.ts';
import { contractLifts, contractSchema } from '../../contract/terms/contract.ts';
import { findingLevelsFileSchema } from '../../contract/terms/finding-levels.ts';
import { interpretationsFileSchema } from '../../contract/terms/interpretations.ts';
import { obligationsFileSchema, registersFileSchema, writtenFileSchema } from '../../contract/terms/obligations.ts';
import type { Lift } from '../text/parse.ts';
import { readAssets } from './asset-tables.ts';
import { topicTable } from './lift-tables.ts';
import { starterPart } from './starter-part.ts';

/** One file of the contract. */
export interface PartFile<T extends z.ZodType = z.ZodType> {
  /** Path in the workspace. */
  file: string;
  schema: T;
  lifts: readonly Lift[];
  /** Workspaces may be without it. */
  optional: boolean;
}

const part = <T extends z.ZodType>(
  key: keyof typeof bundleFiles,
  schema: T,
  { lifts = [], optional = false }: { lifts?: readonly Lift[]; optional?: boolean } = {},
): PartFile<T> => ({ file: bundleFiles[key], schema, lifts, optional });

/** Every file by the part of the bundle that it holds, in the order in which their problems are told. */
export const partFiles = async () => ({
  holidays: part('holidays', holidaysFileSchema, { optional: true }),
  findingLevels: part('findingLevels', findingLevelsFileSchema, { optional: true }),
  contract: part('contract', contractSchema, { lifts: contractLifts(await topicTable()) }),
  assets: part('assets', assetsFileSchema),
  kinds: part('kinds', kindsFileSchema, { optional: true }),
  checks: part('checks', checklistFileSchema),
  obligations: part('obligations', obligationsFileSchema),
  registers: part('registers', registersFileSchema),
  written: part('written', writtenFileSchema),
  interpretations: part('interpretations', interpretationsFileSchema),
});

type Files = Awaited<ReturnType<typeof partFiles>>;
/** Of files that workspaces may be without, undefined. */
type Optional = 'holidays' | 'findingLevels' | 'kinds';

/** What the files hold, parsed. */
export type ParsedParts = { [K in Exclude<keyof Files, Optional>]: z.output<Files[K]['schema']> } & {
  [K in Optional]?: z.output<Files[K]['schema']>;
};

/**
 * One bundle of all parts, checked against each other.
 * @throws UserError when a table of assets cannot be read
 */
export async function assembled(
  root: string,
  parsed: ParsedParts,
): Promise<{ bundle: ContractBundle | null; problems: BundleProblem[] }> {
  const { problems: misread, ...expanded } = await readAssets(root, parsed.assets.assets);
  // What stands in such a table is not known: everything that names it would be told as wrong, too.
  if (misread.length > 0) return { bundle: null, problems: misread };
  const kinds = parsed.kinds ?? (await starterPart(bundleFiles.kinds, kindsFileSchema));
  const parts: BundleParts = {
    contract: parsed.contract,
    ...expanded,
    ...resolveKinds({ kinds, assets: expanded.assets, checks: parsed.checks.checks }),
    obligations: parsed.obligations.obligations,
    registers: parsed.registers.registers,
    written: parsed.written.documents,
    interpretations: parsed.interpretations.interpretations,
    ...(parsed.holidays === undefined ? {} : { holidays: parsed.holidays.years }),
    ...(parsed.findingLevels === undefined ? {} : { findingLevels: parsed.findingLevels }),
  };
  const { bundle, problems } = buildBundle(parts);
  return { bundle: problems.length === 0 ? bundle : null, problems };
}
