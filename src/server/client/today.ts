/**
 * Counts the clocks of open incidents on, by the server's time: what this machine's clock is off, the page knows from the time at
 * which the server made it. Without scripts the page shows how it stood then.
 */

const drawn = performance.now();

for (const clock of document.querySelectorAll<HTMLElement>('[data-desk-deadline]')) {
  const deadline = Date.parse(clock.dataset.deskDeadline ?? '');
  const made = Date.parse(clock.dataset.deskNow ?? '');
  if (Number.isNaN(deadline) || Number.isNaN(made)) continue;
  const show = (): void => {
    const seconds = Math.round((deadline - made - (performance.now() - drawn)) / 1000);
    clock.textContent = `${seconds < 0 ? '超时' : '还有'} ${lengthText(Math.abs(seconds))}`;
    if (seconds < 0) clock.parentElement?.classList.add('desk-overrun');
  };
  show();
  setInterval(show, 1000);
}

/** `1 小时 05 分 09 秒`; from three days on without seconds. */
function lengthText(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days >= 3) return `${days} 天 ${hours} 小时`;
  const whole = days * 24 + hours;
  return `${whole > 0 ? `${whole} 小时 ` : ''}${two(minutes)} 分 ${two(seconds % 60)} 秒`;
}
