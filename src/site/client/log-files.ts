/** The transparency log as any browser reads it: static files beside the archive. */
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import { contradiction, type SeenHead } from '../../proof/remembered.ts';
import { tilePath } from '../../proof/tiles.ts';

const LOG = '/archive/log/';

async function bytesOf(path: string): Promise<Uint8Array> {
  const answer = await fetch(`${LOG}${path}`, { cache: 'no-store' });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`${answer.status} ${path}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

/** The head as it is now; undefined for what is none. */
export async function headNow(): Promise<Checkpoint | undefined> {
  const note = parseNote(new TextDecoder().decode(await bytesOf('checkpoint')));
  return note && parseCheckpoint(note.text);
}

/** See `contradiction`. */
export async function againstLog(seen: SeenHead, now: Checkpoint, whose?: string): Promise<string | null> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return contradiction(sha256, seen, now, (tile) => bytesOf(tilePath(tile)), whose);
}
