/** What a person wants destroyed (清除), as the files that hold it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST } from '../../archive/layout.ts';
import { isOfLog } from '../../archive/log/log-folder.ts';
import { SEALED_TYPE } from '../../archive/sealed.ts';
import { type ArchivedDocument, readArchive } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { parseRecordId } from '../../contract/record-id.ts';
import { keptOriginals } from '../../records/kept-originals.ts';
import type { AnyRecord } from '../../records/record.ts';
import { normalisePath } from '../../workspace/disk/paths.ts';
import { isUnversioned } from '../../workspace/disk/unversioned.ts';
import { EVIDENCE_FOLDER, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import type { StoredRecord } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';
import { kindIds } from '../units.ts';

/** A file of which content is destroyed. */
export interface Target {
  path: string;
  /** `past`: what it holds now stays, all that it held before goes. `key`: it is sealed, and the key goes. */
  scope: 'all' | 'past' | 'key';
}

/** What was named, found in the workspace. */
export interface Found {
  records: StoredRecord[];
  /** SHA-256 of originals. */
  evidence: { sha256: string; path: string; sealed: boolean }[];
  documents: ArchivedDocument[];
  /** Any other file, of which the versions before the present one go. */
  files: string[];
}

const DIGEST = /^[0-9a-f]{12,64}$/;

/** @param all records of the workspace, withdrawn ones among them @throws UserError for what is not there */
export async function findTargets(
  session: Session,
  named: readonly string[],
  all: readonly StoredRecord[],
): Promise<Found> {
  const { root } = session.workspace;
  const { documents } = await readArchive(root);
  const found: Found = { records: [], evidence: [], documents: [], files: [] };
  for (const name of named) {
    const record = parseRecordId(name) === undefined ? undefined : all.find((one) => one.record.id === name);
    const document = documents.find((one) => one.manifest.number === name || one.folder === name);
    if (record !== undefined) found.records.push(record);
    else if (document !== undefined) found.documents.push(document);
    else if (DIGEST.test(name)) found.evidence.push(await oneOriginal(session, name));
    else await findPath(session, { name, all, documents }, found);
  }
  for (const { record } of found.records) {
    for (const { sha256 } of keptOriginals(record)) {
      const path = await session.workspace.evidence.locateEvidence(sha256);
      // What another record rests on stays: whoever wants it gone names it.
      if (path !== undefined && !isNamedByOther(all, found.records, sha256))
        found.evidence.push({ sha256, path, sealed: false });
    }
  }
  const sealed = new Set(
    all.flatMap(({ record }) =>
      (record.attachments ?? []).flatMap((one) => (one.type === SEALED_TYPE ? [one.sha256] : [])),
    ),
  );
  const unique = [...new Map(found.evidence.map((one) => [one.sha256, one])).values()];
  return { ...found, evidence: unique.map((one) => ({ ...one, sealed: sealed.has(one.sha256) })) };
}

const isNamedByOther = (all: readonly StoredRecord[], own: readonly StoredRecord[], sha256: string): boolean =>
  all.some((one) => !own.includes(one) && keptOriginals(one.record).some((kept) => kept.sha256 === sha256));

/** Every record of the workspace. */
export async function allRecords({ workspace: { records } }: Session): Promise<StoredRecord[]> {
  const lists = await Promise.all((await kindIds()).map((kind) => records.list<AnyRecord>(kind)));
  // As their files have them: rows and attachments that were withdrawn among the rest.
  const paths = lists.flatMap((list) => [...list.files, ...list.withdrawn]).map(({ path }) => path);
  return Promise.all(paths.map((path) => records.readFile(path)));
}

async function oneOriginal({ workspace: { root, git } }: Session, digest: string) {
  const tree = (await git.listTree('HEAD', `${EVIDENCE_FOLDER}/`)).map(({ path }) => path);
  const large = digest.length === 64 ? [`${LARGE_FOLDER}/${digest.slice(0, 2)}/${digest}`] : [];
  const there = [...tree];
  for (const path of large.flatMap((one) => [one, `${one}.gz`])) if (await isFile(join(root, path))) there.push(path);
  const fitting = there.filter((path) => nameOf(path).startsWith(digest));
  const [path] = fitting;
  if (path !== undefined && fitting.length === 1) return { sha256: nameOf(path), path, sealed: false };
  throw new UserError(path === undefined ? '没有这份原始材料' : '不知道是哪一份原始材料', {
    found: digest,
    expected: 'evidence/ 中一份原始材料的校验值，或其开头',
  });
}

const nameOf = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.gz$/, '');
const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() === true;

interface Named {
  name: string;
  all: readonly StoredRecord[];
  documents: readonly ArchivedDocument[];
}

/** A file by its path: what it is decides how it goes. */
async function findPath(session: Session, { name, all, documents }: Named, found: Found): Promise<void> {
  const path = name.includes('/') || name.includes('.') ? normalisePath(name) : name;
  const record = all.find((one) => one.path === path);
  const document = documents.find(({ folder }) => path.startsWith(`${folder}/`));
  if (record !== undefined) found.records.push(record);
  else if (path.startsWith(`${EVIDENCE_FOLDER}/`) || path.startsWith(`${LARGE_FOLDER}/`))
    found.evidence.push(await oneOriginal(session, nameOf(path)));
  else if (document !== undefined) found.documents.push(document);
  else {
    requireErasable(path);
    const known = await session.workspace.git.changes(undefined, path);
    if (known.length === 0) throw await nothing(name, all, documents);
    found.files.push(path);
  }
}

function requireErasable(path: string): void {
  const inArchive = path.startsWith('archive/');
  if (!isOfLog(path) && !isUnversioned(path) && (!inArchive || !path.endsWith(`/${MANIFEST}`))) return;
  throw new UserError('这个文件不能清除', {
    found: path,
    expected: '记录、原始材料、文档，或版本库中的其他文件；存证日志与文档的清单只有校验值，不含内容',
  });
}

async function nothing(name: string, all: readonly StoredRecord[], documents: readonly ArchivedDocument[]) {
  const known = [...all.map(({ record }) => record.id), ...documents.map(({ manifest }) => manifest.number)];
  const close = nearest(name, known, (one) => one, 2);
  return new UserError('没有找到要清除的内容', {
    found: name,
    expected: '记录编号、原始材料的校验值、文档编号，或工作区内文件的路径',
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}

/** The files of what was found. */
export const targetsOf = ({ records, evidence, documents, files }: Found): Target[] => [
  ...records.map(({ path }): Target => ({ path, scope: 'past' })),
  ...evidence.map(({ path, sealed }): Target => ({ path, scope: sealed ? 'key' : 'all' })),
  ...documents.flatMap(({ folder, manifest }) =>
    manifest.outputs.map((one): Target => ({ path: `${folder}/${one.path}`, scope: 'all' })),
  ),
  ...files.map((path): Target => ({ path, scope: 'past' })),
];
