/** Every place of a pack's list, and something else in it. */
import type { Pack } from '../../src/pack/format.ts';

export type Leaf = readonly (string | number)[];

/** Every place at which something stands that is no list and no map. */
export function leavesOf(value: unknown, at: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, one]) =>
    leavesOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The place without the numbers of rows. */
export const fieldOf = (leaf: Leaf): string => leaf.map((key) => (typeof key === 'number' ? '[]' : key)).join('.');

/** Another value of the same type at that place. */
export function alter(pack: Pack, leaf: Leaf, more: string): void {
  const holder = leaf.slice(0, -1).reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], pack);
  const key = leaf.at(-1) as string;
  const old = (holder as Record<string, unknown>)[key];
  const other =
    typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : old === null ? more : `${old}${more}`;
  Object.assign(holder as object, { [key]: other });
}
