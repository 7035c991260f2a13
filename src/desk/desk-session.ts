/**
 * The workspace as the desk reads it: opened once and kept while its contract, settings and texts stay as they are, since a page
 * must answer in a tenth of a second. Records are read from the disk each time; what was made of an unchanged file is kept.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openSession, remembering, type Session, type SessionOptions } from '../pipeline/session.ts';
import { filesBelow } from '../workspace/disk/files-below.ts';
import { DECISIONS } from '../workspace/store/decided-contract.ts';
import { inDeskWords } from './desk-words.ts';

export interface DeskSession {
  /** Absolute path of the workspace. */
  root: string;
  /** true: documents are drawn in this process, since the renderer was given; else in one of its own. */
  drawsHere: boolean;
  /** Runs the work with the workspace as it is now. @throws UserError in the desk's words, also when settings or contract cannot be used */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What a session holds in memory, so that a change of it needs another one. */
const HELD = ['opsledger.yaml', 'contract', 'plans'];
/** Folders of which every file is held: the contract's data, and what the purchaser confirmed of its 口径. */
const HELD_WHOLE = ['contract', `records/${DECISIONS}`];

/** @param dir folder of the workspace */
export function openDeskSession(dir: string, options: SessionOptions = {}): DeskSession {
  let held: { stamp: string; session: Promise<Session> } | undefined;
  const current = async (): Promise<Session> => {
    const stamp = stampOf(dir);
    if (held?.stamp !== stamp) {
      const before = held;
      held = { stamp, session: openSession(dir, { ...options, serves: true }).then(remembering) };
      held.session.catch(() => {
        held = undefined;
      });
      await before?.session.then((one) => one.close()).catch(() => undefined);
    }
    return await held.session;
  };
  return {
    root: dir,
    drawsHere: options.renderer !== undefined,
    use: (work) => inDeskWords(async () => await work(await current())),
    async close() {
      await held?.session.then((one) => one.close()).catch(() => undefined);
      held = undefined;
    },
  };
}

/** Synchronous: it is asked several times a page, and a turn of the thread pool takes ten times as long as a look. */
function stampOf(dir: string): string {
  const paths = [...HELD, ...HELD_WHOLE.flatMap((folder) => filesBelow(dir, folder))];
  return paths
    .map((path) => {
      const found = statSync(join(dir, path), { throwIfNoEntry: false });
      return found === undefined ? '-' : `${found.mtimeMs}:${found.size}`;
    })
    .join(' ');
}
