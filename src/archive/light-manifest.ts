/** A manifest without its list of inputs, nine tenths of it, which is read from the archive again when somebody asks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../contract/error.ts';
import { frozen } from '../workspace/disk/file-memo.ts';
import { listsIn } from './input-lists.ts';
import { MANIFEST } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { type RecordIds, recordIds, recordIdsOf, recordIdsText, rememberRecordIds } from './manifest-records.ts';
import { readManifestBytes } from './manifest-text.ts';

/**
 * Completes the head of a manifest. It cannot be changed then.
 * @param head all but the inputs; becomes the manifest
 * @param folder of the revision, relative to the workspace
 * @param ids records among the inputs
 */
export function withInputsOnDisk(head: Manifest, root: string, folder: string, ids: () => RecordIds): Manifest {
  for (const part of Object.values(head)) frozen(part);
  Object.defineProperty(head, 'inputs', { get: () => inputsOf(root, `${folder}/${MANIFEST}`), enumerable: true });
  rememberRecordIds(head, ids);
  light.add(head);
  return Object.freeze(head);
}

/** Those whose inputs are on the disk alone. */
const light = new WeakSet<Manifest>();

/** The same manifest for a process that keeps those of years in its memory: the bytes that it was read from are let go. */
export function lightened(manifest: Manifest, root: string, folder: string): Manifest {
  if (light.has(manifest)) return manifest;
  // Of one that holds its inputs they are looked for now, as long as its bytes are there.
  const held = manifest.named === undefined ? recordIdsText(recordIds(manifest)) : undefined;
  const named = () => recordIds({ inputs: inputsOf(root, `${folder}/${MANIFEST}`) });
  return withInputsOnDisk(headOf(manifest), root, folder, () => (held === undefined ? named() : recordIdsOf(held)));
}

/** All but the inputs and where they stand. */
export const headOf = (manifest: Manifest): Manifest => {
  const keys = (Object.keys(manifest) as (keyof Manifest)[]).filter((key) => key !== 'named');
  return Object.fromEntries(keys.map((key) => [key, key === 'inputs' ? [] : manifest[key]])) as unknown as Manifest;
};

function inputsOf(root: string, path: string): Manifest['inputs'] {
  const manifest = readManifestBytes(readFileSync(join(root, path)), listsIn(root));
  if (!('wrong' in manifest)) return manifest.inputs;
  throw new UserError('归档清单不可读', {
    file: path,
    found: manifest.wrong,
    hint: '运行 opsledger verify 查看全部问题',
  });
}
