/** A text file that was named on the command line. */
import { readFile } from 'node:fs/promises';
import { UserError } from '../contract/error.ts';
import { typedPath } from './context.ts';

/** @throws UserError when there is none */
export async function textOfFile(name: string): Promise<string> {
  try {
    return await readFile(typedPath(name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('没有这个文件', { file: name });
    throw error;
  }
}
