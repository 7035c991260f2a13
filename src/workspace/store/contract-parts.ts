/** The files of a contract: by which schema each is read, and how the parts become a bundle. */
import type { z } from 'zod';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { resolveKinds } from '../../contract/bundle/resolve-kinds.ts';
import { holidaysFileSchema } from '../../contract/calendar/holidays.ts';
import { type KindsFile, kindsFileSchema } from '../../contract/terms/asset-kinds.ts';
import { type AssetEntry, assetsFileSchema } from '../../contract/terms/assets.ts';
import { type CheckEntry, checklistFileSchema } from '../../contract/terms/checklist.ts';
import { contractLifts, contractSchema } from '../../contract/terms/contract.ts';
import { findingLevelsFileSchema } from '../../contract/terms/finding-levels.ts';
import { interpretationLifts, interpretationsFileSchema } from '../../contract/terms/interpretations.ts';
import {
  obligationLifts,
  obligationsFileSchema,
  registerLifts,
  registersFileSchema,
  writtenFileSchema,
  writtenLifts,
} from '../../contract/terms/obligations.ts';
import type { Lift } from '../text/parse.ts';
import { readAssets } from './asset-tables.ts';
import { topicTable } from './lift-tables.ts';
import { starterPart } from './starter-part.ts';

export type PartKey = keyof typeof bundleFiles;

/** One file of the contract. */
export interface PartFile {
  key: PartKey;
  schema: z.ZodType;
  lifts: readonly Lift[];
  /** The part of the bundle in what the file holds. */
  part(data: unknown): unknown;
  /** Workspaces may be without it. */
  optional: boolean;
}

/** Every file of a contract, in the order in which they are read. */
export async function partFiles(): Promise<PartFile[]> {
  const of = (
    key: PartKey,
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
    of('holidays', holidaysFileSchema, 'years', { optional: true }),
    of('findingLevels', findingLevelsFileSchema, null, { optional: true }),
    of('contract', contractSchema, null, { lifts: contractLifts(await topicTable()) }),
    of('assets', assetsFileSchema, 'assets'),
    of('kinds', kindsFileSchema, null, { optional: true }),
    of('checks', checklistFileSchema, 'checks'),
    of('obligations', obligationsFileSchema, 'obligations', { lifts: obligationLifts }),
    of('registers', registersFileSchema, 'registers', { lifts: registerLifts }),
    of('written', writtenFileSchema, 'documents', { lifts: writtenLifts }),
    of('interpretations', interpretationsFileSchema, 'interpretations', { lifts: interpretationLifts }),
  ];
}

/** What the files hold, before ranges, tables and kinds are resolved. */
export type ReadParts = Omit<
  ContractBundle,
  'kinds' | 'groups' | 'assets' | 'assetPlaces' | 'assetTables' | 'checks'
> & {
  assets: AssetEntry[];
  kinds?: KindsFile;
  checks: CheckEntry[];
};

/**
 * The parts with ranges and tables of assets expanded and each asset's kind looked up.
 * @returns problems of ranges and tables beside them
 * @throws UserError for a table that cannot be read; EnvironmentError when the disk fails
 */
export async function assembled(
  root: string,
  read: ReadParts,
): Promise<{ parts: BundleParts; problems: BundleProblem[] }> {
  const { kinds: given, assets: entries, checks, ...rest } = read;
  const { problems, ...expanded } = await readAssets(root, entries);
  const kinds = given ?? (await starterPart(bundleFiles.kinds, kindsFileSchema));
  return { parts: { ...rest, ...expanded, ...resolveKinds({ kinds, assets: expanded.assets, checks }) }, problems };
}
