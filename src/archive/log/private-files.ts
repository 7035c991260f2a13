/** Small files that only the user who runs the program may read, outside any workspace: keys, and what was seen of logs. */
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import { isAlive } from '../../workspace/disk/alive.ts';
import { isLiveTemp, makeFolder, tempOwner, writeDurable } from '../../workspace/disk/durable.ts';
import { environmentError, isMissing } from '../../workspace/disk/faults.ts';

/** For the owner alone. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];

/** Writes a file into a folder of its own, both closed to others. @throws EnvironmentError naming what to do */
export async function writePrivate(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  try {
    // The folder is closed to others before anything is in it.
    await makeFolder(folder);
    await chmod(folder, FOLDER_MODE);
    await removeDeadTemps(folder);
    await writeDurable(file, text);
    await chmod(file, FILE_MODE);
  } catch (error) {
    const { summary, place } = environmentError(error, file);
    const hint = '让运行程序的账号能写该文件夹，或用环境变量 XDG_DATA_HOME 指定另一处';
    throw new EnvironmentError(summary, { ...place, hint });
  }
}

/** What a process that died, or could not tidy up, left of a file that it wrote here. */
async function removeDeadTemps(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = tempOwner(name);
    const path = join(folder, name);
    if (owner === undefined || isLiveTemp(path) || (owner !== process.pid && isAlive(owner))) continue;
    await rm(path, { force: true });
  }
}

/** @returns undefined where there is no such file */
export async function privateText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw environmentError(error, file);
  }
}

/**
 * The checkpoint that was kept in a file; undefined where none was.
 * @throws EnvironmentError for one that cannot be read: what was seen must not count as never seen
 */
export async function privateCheckpoint(file: string): Promise<Checkpoint | undefined> {
  const text = await privateText(file);
  if (text === undefined) return undefined;
  const seen = parseCheckpoint(parseNote(text)?.text ?? '');
  if (seen !== undefined) return seen;
  throw new EnvironmentError('记住的存证校验点已损坏', { file, hint: '从备份恢复该文件' });
}
