/** What a page says of the scheduler: pure, so that it is the same in the browser and in its test. */

/** `heartbeat.json` beside the pages; times are ISO with an offset. */
export interface Told {
  livedAt: string | null;
  staleAfter: string | null;
  stoppedAt: string | null;
}

const shown = (at: string): string => at.slice(0, 16).replace('T', ' ');
/** A sign of life that lies further ahead, in milliseconds, was given by a clock that was wrong, and says nothing of now. */
const CLOCK_SLACK = 600_000;
const isPast = (at: string | null, now: number): boolean => at !== null && now > Date.parse(at);

/**
 * @param told null: the file could not be read
 * @param nextUpdateBy until when the page said that it would be the newest; null: it promised nothing
 * @param now milliseconds since 1970 by the clock of the server that gave the file
 * @returns one sentence in Chinese; null: nothing to say
 */
export function heartbeatNotice(told: Told | null, nextUpdateBy: string | null, now: number): string | null {
  if (told !== null && told.stoppedAt !== null)
    return `调度已于 ${shown(told.stoppedAt)} 停止：不再按计划采集、签发，本站不再自动更新。`;
  if (told !== null && told.livedAt !== null && isPast(told.staleAfter, now))
    return `调度没有运行：最后一次活动 ${shown(told.livedAt)}，此后没有采集、签发，本站内容不是最新。`;
  if (told !== null && told.livedAt !== null && Date.parse(told.livedAt) - now > CLOCK_SLACK)
    return `调度没有运行：心跳写于将来的 ${shown(told.livedAt)}，是时钟不准时留下的，不作数；本站内容可能不是最新。`;
  if (nextUpdateBy !== null && isPast(nextUpdateBy, now))
    return `本页应不晚于 ${shown(nextUpdateBy)} 更新，现已超过：内容可能不是最新，请刷新页面核对。`;
  return null;
}
