/** What assets and checks take from their kinds: names, counters, families, and the groups of the inspection log. Pure. */
import type { AssetKind, CheckGroup, KindsFile } from '../terms/asset-kinds.ts';
import { type Asset, type PlainAsset, withKind } from '../terms/assets.ts';
import type { Check, CheckEntry } from '../terms/checklist.ts';
import { type Family, families, familyIds } from '../terms/families.ts';

/** What an unknown kind is grouped under until the checks of the bundle refuse it. */
const NOWHERE: Family = 'device';

export interface Resolved {
  kinds: AssetKind[];
  /** Groups of the inspection log in printing order: those of the file, then the families that checks stand under. */
  groups: CheckGroup[];
  assets: Asset[];
  checks: Check[];
}

/** Unknown kinds and groups are for `checkKinds`; what it refuses is never used. */
export function resolveKinds(parts: {
  kinds: KindsFile;
  assets: readonly PlainAsset[];
  checks: readonly CheckEntry[];
}): Resolved {
  const { kinds, groups = [] } = parts.kinds;
  const byId = new Map(kinds.map((one) => [one.id, one]));
  const assets = parts.assets.map((one) => withKind(one, byId.get(one.kind)));
  const kindOfAsset = new Map(parts.assets.map((one) => [one.id, byId.get(one.kind)]));
  const checks = parts.checks.map((check) => ({ ...check, group: groupOf(check, kinds, byId, kindOfAsset) }));
  const used = new Set(checks.map((one) => one.group));
  const named = new Set(groups.map((one) => one.id));
  const byFamily = familyIds.filter((id) => used.has(id) && !named.has(id)).map((id) => ({ id, title: families[id] }));
  return { kinds, groups: [...groups, ...byFamily], assets, checks };
}

function groupOf(
  { group, kinds: named, families: of, assets }: CheckEntry,
  kinds: readonly AssetKind[],
  byId: ReadonlyMap<string, AssetKind>,
  ofAsset: ReadonlyMap<string, AssetKind | undefined>,
): string {
  if (group !== undefined) return group;
  const [family] = of ?? [];
  const kind =
    (named ?? []).map((one) => byId.get(one)).find((one) => one !== undefined) ??
    (assets ?? []).map((one) => ofAsset.get(one)).find((one) => one !== undefined) ??
    kinds.find((one) => one.family === family);
  return kind?.group ?? kind?.family ?? family ?? NOWHERE;
}
