/** Which contents go with a decision to erase: versions of files, and the salts by which the log could be asked about them. Pure. */

import { UserError } from '../../contract/error.ts';
import type { ErasureRecord } from '../../subjects/erasures/kinds/erasure.ts';
import type { CommitChanges } from '../../workspace/git/commit-changes.ts';
import { objectName } from '../../workspace/git/erased.ts';
import { parseEntry } from './entry.ts';
import type { Erased } from './erasures.ts';
import { type LogFiles, saltsFile } from './log-folder.ts';
import { pairUp } from './pairs.ts';
import { isSalted } from './slots.ts';

/** Contents to be destroyed, by path. */
export type Blobs = Map<string, Set<string>>;

const EMPTY_BLOB = objectName('blob', new Uint8Array());

/** What the repository holds. */
export interface History {
  /** Of the newest commit: git's name of each file's content. */
  present: ReadonlyMap<string, string>;
  /** Of the whole history, oldest first. */
  commits: readonly CommitChanges[];
  erased: Pick<Erased, 'isMark' | 'current'>;
}

/** Every content that goes: the versions of the files that were decided on, wherever else the same content lies. */
export function contentsOf(
  { targets }: Pick<ErasureRecord, 'targets'>,
  { present: now, commits, erased }: History,
): Blobs {
  const scopes = new Map(targets.map(({ path, scope }) => [path, scope]));
  const goes = new Set<string>();
  const changes = commits.flatMap(({ files }) => files);
  for (const { path, blob } of changes) {
    const scope = scopes.get(path);
    if (scope === undefined || scope === 'key' || blob === null || blob === EMPTY_BLOB || erased.isMark(path, blob))
      continue;
    if (scope === 'all' || blob !== now.get(path)) goes.add(blob);
  }
  // What a file that stays still holds is none of it.
  for (const [path, scope] of scopes) if (scope === 'past') goes.delete(now.get(path) ?? '');
  const blobs: Blobs = new Map();
  for (const { path, blob } of changes)
    if (blob !== null && goes.has(blob)) blobs.set(path, (blobs.get(path) ?? new Set()).add(blob));
  requireNowhereElse(blobs, scopes, now);
  return blobs;
}

/** A file that is in use and holds the same content would be a mark: what it is has to be decided first. @throws UserError */
function requireNowhereElse(blobs: Blobs, scopes: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): void {
  const other = [...blobs].find(([path, own]) => !scopes.has(path) && own.has(now.get(path) ?? ''));
  if (other === undefined) return;
  throw new UserError('要清除的内容还在另一个文件中', {
    file: other[0],
    hint: '把这个文件也作为清除目标；是手工编辑的，先改好并登记，再清除',
  });
}

const SALTS = /^archive\/log-salts\/(.+)\.txt$/;

/** Index of the first entry whose salt is in that file; undefined for any other file. */
export function saltsIndex(path: string): number | undefined {
  const [, name] = SALTS.exec(path) ?? [];
  return name === undefined ? undefined : Number(name.replaceAll(/[x/]/g, '')) * SALTS_IN_FILE;
}

const SALTS_IN_FILE = 256;

/** The salts without those of what goes; every version of the files that held one of them goes, too. @param blobs gets these */
export function withoutSalts(of: Omit<History, 'present'> & { log: LogFiles; blobs: Blobs }): LogFiles['salts'] {
  const { log, commits, erased, blobs } = of;
  const { pairs } = pairUp(log.entries.map(parseEntry), commits, erased.current);
  const salts = [...log.salts];
  const held = new Set<string>();
  for (const { slot, index } of pairs) {
    const { path, blob } = slot.change;
    if (index === undefined || !isSalted(slot) || blob === null || blobs.get(path)?.has(blob) !== true) continue;
    salts[index] = undefined;
    held.add(saltsFile(salts, index).path);
  }
  for (const { path, blob } of commits.flatMap(({ files }) => files))
    if (held.has(path) && blob !== null && !erased.isMark(path, blob))
      blobs.set(path, (blobs.get(path) ?? new Set()).add(blob));
  return salts;
}
