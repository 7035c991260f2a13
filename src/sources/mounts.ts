/** Which file systems of a Linux machine are real places to fill up. Pure. */

export interface Mount {
  point: string;
  device: string;
  type: string;
}

/** File systems that live on a disk of this machine. Network ones are left out: asking a dead server hangs for ever. */
const REAL = new Set([
  'ext2',
  'ext3',
  'ext4',
  'xfs',
  'btrfs',
  'zfs',
  'f2fs',
  'jfs',
  'reiserfs',
  'bcachefs',
  'vfat',
  'exfat',
  'ntfs',
  'ntfs3',
  'fuseblk',
]);

/**
 * @param mountinfo text of /proc/self/mountinfo
 * @returns one mount per device, the one nearest the root; in a container `/` (an overlay) counts as a real one.
 *   Loop devices (snap, images), pseudo file systems, other overlays and bind mounts of the same device are left out.
 */
export function realMounts(mountinfo: string): Mount[] {
  const byDevice = new Map<string, Mount & { whole: boolean }>();
  for (const line of mountinfo.split('\n')) {
    const mount = parseLine(line);
    if (mount === undefined || !isReal(mount)) continue;
    const seen = byDevice.get(mount.id);
    if (seen === undefined || isBetter(mount, seen)) byDevice.set(mount.id, mount);
  }
  return [...byDevice.values()]
    .map(({ point, device, type }) => ({ point, device, type }))
    .toSorted((a, b) => (a.point < b.point ? -1 : 1));
}

interface Line extends Mount {
  /** major:minor */
  id: string;
  /** The root of the file system itself is mounted, not a folder or file of it. */
  whole: boolean;
}

function parseLine(line: string): Line | undefined {
  const [before, after] = line.split(' - ');
  const [, , id, root, point] = (before ?? '').split(' ');
  const [type, device] = (after ?? '').split(' ');
  if (id === undefined || root === undefined || point === undefined || type === undefined || device === undefined)
    return undefined;
  return { id, whole: root === '/', point: unescapePath(point), type, device };
}

function isReal(mount: Line): boolean {
  // Containers bind single files (/etc/hosts) from the host's disk: filling up is not told by a file.
  if (!mount.whole && BOUND_FILE.test(mount.point)) return false;
  return isRealFileSystem(mount.type, mount.device, mount.point);
}

const BOUND_FILE = /^\/etc\/(hosts|hostname|resolv\.conf)$/;

/** Whether a file system is a real place to fill up; see `realMounts`. */
export function isRealFileSystem(type: string, device: string, point: string): boolean {
  if (type === 'overlay') return point === '/';
  return REAL.has(type) && !device.startsWith('/dev/loop') && !point.startsWith('/snap/') && !BOUND_FILE.test(point);
}

function isBetter(a: { whole: boolean; point: string }, b: { whole: boolean; point: string }): boolean {
  if (a.whole !== b.whole) return a.whole;
  return a.point.length < b.point.length;
}

/** The kernel writes space, tab, newline and backslash as octal. */
const unescapePath = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Counts of a file system, as `statfs` gives them. */
export interface Capacity {
  blocks: number;
  bfree: number;
  bavail: number;
  files: number;
  ffree: number;
}

/** Use in percent as df shows it: what is used, of what ordinary users can have; null when there are no blocks. */
export function usedPercent(capacity: Capacity): number | null {
  const used = capacity.blocks - capacity.bfree;
  const all = used + capacity.bavail;
  return all <= 0 ? null : (used / all) * 100;
}

/** Inodes used in percent; null for file systems that have no fixed number (btrfs, vfat). */
export function inodesPercent(capacity: Capacity): number | null {
  return capacity.files <= 0 ? null : ((capacity.files - capacity.ffree) / capacity.files) * 100;
}
