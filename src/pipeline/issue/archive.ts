/** Writes made documents into the archive, all in one commit, once the data they were made from is seen to be in git. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { type Manifest, manifestBytes } from '../../archive/manifest.ts';
import { formatDateTime, latest } from '../../contract/time.ts';
import { type Change, COMMITTED } from '../../workspace/change/change.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { isThere } from '../../workspace/disk/presence.ts';
import type { Session } from '../session.ts';
import type { MadeDocument } from './make.ts';
import { nameInputs } from './name-inputs.ts';

/** Lists of the result that archiving adds to. */
interface NotArchived {
  unchanged: { obligation: string; period: string; revision: number; number: string; reason: string | null }[];
  failed: { obligation: string; period: string; reason: string }[];
}

type Refusals = Map<MadeDocument, 'issued' | { reason: string }>;

/**
 * Archives documents. Those that another process issued meanwhile stand as they are; those whose inputs were changed
 * while they were made, or are refused hand edits, are not issued: nobody could verify them.
 * @param result gets the ones that were not archived, as `unchanged` or `failed`
 * @returns those that were archived
 */
export async function archive(
  session: Session,
  made: readonly MadeDocument[],
  result: NotArchived,
): Promise<MadeDocument[]> {
  const refused = await writeAll(session, made);
  if (refused.size === 0) return [...made];
  for (const [{ manifest }, why] of refused) {
    const { obligation, period, revision, number } = manifest;
    if (why === 'issued') result.unchanged.push({ obligation, period, revision, number, reason: null });
    else result.failed.push({ obligation, period, reason: why.reason });
  }
  const rest = made.filter((one) => !refused.has(one));
  return rest.length === 0 ? [] : archive(session, rest, result);
}

/** All or none: the subject of the commit tells what is in it. @returns what speaks against some of them */
function writeAll(session: Session, made: readonly MadeDocument[]): Promise<Refusals> {
  const names = made.map(({ manifest }) => `${manifest.title} ${manifest.period}`);
  return session.workspace.change(
    names.length === 1 ? `签发：${names[0]}` : `签发：${names[0]} 等 ${names.length} 份`,
    async (change) => {
      const { refused, head } = await refusals(session, change, made);
      if (refused.size > 0) return refused;
      const { manifests, list } = await nameInputs(session.workspace, made, head);
      if (list !== undefined) await change.writeFile(list.path, list.bytes, { once: true });
      // At the same time, because each file waits for the disk.
      await Promise.all(
        made.map((one) => writeDocument(change, one, { ...(manifests.get(one) ?? one.manifest), dataCommit: head })),
      );
      return refused;
    },
    {
      at: latest(made.map(({ manifest }) => manifest.times.issued)) ?? '',
      body: made.map(({ manifest }) => `${manifest.number}  ${formatDateTime(manifest.times.issued)}`).join('\n'),
    },
  );
}

async function writeDocument(change: Change, { folder, files }: MadeDocument, manifest: Manifest): Promise<void> {
  const all = [...files, { name: MANIFEST, bytes: manifestBytes(manifest) }];
  await Promise.all(all.map((file) => change.writeFile(`${folder}/${file.name}`, file.bytes, { once: true })));
}

/** Judged under the lock, where no other command writes: what is on disk and not changed is what the head holds. */
async function refusals(
  session: Session,
  change: Change,
  made: readonly MadeDocument[],
): Promise<{ refused: Refusals; head: string }> {
  const { workspace } = session;
  const head = await workspace.git.head();
  const inputs = new Set(made.flatMap(({ manifest }) => manifest.inputs.map((input) => input.path)));
  const uncommitted = await uncommittedOf(session, [...inputs]);
  const lost = await lostFiles(workspace, made, head);
  const hashes = new Map<string, Promise<string | undefined>>();
  const hashNow = (path: string): Promise<string | undefined> => {
    const make = () => hashOf(join(workspace.root, path));
    const known = hashes.get(path) ?? workspace.memo?.of(path, 'sha256', make) ?? make();
    hashes.set(path, known);
    return known;
  };
  const refused: Refusals = new Map();
  for (const one of made) {
    const damaged = lost.find((path) => path.startsWith(`${one.folder}/`));
    if (damaged !== undefined) refused.set(one, { reason: `归档文件 ${damaged} 被删除，请恢复；已签发的版次不再签发` });
    else if ((await change.read(`${one.folder}/${MANIFEST}`)) !== undefined) refused.set(one, 'issued');
    for (const { path, sha256: wanted } of refused.has(one) ? [] : one.manifest.inputs) {
      if (!uncommitted.has(path) && (await hashNow(path)) === wanted) continue;
      refused.set(one, { reason: `依据 ${path} 在编制期间有改动或未能提交，请核对后重新签发` });
      break;
    }
  }
  return { refused, head };
}

/** Files of these folders that git has and the disk has not: issued before, and then deleted behind our back. */
async function lostFiles(
  { git, root }: Session['workspace'],
  made: readonly MadeDocument[],
  head: string,
): Promise<string[]> {
  const held = await git.listTree(head, ...made.map((one) => `${one.folder}/`));
  const there = await Promise.all(held.map(({ path }) => isThere(join(root, path))));
  return held.filter((_, n) => !there[n]).map(({ path }) => path);
}

/** Most paths that git is asked about by name; beyond, it looks at the whole workspace. */
const ASKED_BY_NAME = 300;

/** Those of the files that differ from the head. A file that was seen in git and is the same since is still in git. */
async function uncommittedOf({ workspace: { git, memo } }: Session, paths: readonly string[]): Promise<Set<string>> {
  const asked = paths.filter((path) => memo?.has(path, COMMITTED) !== true);
  if (asked.length === 0) return new Set();
  const changed = await git.changedPaths(asked.length > ASKED_BY_NAME ? [] : asked);
  const uncommitted = new Set(changed.map((one) => one.path));
  for (const path of asked) if (!uncommitted.has(path)) await memo?.of(path, COMMITTED, () => Promise.resolve(true));
  return uncommitted;
}

async function hashOf(path: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
