/** Until when the statistics of a document that was issued count: every revision keeps it. */
import { type ArchivedDocument, readKeptArchive } from '../../archive/store.ts';
import type { ComposeSource } from './inputs.ts';

/** @param before the newest revision. @returns ISO; null when nothing was issued */
export async function cutOf(
  { root, memo }: Pick<ComposeSource, 'root' | 'memo'>,
  before: ArchivedDocument | null,
): Promise<string | null> {
  if (before === null || before.manifest.cut !== null) return before?.manifest.cut ?? null;
  // A revision of a time when manifests did not tell: the first one's holds.
  const { obligation, period } = before.manifest;
  const { documents } = await readKeptArchive(root, memo);
  const first = documents.find(
    ({ manifest }) => manifest.obligation === obligation && manifest.period === period && manifest.revision === 1,
  );
  return first?.manifest.cut ?? null;
}
