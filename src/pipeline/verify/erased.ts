/** What was destroyed by the rules (清除), as verification takes it. */
import { type Erased, openErased, readErased } from '../../archive/log/erasures.ts';
import type { LogRead } from '../../archive/log/log-folder.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Session } from '../session.ts';

export const nothingErased = (): Erased => ({ ...openErased([]), current: new Map(), problems: [] });

/** What the log says was destroyed; nothing where the repository cannot be asked, which is told elsewhere. */
export async function readErasedIfSound(
  { workspace }: Session,
  read: LogRead,
  ifSound: (work: () => Promise<void>) => Promise<void>,
): Promise<Erased> {
  let erased = nothingErased();
  await ifSound(async () => {
    erased = await readErased(workspace, read);
  });
  return erased;
}

/** A document with the commit that it was made from as that is called now. */
export function asNow(document: ArchivedDocument, { current }: Erased): ArchivedDocument {
  const dataCommit = current.get(document.manifest.dataCommit);
  return dataCommit === undefined ? document : { ...document, manifest: { ...document.manifest, dataCommit } };
}
