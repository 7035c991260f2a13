/** Which versions of npm packages a lock file names, and of the packages that these need. Pure. */

interface Locked {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * @param lockFile text of `package-lock.json`
 * @param names of packages that the program itself imports
 * @returns place, version and digest of each package reached, sorted; a package that is not locked has neither
 */
export function lockedPackages(lockFile: string, names: readonly string[]): string[] {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Locked> };
  const found = new Map<string, Locked>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(packages, name, from);
    if (found.has(place)) return;
    const locked = packages[place] ?? {};
    found.set(place, locked);
    const { dependencies, optionalDependencies, peerDependencies } = locked;
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(needed, place);
  };
  for (const name of names) visit(name, '');
  return [...found].map(([place, one]) => `${place} ${one.version ?? ''} ${one.integrity ?? ''}`).sort();
}

/** Where Node finds a package that is imported from `from`: in the nearest `node_modules` above that has it. */
function placeOf(packages: Record<string, Locked>, name: string, from: string): string {
  const own = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (from === '' || packages[own] !== undefined) return own;
  const above = from.lastIndexOf('node_modules/');
  return placeOf(packages, name, from.slice(0, Math.max(above - 1, 0)));
}
