/**
 * The reader's browser is a witness of the log: it keeps the newest checkpoint that it saw, and says above every page when the log
 * does not continue it. What stands against what was seen is not kept, so that it is said again until it is cleared up.
 */
import { parseSeen, seenHead } from '../../proof/remembered.ts';
import { againstLog, headNow } from './log-files.ts';

const STORAGE_KEY = 'opsledger-log';
const ADVICE = '请保留本浏览器的数据，用 opsledger verify 与纸面的校验点核对。';

async function look(place: HTMLElement): Promise<void> {
  const now = await headNow();
  if (now === undefined) return;
  const seen = parseSeen(localStorage.getItem(STORAGE_KEY));
  if (seen !== null && (seen.size !== now.size || seen.root !== seenHead(now).root)) {
    const wrong = await againstLog(seen, now);
    place.hidden = wrong === null;
    place.textContent = wrong === null ? '' : `${wrong}。${ADVICE}`;
    if (wrong !== null) return;
  }
  localStorage.setItem(STORAGE_KEY, JSON.stringify(seenHead(now)));
}

const place = document.querySelector<HTMLElement>('[data-ol-log]');
// Without a log, without storage, or while it is just being signed: there is nothing to compare, and the next page looks again.
if (place !== null) look(place).catch(() => undefined);
