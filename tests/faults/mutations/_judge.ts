/** Has a workspace verified, the whole of it, and judges what was told. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { keyPairOf, treeHash } from '../../../src/archive/log/digests.ts';
import { tileAt } from '../../../src/archive/log/log-folder.ts';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { loadKind } from '../../../src/pipeline/units.ts';
import type { KnownPlace } from '../../../src/pipeline/verify/known.ts';
import { type GivenCheckpoint, verify } from '../../../src/pipeline/verify/verify.ts';
import { parseCheckpoint } from '../../../src/proof/checkpoint.ts';
import { cosign } from '../../../src/proof/cosignature.ts';
import { COSIGNATURE, formatNote, noteKey, parseNote } from '../../../src/proof/note.ts';
import { shortHead } from '../../../src/proof/printed-head.ts';
import { contradiction, seenHead } from '../../../src/proof/remembered.ts';
import { openFileMemo } from '../../../src/workspace/disk/file-memo.ts';
import { openRecords } from '../../../src/workspace/store/record-store.ts';
import type { Mark, Told } from './_scene.ts';

interface Line {
  path: string;
  message: string;
}

export interface Looked {
  ok: boolean;
  /** The workspace could not be opened at all: one message says why. */
  refused?: true;
  problems: Line[];
}

export type Verify = (root: string, request?: { claims?: GivenCheckpoint[]; deep?: boolean }) => Promise<Looked>;

/** Of so many verifications one looks at everything anew, too. */
const ANEW = 5;

async function emptied(known: KnownPlace): Promise<KnownPlace> {
  await rm(known.folder, { recursive: true, force: true });
  return known;
}

/**
 * Verifies as the command does, in a session of its own each time. What was read of a record file is kept while that very file is
 * there (`openFileMemo`, by what no program can set), as long runs of the program do; what was found of contents is kept
 * beside them, as the command keeps it, and now and then everything is looked at anew: both have to tell the same.
 */
export function openVerify(root: string): Verify {
  const memo = openFileMemo(root);
  const known = { folder: join(root, '..', 'verified'), worth: 0 };
  let looks = 0;
  return async (place, request = {}) => {
    looks += 1;
    try {
      const opened = await openSession(place, { settings: false });
      const own = { ...opened.workspace, memo, records: openRecords(root, loadKind, memo) };
      const session = place === root ? { ...opened, workspace: own } : opened;
      try {
        const { ok, problems } = await verify(session, { ...request, known });
        const anew =
          looks % ANEW === 0 ? await verify(session, { ...request, known: await emptied(known) }) : undefined;
        if (anew !== undefined && !isDeepStrictEqual(anew.problems, problems))
          throw new Error(`what is kept hides something: ${JSON.stringify([problems, anew.problems])}`);
        return { ok, problems };
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (!(error instanceof UserError || error instanceof EnvironmentError)) throw error;
      return { ok: false, refused: true, problems: [{ path: '', message: error.message }] };
    }
  };
}

const WITNESS = 'xxj-xxzx';
const WITNESS_SEED = new Uint8Array(32).fill(7);

/** The ways in which people keep a checkpoint: on the stamped sheet, as a file, with the signature of a witness. */
export function keptOf({ note, head }: Mark): GivenCheckpoint[] {
  const { publicKey, sign } = keyPairOf(WITNESS_SEED);
  const parsed = parseNote(note);
  if (parsed === undefined) throw new Error('no note');
  const cosigned = cosign(noteKey(treeHash, WITNESS, publicKey, COSIGNATURE), parsed.text, 1_764_000_000, sign);
  return [
    { text: shortHead(head), shown: '签收单' },
    { text: note, shown: '校验点' },
    { text: formatNote({ ...parsed, signatures: [...parsed.signatures, cosigned] }), shown: '联署' },
  ];
}

/** What the purchaser's browser says, which remembers the mark. */
async function browserSays(root: string, { head }: Mark): Promise<string | null> {
  try {
    const now = parseCheckpoint(parseNote(readFileSync(join(root, 'archive/log/checkpoint'), 'utf8'))?.text ?? '');
    if (now === undefined) return '不可读';
    return await contradiction(treeHash, seenHead(head), now, (tile) =>
      Promise.resolve(new Uint8Array(readFileSync(join(root, tileAt(tile))))),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '缺失';
    throw error;
  }
}

export interface Judged {
  found: boolean;
  named: boolean;
  /** What was told, for whoever looks into it. */
  told: string[];
  /** Paths that are told of more than once by the log and something else. */
  twice: string[];
}

/** @param newest the last checkpoint that somebody kept */
export async function judge(verifying: Verify, root: string, told: Told, newest: Mark): Promise<Judged> {
  const claims = told.byClaim === true ? keptOf(newest) : [];
  const { ok, problems, refused } = await verifying(root, { claims, deep: told.deep === true });
  const lines = problems.map(({ path, message }) => `${path} ${message}`);
  const isTold = (one: RegExp) => lines.some((line) => one.test(line));
  // A contract that cannot be read is told by its first fault, and everything else once that is mended.
  const isNamed = refused === true ? told.named.some(isTold) : told.named.every(isTold);
  const byAll =
    claims.length === 0 ||
    (problems.filter(({ message }) => message.startsWith('给出的校验点')).length === claims.length &&
      (await browserSays(root, newest)) !== null);
  const ofLog = problems.filter(({ message }) => /存证|校验点/.test(message) && !message.startsWith('给出的'));
  const twice = ofLog.map(({ path }) => path).filter((path) => problems.filter((one) => one.path === path).length > 1);
  return { found: !ok, named: isNamed && byAll, told: lines.slice(0, 5), twice };
}
