/** Says above the page when the scheduler that should keep it up to date does not run, whoever serves the page. */
import { heartbeatNotice, type Told } from './heartbeat-notice.ts';

const EVERY_MS = 60_000;

const place = document.querySelector<HTMLElement>('[data-ol-heartbeat]');
if (place !== null) {
  const next = document.querySelector('[data-ol-next]')?.getAttribute('data-ol-next') ?? null;
  const look = async (): Promise<void> => {
    let told: Told | null = null;
    let now = Date.now();
    try {
      const answer = await fetch('/heartbeat.json', { cache: 'no-store' });
      // The reader's own clock may be off; the server's is the one by which the scheduler lives.
      const date = Date.parse(answer.headers.get('Date') ?? '');
      if (!Number.isNaN(date)) now = date;
      if (answer.ok) told = (await answer.json()) as Told;
    } catch {
      // Nobody answers: what the page itself promised is all that is known.
    }
    const notice = heartbeatNotice(told, next, now);
    place.hidden = notice === null;
    if (place.textContent !== notice) place.textContent = notice ?? '';
  };
  void look();
  setInterval(() => void look(), EVERY_MS);
}
