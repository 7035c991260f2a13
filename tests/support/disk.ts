/** A small real disk: an ext4 image, mounted, so that it can be filled to its limit without harm to the machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './services.ts';

export interface SmallDisk {
  /** Where it is mounted. */
  point: string;
  /** Writes until nothing more fits. */
  fill(): void;
  stop(): Promise<void>;
}

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { stdio: 'pipe' }).toString().trim();

/**
 * Makes and mounts it. The device gets a name of its own: loop devices are images, which inspections leave out.
 * @throws Error naming what is needed where mounting is not allowed
 */
export function startSmallDisk(megabytes: number): SmallDisk {
  const folder = makeFolder('disk');
  const image = join(folder, 'image');
  const device = join(folder, 'vdb1');
  const point = join(folder, 'data');
  let loop: string | undefined;
  const release = () => {
    if (loop !== undefined) run('losetup', '--detach', loop);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run('truncate', '--size', `${megabytes}M`, image);
    run('mkfs.ext4', '-q', image);
    loop = run('losetup', '--find', '--show', image);
    // The low byte of the device number is the number of the loop device, as long as there are few.
    const minor = statSync(loop).rdev & 0xff;
    run('mknod', device, 'b', '7', String(minor));
    mkdirSync(point);
    run('mount', '-t', 'ext4', device, point);
  } catch (error) {
    release();
    throw new Error('a small disk could not be mounted; run the tests as root, with loop devices allowed', {
      cause: error,
    });
  }
  return {
    point,
    fill() {
      const block = Buffer.alloc(256 * 1024, 1);
      for (let n = 0; ; n += 1) {
        try {
          writeFileSync(join(point, `block-${n}`), block);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
          throw error;
        }
      }
    },
    stop: () => {
      run('umount', point);
      release();
      return Promise.resolve();
    },
  };
}
