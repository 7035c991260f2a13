import type { World } from '../world.ts';

/** What a family counts of a world, once: a table asks for each of its cells. */
export function once<T, W extends World = World>(make: (world: W) => T): (world: W) => T {
  const known = new WeakMap<W, T>();
  return (world) => {
    const found = known.get(world) ?? make(world);
    known.set(world, found);
    return found;
  };
}
