/** Keys of sealed attachments: whoever loses one can never open what it seals. */
import { readCheckpoint, readFrom } from '../../archive/log/log-folder.ts';
import { keyOf, SEALED_TYPE, sealedFolder } from '../../archive/sealed.ts';
import { isWorkspace } from '../../workspace/is-workspace.ts';
import { openSession } from '../session.ts';
import { kindIds } from '../units.ts';

export interface SealedKeys {
  /** Folder of the keys. */
  folder: string;
  /** Sealed attachments that stand. */
  count: number;
  /** Those whose key is not here or is none: `record name`. */
  lost: string[];
}

/** null: the workspace has none that stands, or cannot be read. @param root folder of the workspace, which need not exist */
export async function sealedKeys(root: string): Promise<SealedKeys | null> {
  if (!(await isWorkspace(root))) return null;
  const session = await openSession(root, { settings: false });
  try {
    const { records, root: own } = session.workspace;
    const lists = await Promise.all((await kindIds()).map((kind) => records.list(kind)));
    const sealed = lists.flatMap((list) =>
      list.records.flatMap(({ id, attachments = [] }) =>
        attachments.filter(({ type }) => type === SEALED_TYPE).map((one) => ({ id, ...one })),
      ),
    );
    const head = await readCheckpoint(readFrom(own));
    if (sealed.length === 0 || head === undefined || 'fault' in head) return null;
    const { origin } = head.checkpoint;
    const lost: string[] = [];
    for (const { id, name, sha256 } of sealed)
      if ((await keyOf(origin, sha256))?.length !== KEY_BYTES) lost.push(`${id} ${name}`);
    return { folder: sealedFolder(origin), count: sealed.length, lost };
  } finally {
    await session.close();
  }
}

const KEY_BYTES = 32;
