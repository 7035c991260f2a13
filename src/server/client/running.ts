/**
 * Counts down the limits of open incidents, on every page that names one. The machine's own clock is not asked: the page says what
 * time it was on the server. Without scripts the time until which it must be done stands there.
 */

const aside = document.querySelector<HTMLElement>('[data-now]');
const times = document.querySelectorAll<HTMLElement>('[data-due]');
const began = performance.now();

const two = (n: number): string => String(n).padStart(2, '0');

/** As 今日 says it of documents. */
function lengthText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return `${days} 天 ${hours} 小时`;
  if (hours > 0) return `${hours} 小时 ${two(minutes)} 分`;
  return `${minutes} 分 ${two(seconds % 60)} 秒`;
}

function count(server: number): void {
  const now = server + performance.now() - began;
  for (const time of times) {
    const due = Date.parse(time.dataset.due || '');
    const left = Math.floor((due - now) / 1000);
    // The very second of the limit is still in time.
    const word = left >= 0 ? `还有 ${lengthText(left)}` : `${aside?.dataset.overrun ?? ''} ${lengthText(-left)}`;
    time.textContent = `${word}（${time.dataset.until ?? ''}）`;
    const line = time.closest('li, tr');
    if (line !== null && left < 0) line.classList.add('desk-running-overrun');
  }
}

const server = Date.parse(aside?.dataset.now ?? '');
if (times.length > 0 && !Number.isNaN(server)) {
  count(server);
  setInterval(() => count(server), 1000);
}
