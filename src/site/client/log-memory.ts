/**
 * The reader's browser is a witness of the log: it keeps the newest checkpoint that it saw, and says above every page when the log
 * does not continue it. What stands against what was seen is not kept, so that it is said again until it is cleared up.
 */
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import { contradiction, parseSeen, seenHead } from '../../proof/remembered.ts';
import { tilePath } from '../../proof/tiles.ts';

const STORAGE_KEY = 'opsledger-log';
const LOG = '/archive/log/';
const ADVICE = '请保留本浏览器的数据，用 opsledger verify 与纸面的校验点核对。';

async function bytesOf(path: string): Promise<Uint8Array> {
  const answer = await fetch(`${LOG}${path}`, { cache: 'no-store' });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`${answer.status} ${path}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

async function look(place: HTMLElement): Promise<void> {
  const note = parseNote(new TextDecoder().decode(await bytesOf('checkpoint')));
  const now = note && parseCheckpoint(note.text);
  if (now === undefined) return;
  const seen = parseSeen(localStorage.getItem(STORAGE_KEY));
  if (seen !== null && (seen.size !== now.size || seen.root !== seenHead(now).root)) {
    const { sha256 } = await import('@noble/hashes/sha2.js');
    const wrong = await contradiction(sha256, seen, now, (tile) => bytesOf(tilePath(tile)));
    place.hidden = wrong === null;
    place.textContent = wrong === null ? '' : `${wrong}。${ADVICE}`;
    if (wrong !== null) return;
  }
  localStorage.setItem(STORAGE_KEY, JSON.stringify(seenHead(now)));
}

const place = document.querySelector<HTMLElement>('[data-ol-log]');
// Without a log, without storage, or while it is just being signed: there is nothing to compare, and the next page looks again.
if (place !== null) look(place).catch(() => undefined);
