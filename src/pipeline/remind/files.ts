/** Files that a person asked for by name, outside the workspace. */
import { dirname } from 'node:path';
import { makeFolder, writeDurable } from '../../workspace/disk/durable.ts';

/** @param path absolute; its folder is made. @throws EnvironmentError when it cannot be written */
export async function writeOutside(path: string, bytes: Uint8Array | string): Promise<void> {
  await makeFolder(dirname(path));
  await writeDurable(path, bytes);
}
