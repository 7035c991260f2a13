/** What the heartbeat of a workspace says: does the scheduler run, did it stop, is it stuck; and until when the site is built anew. */
import { formatDateTime, inContractZone, secondsBetween, toInstant, toText } from '../contract/time.ts';
import { roughDuration } from '../wording/durations.ts';
import type { Heartbeat, PublicHeartbeat } from '../workspace/store/heartbeat.ts';

/** Rounds that may pass without a sign of life. */
export const ROUNDS_MISSED = 3;
/** Rounds after which work that has not ended is told: a source may take its time, and what was missed is made up for first. */
const ROUNDS_LONG = 15;
/** A sign of life that lies further ahead was given by another clock, and says nothing of now. */
const CLOCK_SLACK_SECONDS = 600;
/** What a build of the site may take, waiting for another included. */
const BUILD_SECONDS = 600;

export interface SchedulerState {
  /**
   * `never`: none ever ran here; `stopped`: ended in good order; `dead`: meant to run and gives no sign of life; `stuck`: lives, and
   * its work does not end; `unreadable`: nobody knows.
   */
  state: 'never' | 'alive' | 'stopped' | 'dead' | 'stuck' | 'unreadable';
  /** One line in Chinese. */
  text: string;
  /** What to do; null: nothing. */
  remedy: string | null;
  /** ISO; null where that is not known. */
  livedAt: string | null;
  /** What is not in order besides, in Chinese: work that failed, a monitor that is not reached, a time in which nothing ran. */
  notes: string[];
}

const RESTART = '重新启动：opsledger start（由 systemd 管理的：systemctl restart）';

/**
 * @param beat as `readHeartbeat` gives it
 * @param now ISO instant of this machine's clock, whatever time a command is run as of
 */
export function schedulerState(beat: Heartbeat | null | 'unreadable', now: string): SchedulerState {
  if (beat === null) {
    const text = '从未常驻运行：只在执行命令时采集与签发';
    return { state: 'never', text, remedy: '需要按计划运行的：opsledger start', livedAt: null, notes: [] };
  }
  if (beat === 'unreadable') {
    const text = '心跳文件读不出，不知道调度是否在运行';
    return { state: 'unreadable', text, remedy: RESTART, livedAt: null, notes: [] };
  }
  const { livedAt, roundSeconds, stoppedAt } = beat;
  const common = { livedAt, notes: notesOf(beat, now) };
  if (stoppedAt !== null) {
    const text = `已停止（${formatDateTime(stoppedAt)}）：不再按计划采集、签发、更新站点`;
    return { state: 'stopped', text, remedy: '需要继续的：opsledger start', ...common };
  }
  const age = secondsBetween(livedAt, now);
  if (age < -CLOCK_SLACK_SECONDS) {
    const text = `没有运行：心跳写于将来的 ${formatDateTime(livedAt)}，是时钟不准时留下的，不作数`;
    return { state: 'dead', text, remedy: RESTART, ...common };
  }
  if (age > ROUNDS_MISSED * roundSeconds) {
    const text = `没有运行：最后一次活动 ${formatDateTime(livedAt)}，已过 ${roughDuration(age)}（每轮 ${roughDuration(roundSeconds)}）`;
    return { state: 'dead', text, remedy: RESTART, ...common };
  }
  const long = longestWork(beat, now);
  if (long !== null) {
    const text = `似已卡住：${long.what}自 ${formatDateTime(long.since)} 起没有结束，已 ${roughDuration(long.seconds)}`;
    return { state: 'stuck', text, remedy: `仍不结束的，${RESTART}`, ...common };
  }
  const did = beat.ended === null ? '' : `；${beat.ended.what} ${formatDateTime(beat.ended.at).slice(-5)}`;
  return { state: 'alive', text: `运行中，最近活动 ${formatDateTime(livedAt)}${did}`, remedy: null, ...common };
}

/** true where something that should run does not, or nobody knows whether it does. */
export const needsScheduler = ({ state }: SchedulerState): boolean =>
  state === 'dead' || state === 'stuck' || state === 'unreadable';

/** Work that goes on for longer than anybody expects. @returns null: none */
function longestWork({ running, roundSeconds }: Heartbeat, now: string) {
  const lasting = running.map((one) => ({ ...one, seconds: secondsBetween(one.since, now) }));
  const [first] = lasting.sort((a, b) => b.seconds - a.seconds);
  return first !== undefined && first.seconds > ROUNDS_LONG * roundSeconds ? first : null;
}

/** A time without rounds is news for a day. */
const GAP_SECONDS = 86_400;

function notesOf({ failed, unreached, gap }: Heartbeat, now: string): string[] {
  const broken = gap !== null && secondsBetween(gap.to, now) <= GAP_SECONDS ? [gap] : [];
  return [
    ...failed.map(({ what, at, reason }) => `${what}失败（${formatDateTime(at)}）：${reason}`),
    ...broken.map(gapText),
    ...(unreached === null
      ? []
      : [`监控地址（heartbeat.url）自 ${formatDateTime(unreached.since)} 起没有送达：${unreached.reason}`]),
  ];
}

/** A time in which nothing ran although it was meant to, as a line. */
export const gapText = ({ from, to }: { from: string; to: string }): string =>
  `${formatDateTime(from)} 至 ${formatDateTime(to)} 调度没有运行，其间到期的在恢复后补做，过期的记为补报`;

/** What readers of the site may know. @param beat null where no scheduler is meant to run */
export function publicHeartbeat(beat: Heartbeat | null | 'unreadable'): PublicHeartbeat {
  if (beat === null || beat === 'unreadable') return { schema: 1, livedAt: null, staleAfter: null, stoppedAt: null };
  const { livedAt, roundSeconds, stoppedAt } = beat;
  return { schema: 1, livedAt, staleAfter: later(livedAt, ROUNDS_MISSED * roundSeconds), stoppedAt };
}

/**
 * When the site is built anew at the latest, to the minute.
 * @param builtAt ISO instant as of which the pages are
 * @returns ISO; null: nothing promises it
 */
export function nextUpdateBy(beat: Heartbeat | null | 'unreadable', builtAt: string): string | null {
  if (beat === null || beat === 'unreadable' || beat.stoppedAt !== null || beat.siteSeconds === null) return null;
  // As of another time than that of its clock a page promises nothing: a scheduler that lives at a time keeps no other.
  if (Math.abs(secondsBetween(beat.livedAt, builtAt)) > beat.siteSeconds + BUILD_SECONDS) return null;
  return minuteAfter(later(builtAt, beat.siteSeconds + BUILD_SECONDS));
}

const later = (from: string, seconds: number): string => toText(toInstant(from).add({ milliseconds: seconds * 1000 }));

const minuteAfter = (at: string): string =>
  toText(inContractZone(toInstant(at)).round({ smallestUnit: 'minute', roundingMode: 'ceil' }).toInstant());
