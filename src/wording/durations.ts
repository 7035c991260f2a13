/**
 * How a length of time reads, and the only place where its words are put together: a length as it was measured, roughly how long ago
 * something was, and a limit as people say it.
 */
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../contract/time.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/**
 * A length of time, parts at its end that are nothing left out: `1 小时 05 分`, `2 小时 00 分 45 秒`, `9 分 58 秒`, `3 天 2 小时`,
 * `1 天 13 小时 40 分`, `0 秒`. Nothing of it is left out, however long: who adds up the lengths of the months has that of the quarter.
 */
export function formatDuration(seconds: number): string {
  const s = Math.abs(Math.trunc(seconds));
  const sign = seconds < 0 ? '−' : '';
  const days = Math.floor(s / DAY_SECONDS);
  const hours = Math.floor((s % DAY_SECONDS) / HOUR_SECONDS);
  const minutes = Math.floor((s % HOUR_SECONDS) / MINUTE_SECONDS);
  const rest = s % MINUTE_SECONDS;
  if (days > 0 && hours + minutes + rest === 0) return `${sign}${days} 天`;
  const whole = days > 0 ? `${days} 天 ` : '';
  if (days + hours > 0)
    return `${sign}${whole}${hours} 小时${minutes + rest > 0 ? ` ${two(minutes)} 分` : ''}${rest > 0 ? ` ${two(rest)} 秒` : ''}`;
  if (minutes > 0) return `${sign}${minutes} 分${rest > 0 ? ` ${two(rest)} 秒` : ''}`;
  return `${sign}${rest} 秒`;
}

/** How long ago something was, from a day on in hours: `3 天 2 小时`. Of lengths that anybody may add up `formatDuration` is the text. */
export const roughDuration = (seconds: number): string =>
  formatDuration(Math.abs(seconds) < DAY_SECONDS ? seconds : seconds - (seconds % HOUR_SECONDS));

/** What was taken off a length of time for pauses, as it stands below or behind it; empty: nothing was. @param lengths seconds */
export function deductedText({ gross, counted }: { gross: number; counted: number }): string {
  const deducted = gross - counted;
  return deducted > 0 ? `扣除暂停 ${formatDuration(deducted)}` : '';
}

/** A limit as people say it: `10 分钟`, `2 小时`, `1 小时 30 分钟`; one that is no whole minute by its seconds: `2 分 30 秒`. */
export function limitText(seconds: number): string {
  if (seconds % MINUTE_SECONDS !== 0) return formatDuration(seconds);
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  if (minutes < 120 && minutes % 60 !== 0) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`;
}

/** How near a day is, from the days between: `已过 3 天`, `今天到期`, `还有 12 天`. */
export const daysLeftText = (days: number): string =>
  days < 0 ? `已过 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`;
