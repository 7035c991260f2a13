/** Pending security updates of a Debian machine. Pure parts; the collector runs the commands. */

export interface AptIndex {
  /** File names in the folder of package lists. */
  lists: readonly string[];
  /** When the lists were last brought up to date, in seconds since 1970; null when never. */
  updatedAt: number | null;
}

/** Older lists say nothing about today's updates. */
export const LISTS_DAYS = 7;

/** Why the lists cannot answer, or null when they can. `now` in seconds since 1970. */
export function aptProblem(index: AptIndex, now: number): string | null {
  if (index.updatedAt === null || index.lists.length === 0) return '没有软件源索引，请先执行 apt-get update';
  if (!index.lists.some((name) => /security/i.test(name))) return '软件源中没有安全更新源';
  const days = Math.floor((now - index.updatedAt) / 86400);
  return days > LISTS_DAYS ? `软件源索引已 ${days} 天未更新` : null;
}

/**
 * @param simulation output of `apt-get -s dist-upgrade`
 * @returns installed packages whose update comes from a security archive; what is newly pulled in has no `[old version]`
 */
export function securityUpdates(simulation: string): string[] {
  return simulation
    .split('\n')
    .filter((line) => /^Inst \S+ \[.*\([^)]*(-security|Debian-Security|security\.)/i.test(line))
    .map((line) => line.split(' ')[1] ?? '');
}

/** A line of `apt list --upgradable`: `name/suite,suite version architecture [upgradable from: version]`. */
const UPGRADABLE = /^([^\s/]+)\/(\S*) \S+ \S+ \[upgradable from: [^\]]+\]$/;

/**
 * The same of this machine, a quarter of the time: a simulation tries each package against all that there are.
 * @param listing output of `apt list --upgradable`
 * @returns installed packages, those on hold too, of which a security archive has a newer version; null when a line is not as
 * this reader knows it, which is no answer
 */
export function securityUpgrades(listing: string): string[] | null {
  const lines = listing.split('\n').filter((line) => line !== '' && !line.startsWith('Listing...'));
  const read = lines.map((line) => UPGRADABLE.exec(line));
  if (read.includes(null)) return null;
  return read.flatMap((line) => (/(^|,)[^,]*-security/.test(line?.[2] ?? '') ? [line?.[1] ?? ''] : []));
}
