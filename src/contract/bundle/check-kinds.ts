/** Kinds, assets and checks against each other: what `buildBundle` asks of `kinds.yaml`, `assets.yaml` and the checklist. Pure. */
import { nearest } from '../nearest.ts';
import { unknownClauses } from '../terms/clauses.ts';
import { families, familiesWith, familyIds, isFamily } from '../terms/families.ts';
import { type AssetPlace, type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';

const ASSET_ID = `${bundleFiles.assets} 中的资产编号`;
const CLAUSE_ID = `${bundleFiles.contract} 中的条款编号或其上级、区间`;

/** Each kind and group once; the group of a kind is one; every kind that is named is there. */
export function checkKinds({ kinds, groups, registers }: BundleParts): BundleProblem[] {
  const file = bundleFiles.kinds;
  const known = new Set([...groups.map(({ id }) => id), ...familyIds]);
  return [
    ...doubled(
      file,
      'kinds',
      kinds.map(({ id }) => id),
    ),
    ...doubled(
      file,
      'kinds',
      kinds.map(({ name }) => name),
      'name',
    ),
    ...kinds.flatMap(({ group }, n) =>
      group === undefined || known.has(group) ? [] : [unknownGroup(file, `kinds[${n}].group`, group, { groups })],
    ),
    ...registers.flatMap((register, n) =>
      [register, ...(register.more ?? [])].flatMap((table, m) =>
        (table.where ?? []).flatMap((filter, k) =>
          (filter.assetKinds ?? []).flatMap((id, i) => {
            const at = `registers[${n}]${m === 0 ? '' : `.more[${m - 1}]`}.where[${k}].assetKinds[${i}]`;
            return unknownKind(bundleFiles.registers, at, id, { kinds });
          }),
        ),
      ),
    ),
  ];
}

/** Each asset once, of a kind that there is; its clause exists; what runs on another asset runs on one that can carry it. */
export function checkAssets({ contract, assets, kinds, assetPlaces }: BundleParts): BundleProblem[] {
  const placeOf = (n: number): AssetPlace => assetPlaces?.[n] ?? { file: bundleFiles.assets, at: `assets[${n}]` };
  const known = new Set(kinds.map(({ id }) => id));
  // Whose kind is unknown is told as that alone.
  const carries = ({ kind, family }: BundleParts['assets'][number]): boolean =>
    !known.has(kind) || isFamily(family, 'carries');
  const carriers = new Set(assets.filter(carries).map((one) => one.id));
  const several = Map.groupBy(assets, ({ kind }) => kind);
  // Of a range of thousands the entry is told once, not each of its assets.
  const told = new Set<string>();
  const once = (problem: BundleProblem): BundleProblem[] => {
    const key = `${problem.file} ${problem.at} ${problem.found}`;
    if (told.has(key)) return [];
    told.add(key);
    return [problem];
  };
  return [
    ...doubledAssets(assets, placeOf),
    ...assets.flatMap((asset, n) => {
      const { file, at } = placeOf(n);
      const host = asset.host !== undefined && !carriers.has(asset.host) ? asset.host : null;
      return [
        ...unknownKind(file, `${at}.kind`, asset.kind, { kinds }).flatMap(once),
        ...unknownClauses([asset.clause], contract).flatMap((found) =>
          once({ file, at: `${at}.clause`, found, expected: CLAUSE_ID }),
        ),
        ...(host === null ? [] : once({ file, at: `${at}.host`, found: host, expected: CARRIER })),
        // A row over a kind bears the kind's id as its object, beside the rows of single assets.
        ...((several.get(asset.id)?.length ?? 0) > 1
          ? once({ file, at: `${at}.id`, found: asset.id, expected: '不与有多项资产的类别的编号相同' })
          : []),
      ];
    }),
  ];
}

const CARRIER = `本清单中一台主机的资产编号（其类别的族为 ${familiesWith('carries')
  .map((one) => families[one])
  .join('、')}）`;

/** Two entries that overlap are told once, with how many ids they share. */
function doubledAssets(assets: BundleParts['assets'], placeOf: (n: number) => AssetPlace): BundleProblem[] {
  const first = new Map<string, number>();
  const pairs = new Map<string, { place: AssetPlace; before: AssetPlace; ids: string[] }>();
  for (const [n, { id }] of assets.entries()) {
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, n);
      continue;
    }
    const [place, other] = [placeOf(n), placeOf(before)];
    const key = `${place.file} ${place.at} ${other.file} ${other.at}`;
    const pair = pairs.get(key) ?? { place, before: other, ids: [] };
    pair.ids.push(id);
    pairs.set(key, pair);
  }
  return [...pairs.values()].map(({ place, before, ids }) => ({
    file: place.file,
    at: `${place.at}${place.file === bundleFiles.assets ? '.id' : ' id（资产编号）'}`,
    found: ids.length === 1 ? (ids[0] ?? '') : `${ids[0]} 至 ${ids.at(-1)} 等 ${ids.length} 个编号`,
    expected: `不与 ${before.file === place.file ? '' : `${before.file} `}${before.at} 重复`,
  }));
}

/** Each check concerns at least one asset, stands in a group that there is, and says what it reads and against what. */
export function checkChecklist({ contract, assets, checks, kinds, groups }: BundleParts): BundleProblem[] {
  const file = bundleFiles.checks;
  const ids = new Set(assets.map((one) => one.id));
  const usedKinds = new Set(assets.map((one) => one.kind));
  // A misspelt kind leaves its checks without assets; that is told by the asset.
  const known = new Set(kinds.map(({ id }) => id));
  const misspelt = assets.some((one) => !known.has(one.kind));
  const usedFamilies = new Set(assets.map((one) => one.family));
  const knownGroups = new Set([...groups.map(({ id }) => id), ...familyIds]);
  const problemIf = (wrong: boolean, at: string, found: string, expected: string): BundleProblem[] =>
    wrong ? [{ file, at, found, expected }] : [];
  return [
    ...doubled(
      file,
      'checks',
      checks.map(({ id }) => id),
    ),
    ...checks.flatMap((check, n) => {
      const at = `checks[${n}]`;
      const named = [...(check.kinds ?? []), ...(check.families ?? []), ...(check.assets ?? [])];
      const unknown = (check.kinds ?? []).flatMap((id, k) => unknownKind(file, `${at}.kinds[${k}]`, id, { kinds }));
      const matches =
        (check.kinds ?? []).some((kind) => usedKinds.has(kind)) ||
        (check.families ?? []).some((family) => usedFamilies.has(family)) ||
        (check.assets ?? []).length > 0;
      const lacksLimit = check.limit === undefined && check.op !== 'present' && check.op !== 'observed';
      return [
        ...unknownClauses([check.clause], contract).map((found) => ({
          file,
          at: `${at}.clause`,
          found,
          expected: CLAUSE_ID,
        })),
        ...unknown,
        ...(knownGroups.has(check.group) ? [] : [unknownGroup(file, `${at}.group`, check.group, { groups })]),
        ...problemIf(
          !matches && unknown.length === 0 && !misspelt,
          at,
          named.length === 0 ? check.id : named.join('、'),
          `kinds、families 或 assets 至少指明 ${bundleFiles.assets} 中的一项资产`,
        ),
        ...(check.assets ?? []).flatMap((id, k) => problemIf(!ids.has(id), `${at}.assets[${k}]`, id, ASSET_ID)),
        ...problemIf(!check.manual && check.metric === undefined, `${at}.metric`, '（缺少）', '自动检查须写明指标'),
        ...problemIf(!check.manual && lacksLimit, `${at}.limit`, '（缺少）', `比较 ${check.op} 须写明标准值`),
      ];
    }),
  ];
}

/** Kinds that a message lists. */
const LISTED = 12;

function unknownKind(file: string, at: string, id: string, { kinds }: Pick<BundleParts, 'kinds'>): BundleProblem[] {
  if (kinds.some((one) => one.id === id)) return [];
  const said = ({ id: known, name }: { id: string; name: string }) => `${known}（${name}）`;
  const meant = nearest(id, kinds, (one) => one.id, 2);
  const list = kinds.slice(0, LISTED).map(said).join('、');
  const hint = meant.length === 0 ? '' : `您是不是要 ${meant.map(said).join('、')}？`;
  const more = kinds.length > LISTED ? ` 等 ${kinds.length} 种` : '';
  const expected = `${bundleFiles.kinds} 中的类别编号；${hint}可用的：${list}${more}`;
  return [{ file, at, found: id, expected }];
}

function unknownGroup(file: string, at: string, found: string, { groups }: Pick<BundleParts, 'groups'>): BundleProblem {
  const known = [...new Map([...groups.map(({ id, title }) => [id, title] as const), ...Object.entries(families)])];
  const said = ([id, title]: readonly [string, string]) => `${id}（${title}）`;
  const meant = nearest(found, known, ([id]) => id, 1);
  const hint = meant.length === 0 ? '' : `您是不是要 ${meant.map(said).join('、')}？`;
  return {
    file,
    at,
    found,
    expected: `${bundleFiles.kinds} 中 groups 的编号，或族；${hint}可用的：${known.map(said).join('、')}`,
  };
}

function doubled(file: string, key: string, values: readonly string[], field = 'id'): BundleProblem[] {
  const first = new Map<string, number>();
  return values.flatMap((value, n) => {
    const before = first.get(value);
    if (before === undefined) first.set(value, n);
    return before === undefined
      ? []
      : [{ file, at: `${key}[${n}].${field}`, found: value, expected: `不与 ${key}[${before}] 重复` }];
  });
}
