/** Throw-away browser profiles: one folder a browser, named after the process that made it so that leftovers are known. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^profile-(\d+)-/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it exists, but is another user's
  }
}

/** Makes a fresh profile folder and removes those whose process was killed before it could. */
export async function freshProfile(cacheDir: string): Promise<string> {
  for (const name of await readdir(cacheDir)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(cacheDir, name), { recursive: true, force: true });
  }
  return mkdtemp(join(cacheDir, `profile-${process.pid}-`));
}
