/** Where assets are shown: each on a page of its own, but of a kind of very many each in a row of the kind's pages. Pure. */
import type { Asset } from '../../contract/terms/assets.ts';

/** Assets of a kind that have a page each; and rows on a page of a kind that has more. */
const MOST = 200;

interface Place {
  asset: Asset;
  href: string;
}

/** By the list itself: the assets of a contract are asked for thousands of times. */
const known = new WeakMap<readonly Asset[], Map<string, Place>>();

/** The asset and its address; undefined when the contract does not have it (any more). */
export function assetPlace({ assets }: { assets: readonly Asset[] }, id: string): Place | undefined {
  const places = known.get(assets) ?? new Map(placesOf(assets));
  known.set(assets, places);
  return places.get(id);
}

function placesOf(assets: readonly Asset[]): [string, Place][] {
  return [...Map.groupBy(assets, ({ kind }) => kind)].flatMap(([kind, own]) =>
    own.map((asset, n): [string, Place] => {
      const href = isLarge(own) ? `/assets/${kindPath(kind, Math.floor(n / MOST))}#${asset.id}` : ownHref(asset.id);
      return [asset.id, { asset, href }];
    }),
  );
}

/** true when the assets of a kind are too many for a page each. */
export const isLarge = (ofKind: readonly Asset[]): boolean => ofKind.length > MOST;

/** The assets of a kind as its pages list them. */
export function inPages(ofKind: readonly Asset[]): Asset[][] {
  return Array.from({ length: Math.ceil(ofKind.length / MOST) }, (_, n) => ofKind.slice(n * MOST, (n + 1) * MOST));
}

/** Below 资产与设备. @param page from 0 */
export const kindPath = (kind: string, page: number): string => `kind/${kind}/${page + 1}`;

/** The page of one asset. */
export const ownHref = (id: string): string => `/assets/${id}`;
