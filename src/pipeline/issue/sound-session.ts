/**
 * The workspace as it counts: of a record that was edited in place, deleted or reverted outside the program stands what it was, for all
 * that is told of the state of things. So no altered value is printed as good, and nothing disappears that was written down; which
 * files are meant is told beside it, in one set of words (`fileFaults`).
 */
import type { Session } from '../session.ts';
import { soundStore } from '../sound-store.ts';
import type { Unsound } from './sound-records.ts';

/** The same session where nothing was altered. */
export function soundSession(session: Session, unsound: readonly Unsound[]): Session {
  const { workspace } = session;
  if (unsound.length === 0) return session;
  return { ...session, workspace: { ...workspace, records: soundStore(workspace.records, unsound) } };
}
