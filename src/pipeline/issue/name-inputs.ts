/** The inputs of the documents of one round, named in lists: a row that a list of this year holds already is not written again. */
import {
  INPUT_LISTS,
  type InputLists,
  knownRows,
  listAt,
  listPath,
  listsIn,
  newRows,
  partsOf,
  writtenList,
} from '../../archive/input-lists.ts';
import { listDigests } from '../../archive/log/digests.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { UserError } from '../../contract/error.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { MadeDocument } from './make.ts';

/** The manifests of a round, and the list that is new; none when others hold all rows. */
export interface Named {
  manifests: ReadonlyMap<MadeDocument, Omit<Manifest, 'dataCommit'>>;
  list?: { path: string; bytes: Uint8Array };
}

/**
 * Names the inputs of documents that are archived together. Lists of other years are not looked through, so that a round takes as long in
 * the fifteenth year as in the first.
 * @param head the commit that the round begins with: a list that is in no commit is not named
 */
export async function nameInputs(
  { root, git }: Pick<Workspace, 'root' | 'git'>,
  made: readonly MadeDocument[],
  head: string,
): Promise<Named> {
  const year = (made[0]?.manifest.times.issued ?? '').slice(0, 4);
  const lists = listsIn(root);
  const rows = knownRows();
  for (const { path } of await git.listTree(head, `${INPUT_LISTS}/${year}/`)) {
    const name = listAt(path);
    const files = name === undefined ? undefined : soundRows(lists, name);
    if (name !== undefined && files !== undefined) rows.learn(name, files);
  }
  const fresh = newRows(
    made.flatMap(({ manifest }) => manifest.inputs),
    rows,
  );
  const list = fresh.length === 0 ? undefined : writtenList(year, fresh);
  if (list !== undefined) rows.learn(list.name, fresh);
  const manifests = made.map((one): [MadeDocument, Omit<Manifest, 'dataCommit'>] => {
    const { inputs } = one.manifest;
    const named = { count: inputs.length, ...listDigests(inputs), lists: partsOf(inputs, rows) };
    return [one, { ...one.manifest, schema: 3, named }];
  });
  return {
    manifests: new Map(manifests),
    ...(list === undefined ? {} : { list: { path: listPath(list.name), bytes: list.bytes } }),
  };
}

/** What a damaged list held is written anew; that it is damaged is told by `verify`. */
function soundRows(lists: InputLists, name: string) {
  try {
    return lists.rows(name);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
