/** Opens what is sealed for who has the key. */
import { writeFile } from 'node:fs/promises';
import { openSealed } from '../../archive/sealed-attachments.ts';
import { environmentError } from '../../workspace/disk/faults.ts';
import type { Session } from '../session.ts';

/** Writes it to a new file that only this user may read. @param file absolute @returns its bytes */
export async function saveUnsealed(session: Session, id: string, wanted: string, file: string): Promise<number> {
  const { bytes } = await openSealed(session.workspace, id, wanted);
  try {
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw environmentError(error, file);
  }
  return bytes.length;
}
