/** Real faults of a disk, in a mount namespace of their own, so that nothing of them reaches the machine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const child = fileURLToPath(new URL('./_child.ts', import.meta.url));

/** How a private mount namespace can be had here: as root, or as a user where user namespaces are allowed. */
function namespace(): string[] | undefined {
  const ways = [
    ['unshare', '-m'],
    ['unshare', '-rm'],
  ];
  return ways.find(([program = '', ...args]) => {
    const probe = spawnSync(program, [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt']);
    return probe.status === 0;
  });
}

/** Runs a shell script with `$DISK` a folder on which a file system of `size` is mounted; undefined where it cannot be. */
export function onSmallDisk(folder: string, size: string, script: string): string[] | undefined {
  const [program, ...args] = namespace() ?? [];
  if (program === undefined) return undefined;
  const whole = `set -e\nmount -t tmpfs -o size=${size} tmpfs "$DISK"\n${script}`;
  const env = { ...process.env, DISK: folder, NODE: process.execPath, CHILD: child };
  const out = execFileSync(program, [...args, 'sh', '-c', whole], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return out.trim().split('\n');
}
