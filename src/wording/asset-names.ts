/** What several assets are called together, and how they are counted: by their kinds, as the contract's data name them. */
import type { Asset } from '../contract/terms/assets.ts';
import { families } from '../contract/terms/families.ts';

type Named = Pick<Asset, 'kindName' | 'counter' | 'family'>;

/** Word and counter for assets of whatever kinds. */
export interface Together {
  name: string;
  counter: string;
}

/**
 * The name of their kind, when all are of one; else of their family; else 资产.
 * @param assets none: the most general words
 */
export function calledTogether(assets: readonly Named[]): Together {
  const kinds = new Set(assets.map((one) => one.kindName));
  const kin = new Set(assets.map((one) => one.family));
  const [kind] = kinds;
  const [family] = kin;
  const name = kinds.size === 1 ? kind : kin.size === 1 && family !== undefined ? families[family] : undefined;
  return { name: name ?? '资产', counter: counterOf(assets) };
}

/** The counter that all share. */
export function sharedCounter(assets: readonly Pick<Named, 'counter'>[]): string | undefined {
  const [counter, ...others] = new Set(assets.map((one) => one.counter));
  return others.length > 0 ? undefined : counter;
}

/** The same; else the one that counts anything. */
export const counterOf = (assets: readonly Pick<Named, 'counter'>[]): string => sharedCounter(assets) ?? '项';

/** What the supplier's own machines are called, which are listed apart from the contract's assets. */
export const apartName = (rows: readonly Pick<Named, 'kindName'>[]): string =>
  [...new Set(rows.map((one) => one.kindName))].join('、');
