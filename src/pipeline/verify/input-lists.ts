/** The lists in which manifests share their inputs: each is there and the one of its name, and holds what the manifests say of it. */
import type { FoundDigests } from '../../archive/digest.ts';
import { INPUT_LISTS, listAt, listPath, type ManifestFile } from '../../archive/input-lists.ts';
import { type Known, statementOf } from '../../archive/known.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { listDigest } from '../../archive/log/digests.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import type { Problem } from './problem.ts';

/** Paths of the lists that a manifest names. */
export const listsOf = ({ named }: Manifest): string[] => (named?.lists ?? []).map(({ list }) => listPath(list));

/** The inputs of a manifest; undefined when a list that it names cannot be read, which is told of the list. */
export function readableInputs(manifest: Manifest): readonly ManifestFile[] | undefined {
  try {
    return manifest.inputs;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** SHA-256 of the files of which all follows that a manifest says; undefined when one of them was not read. */
export function bytesOf(
  { folder, manifest }: ArchivedDocument,
  digests: ReadonlyMap<string, FoundDigests>,
): string[] | undefined {
  const found = [`${folder}/${MANIFEST}`, ...listsOf(manifest)].map((path) => digests.get(path)?.sha256);
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** What was read of the workspace. */
interface Read {
  digests: ReadonlyMap<string, FoundDigests>;
  withSm3: boolean;
  known: Known;
}

/** Adds a problem for each list that is wrong, and for each manifest that does not agree with sound ones. */
export function checkInputLists(
  documents: readonly ArchivedDocument[],
  { digests, withSm3, known }: Read,
  problems: Problem[],
): void {
  const told = new Set(problems.map(({ path }) => path));
  const used = new Map<string, number>();
  for (const { manifest } of documents) for (const path of listsOf(manifest)) used.set(path, (used.get(path) ?? 0) + 1);
  const bad = new Set<string>();
  for (const [path, count] of used) {
    const found = digests.get(path);
    if (found?.sha256 === listAt(path)?.slice(-64)) continue;
    bad.add(path);
    const [property, what] = found === undefined ? (['完整性', '缺失'] as const) : (['真实性', '内容被改动'] as const);
    const message = `归档清单共用的依据表${what}，${count} 份文档的依据未能核对：从备份或版本库取回`;
    if (!told.has(path)) problems.push({ path, property, message });
  }
  for (const document of documents) checkNamed(document, { told, bad, withSm3, digests, known }, problems);
  // Where a manifest is gone or cannot be read its lists are named by nobody; that is told already.
  if (problems.some(({ path }) => path.startsWith('archive/'))) return;
  for (const path of digests.keys()) {
    if (path.startsWith(`${INPUT_LISTS}/`) && !used.has(path))
      problems.push({ path, property: '真实性', message: '没有归档清单引用的依据表：不是签发时写入的' });
  }
}

function checkNamed(
  document: ArchivedDocument,
  { told, bad, withSm3, digests, known }: Read & { told: ReadonlySet<string>; bad: ReadonlySet<string> },
  problems: Problem[],
): void {
  const { folder, manifest } = document;
  const path = `${folder}/${MANIFEST}`;
  if (manifest.named === undefined || told.has(path) || listsOf(manifest).some((one) => bad.has(one))) return;
  const bytes = bytesOf(document, digests);
  const statement = bytes && statementOf('named', withSm3 ? 'sm3' : '', ...bytes);
  if (statement !== undefined && known.of(statement) !== undefined) return;
  const message = disagreement(manifest, manifest.named, withSm3);
  if (message !== undefined) problems.push({ path, property: '真实性', message });
  else if (statement !== undefined) known.keep(statement);
}

function disagreement(manifest: Manifest, named: NonNullable<Manifest['named']>, withSm3: boolean): string | undefined {
  const inputs = readableInputs(manifest);
  if (inputs === undefined) return '清单引用了依据表中没有的行';
  const isSame =
    inputs.length === named.count &&
    listDigest(inputs, 'sha256') === named.sha256 &&
    (!withSm3 || listDigest(inputs, 'sm3') === named.sm3);
  return isSame ? undefined : '清单所列依据的份数或汇总校验值，与它引用的依据表不一致';
}
