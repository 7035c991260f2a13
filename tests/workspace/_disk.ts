/** Real faults of a disk, in a mount namespace of their own, so that nothing of them reaches the machine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const child = fileURLToPath(new URL('./_child.ts', import.meta.url));

/** How a private mount namespace can be had here: as root, or as a user where user namespaces are allowed. */
function namespace(): string[] {
  const ways = [
    ['unshare', '-m'],
    ['unshare', '-rm'],
  ];
  const found = ways.find(([program = '', ...args]) => {
    const probe = spawnSync(program, [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt']);
    return probe.status === 0;
  });
  if (found === undefined)
    throw new Error('this machine allows no mount in a namespace: run as root, or allow user namespaces');
  return found;
}

/** Runs a shell script with `$DISK` a folder on which a file system of `size` is mounted. @throws where nothing may be mounted */
export function onSmallDisk(folder: string, size: string, script: string): string[] {
  const [program = '', ...args] = namespace();
  const whole = `set -e\nmount -t tmpfs -o size=${size} tmpfs "$DISK"\n${script}`;
  const env = { ...process.env, DISK: folder, NODE: process.execPath, CHILD: child };
  const out = execFileSync(program, [...args, 'sh', '-c', whole], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return out.trim().split('\n');
}
