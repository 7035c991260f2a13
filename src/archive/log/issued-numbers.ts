/** Numbers of the documents that the log issued. */
import { parseEntry } from './entry.ts';
import { readFrom, readLog } from './log-folder.ts';

/** By number, the place of its entry; nothing of a workspace without a log that can be read. */
export async function loggedNumbers(root: string): Promise<Map<string, number>> {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) return new Map();
  return new Map(
    log.entries.flatMap((bytes, n) => {
      const entry = parseEntry(bytes);
      return entry?.type === 'ISSUE' || entry?.type === 'REVISE' ? [[entry.number, n] as const] : [];
    }),
  );
}
