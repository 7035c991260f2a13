/** Photos of manual checks while they wait for their record: files as they came, on the same way into the evidence as those of forms. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { type HandedIn, handedInFault, handedInType, ownTime } from '../../pipeline/record/handed-in.ts';
import { type KeptPhoto, withDrafts } from './drafts.ts';
import type { ManualRow } from './manual-rows.ts';

/** A file that was uploaded: as the browser named it, and where it lies until the request ends. */
export interface CheckFile {
  name: string;
  path: string;
}

/** Below the workspace; without git. */
const FOLDER = '.opsledger/desk-checks';

type Photo = Pick<KeptPhoto, 'row' | 'file' | 'name' | 'subject' | 'place' | 'takenAt'>;

/** As a change takes it in. */
export const handedIn = (root: string, { file, name, subject, place, takenAt, keptAt }: KeptPhoto): HandedIn => ({
  ...{ path: join(root, FOLDER, file), name, subject, place, takenAt: takenAt || keptAt },
});

/**
 * Takes the uploaded photos of one row into the folder.
 * @param open rows that are no record yet
 * @param saidAt what the person says of when they were taken, for those that do not say so themselves; it may throw
 * @param now ISO instant
 * @throws UserError when one is no picture, of no such row or of no time; none is taken then
 */
export async function takePhotos(
  root: string,
  { photos }: { photos: { key: string; files: readonly CheckFile[] } | null },
  open: readonly ManualRow[],
  saidAt: () => string,
  now: string,
): Promise<Photo[]> {
  if (photos === null || photos.files.length === 0) return [];
  const row = open.find(({ key }) => key === photos.key);
  if (row === undefined) {
    throw new UserError('照片没有写明是哪一项', {
      ...{ at: '照片', found: photos.key === '' ? '（未选）' : photos.key, expected: '本组中未登记的一项' },
      hint: '选定检查项后再保存；没有保存',
    });
  }
  const times: string[] = [];
  for (const file of photos.files) {
    const isPicture = (await handedInType(file)).startsWith('image/');
    const takenAt = isPicture ? ((await ownTime(file.path)) ?? saidAt()) : '';
    const fault = await handedInFault({ root }, { ...file, takenAt }, now);
    if (fault !== null) throw fault;
    times.push(takenAt);
    if (isPicture) continue;
    throw new UserError('上传的不是照片', {
      ...{ at: '照片', found: file.name, expected: 'JPEG、PNG 或 HEIC 照片', hint: '换一张再保存；没有保存' },
    });
  }
  await mkdir(join(root, FOLDER), { recursive: true, mode: 0o700 });
  const about = { row: row.key, subject: `${row.targetName} ${row.label}`, place: row.place };
  return await Promise.all(
    photos.files.map(async ({ path, name }, n) => {
      const file = randomUUID();
      await rename(path, join(root, FOLDER, file));
      return { ...about, file, name, takenAt: times[n] ?? '' };
    }),
  );
}

/** Removes the files of photos that were taken away, saved or refused. */
export async function dropFiles(root: string, photos: readonly Pick<KeptPhoto, 'file'>[]): Promise<void> {
  await Promise.all(photos.map(({ file }) => rm(join(root, FOLDER, file), { force: true })));
}

const HOUR_MS = 3_600_000;

/** Removes files that no photo has: forgotten, or left by a server that was killed. One that just came may get its photo yet. */
export async function forgetPhotos(root: string): Promise<void> {
  const there = await readdir(join(root, FOLDER)).catch(() => []);
  if (there.length === 0) return;
  const known = new Set(withDrafts(root, (drafts) => drafts.files()));
  const gone = there.filter((file) => !known.has(file));
  for (const file of gone) {
    const { mtimeMs } = await stat(join(root, FOLDER, file)).catch(() => ({ mtimeMs: 0 }));
    if (Date.now() - mtimeMs > HOUR_MS) await dropFiles(root, [{ file }]);
  }
}
