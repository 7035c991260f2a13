/** Records changed by hand that cannot be read: nothing is issued before they are mended, whoever reads them or not. */
import { parseRecordId } from '../../contract/record-id.ts';
import { type FileProblem, fileProblem } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';

/** @param changed paths that git sees as new or modified. What was committed was read then. */
export async function unreadableEdits(
  { workspace: { records } }: Pick<Session, 'workspace'>,
  changed: readonly { path: string; state: string }[],
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { path, state } of changed) {
    if (state === 'deleted' || !isRecord(path)) continue;
    await records.readFile(path).catch((error: unknown) => problems.push(fileProblem(path, error)));
  }
  return problems;
}

/** Other files among the records are named by who lists the folder. */
const isRecord = (path: string): boolean => {
  const [, id] = /^records\/[a-z-]+\/\d{4}\/\d{2}\/([^/]+)\.(?:json|yaml)$/.exec(path) ?? [];
  return id !== undefined && parseRecordId(id) !== undefined;
};
