/**
 * Whether this machine's clock is to be believed, by what was saved before, the signed log, the heartbeat, the counter since the
 * machine was started, and what sources say themselves. A clock that is not writes what nobody can take back: so nothing is issued,
 * missed or signed by it, and nothing that people do is written down by one that went back, until a person says that it is right.
 */
import { CHECKPOINT } from '../archive/log/log-folder.ts';
import { UserError } from '../contract/error.ts';
import {
  compareInstants,
  DAY_SECONDS,
  formatDateTime,
  type InstantText,
  latest,
  secondsBetween,
  toText,
} from '../contract/time.ts';
import type { AnyRecord } from '../records/record.ts';
import { type HeardTime, heardTimes } from '../sources/heard-time.ts';
import { formatDuration, roughDuration } from '../wording/durations.ts';
import { LONGEST_WRITING_SECONDS } from '../workspace/change/hand-edit-rules.ts';
import { headMadeAt } from '../workspace/git/commit.ts';
import { entryClock } from '../workspace/git/commit-changes.ts';
import type { Git } from '../workspace/git/git.ts';
import { readHeartbeat } from '../workspace/store/heartbeat.ts';
import {
  type AcceptedClock,
  acceptedClocks,
  keepTrusted,
  machineUptime,
  readTrusted,
  type TrustedClock,
  type Uptime,
} from '../workspace/store/kept-clock.ts';
import { ABOUT_NOW_SECONDS, machineNow } from './clock.ts';

/** A machine that was off for a month is asked about: that costs a sentence, and what a wrong year wrote stays for ever. */
const LONGEST_SILENCE = 31 * DAY_SECONDS;
/** Devices keep bad time; an hour is more than that. */
const SOURCE_SLACK = 3600;
/** Between two notes that the clock is right. */
const KEPT_EVERY = 60;

/** Times that were written down before, and what they are of. */
export interface Past {
  what: string;
  at: InstantText;
}

export interface ClockEvidence {
  now: InstantText;
  uptime: Uptime;
  /** The last saving, and the last head that was signed. */
  saved: readonly Past[];
  /** When the scheduler last lived; it says so before the round in which it is judged, so that it speaks of the past alone. */
  lived: InstantText | undefined;
  /** Undefined: nothing is known but what was saved. */
  trusted: TrustedClock | undefined;
  heard: readonly HeardTime[];
  accepted: readonly AcceptedClock[];
}

export interface ClockFault {
  /** `back`: what is written by it would count as earlier than it is. `ahead`: as later, or of a time that never was. */
  kind: 'back' | 'ahead';
  /** What speaks against the clock, in Chinese. */
  text: string;
  /** false: it stands before a time that was trusted, so that a measurement of now would fill a day that is over. */
  measures: boolean;
  /** See `AcceptedClock`. */
  until: InstantText | null;
  sources: Record<string, number>;
}

/** Judges a clock. Pure. @returns null: nothing speaks against it */
export function judgeClock(evidence: ClockEvidence): ClockFault | null {
  return wentBack(evidence) ?? jumped(evidence) ?? contradicted(evidence);
}

function wentBack({ now, saved, lived, trusted, accepted }: ClockEvidence): ClockFault | null {
  const known: Past[] = [
    ...saved,
    ...(lived === undefined ? [] : [{ what: '调度最后一次活动', at: lived }]),
    ...(trusted === undefined ? [] : [{ what: '上一轮', at: trusted.at }]),
  ];
  const ahead = known
    .filter(({ at }) => secondsBetween(now, at) > ABOUT_NOW_SECONDS)
    .filter(({ at }) => !accepted.some(({ until }) => until !== null && compareInstants(at, until) <= 0))
    .toSorted((a, b) => compareInstants(a.at, b.at));
  const last = ahead.at(-1);
  if (last === undefined) return null;
  const text = `本机时钟是 ${formatDateTime(now)}，早于${last.what}的 ${formatDateTime(last.at)}`;
  // What lies ahead may have been left by a clock that was wrong and is right again: by what was trusted it goes on.
  const measures = trusted !== undefined && secondsBetween(now, trusted.at) <= ABOUT_NOW_SECONDS;
  return { kind: 'back', text, measures, until: last.at, sources: {} };
}

function jumped({ now, saved, trusted, uptime }: ClockEvidence): ClockFault | null {
  const from = trusted?.at ?? latest(saved.map(({ at }) => at));
  if (from === undefined) return null;
  const passed = secondsBetween(from, now);
  const text = `本机时钟是 ${formatDateTime(now)}，距上一次 ${formatDateTime(from)} 已过 ${roughDuration(passed)}`;
  const fault: ClockFault = { kind: 'ahead', text, measures: true, until: null, sources: {} };
  if (trusted !== undefined && trusted.boot !== '' && trusted.boot === uptime.boot) {
    const ran = uptime.seconds - trusted.seconds;
    if (Math.abs(passed - ran) <= ABOUT_NOW_SECONDS) return null;
    return { ...fault, text: `${text}，而本机开机以来的计时只走了 ${roughDuration(Math.max(0, Math.round(ran)))}` };
  }
  return passed > LONGEST_SILENCE ? fault : null;
}

/** true for a name of this machine itself, whose clock is the one in question: it can speak against it, never for it. */
const isOwn = (host: string): boolean => /^(localhost|127\.|\[?::1)/.test(host);

function contradicted({ now, heard, accepted }: ClockEvidence): ClockFault | null {
  const known = accepted.at(-1)?.sources ?? {};
  const off = heard.filter(
    ({ host, seconds }) =>
      Math.abs(seconds) > SOURCE_SLACK && !(host in known && Math.abs(seconds - (known[host] ?? 0)) <= SOURCE_SLACK),
  );
  const [first] = off;
  const agrees = heard.some(({ host, seconds }) => !isOwn(host) && Math.abs(seconds) <= SOURCE_SLACK);
  if (first === undefined || agrees) return null;
  const text = `本机时钟是 ${formatDateTime(now)}，与数据源自己的时间相差 ${roughDuration(Math.abs(first.seconds))}（${off.map(({ host }) => host).join('、')}）`;
  return {
    ...{ kind: first.seconds > 0 ? ('back' as const) : ('ahead' as const), text, measures: true, until: null },
    sources: Object.fromEntries(off.map(({ host, seconds }) => [host, seconds])),
  };
}

/** What is looked at, and by whose clock. */
export interface ClockOf {
  root: string;
  git: Pick<Git, 'madeAt'>;
  /** A demonstration goes by the time of its story. */
  simulated: boolean;
}

/** How this machine tells the time; another one in tests. */
export interface MachineClock {
  now(): InstantText;
  uptime(): Uptime;
  heard(): readonly HeardTime[];
}

export const thisMachinesClock: MachineClock = { now: machineNow, uptime: machineUptime, heard: heardTimes };

/** Whether the clock is to be believed, at this moment; nothing is written. @returns null: it is */
export async function clockFault(of: ClockOf, clock = thisMachinesClock): Promise<ClockFault | null> {
  return of.simulated ? null : judgeClock(await evidenceOf(of, clock));
}

async function evidenceOf({ root, git }: ClockOf, clock: MachineClock): Promise<ClockEvidence> {
  const [saved, signed, beat, trusted, accepted] = await Promise.all([
    headMadeAt(root),
    git.madeAt(CHECKPOINT),
    readHeartbeat(root),
    readTrusted(root),
    acceptedClocks(root),
  ]);
  const text = (ms: number) => toText(Temporal.Instant.fromEpochMilliseconds(ms));
  return {
    ...{ now: clock.now(), uptime: clock.uptime(), heard: clock.heard(), trusted, accepted },
    lived: beat === null || beat === 'unreadable' ? undefined : beat.livedAt,
    saved: [
      ...(saved === undefined ? [] : [{ what: '最近一次保存', at: text(saved) }]),
      ...(signed === undefined ? [] : [{ what: '最近一次签名的存证', at: text(signed * 1000) }]),
    ],
  };
}

/** As `clockFault`; that the clock is right is remembered, for the next to be held against. @throws EnvironmentError of the disk */
export async function soundClock(of: ClockOf, clock = thisMachinesClock): Promise<ClockFault | null> {
  if (of.simulated) return null;
  const evidence = await evidenceOf(of, clock);
  const fault = judgeClock(evidence);
  if (fault === null) await trust(of.root, evidence);
  else if (fault.kind === 'ahead' && evidence.trusted === undefined) await keepBefore(of.root, evidence);
  return fault;
}

/** What is collected by a clock that is ahead is saved at its time: the next round has to be held against what was before. */
async function keepBefore(root: string, { saved }: ClockEvidence): Promise<void> {
  const at = latest(saved.map((one) => one.at));
  if (at !== undefined) await keepTrusted(root, { at, boot: '', seconds: 0 });
}

async function trust(root: string, { now, uptime, trusted }: ClockEvidence): Promise<void> {
  if (trusted !== undefined && Math.abs(secondsBetween(trusted.at, now)) < KEPT_EVERY) return;
  await keepTrusted(root, { at: now, ...uptime });
}

/** What a person is told of a clock that is not believed, and what to do; null: it is. Nothing is written. */
export async function heldClock(of: ClockOf): Promise<{ text: string; remedy: string } | null> {
  const fault = await clockFault(of);
  return fault === null ? null : { text: clockHeldText(fault), remedy: clockRemedy };
}

const ACCEPT = '先核对本机时间；时间无误的，由人确认并写明原因：opsledger clock accept --by 姓名 --reason 原因';

/** One sentence for `status`, `doctor` and the rounds. */
export const clockHeldText = ({ text }: ClockFault): string => `${text}：只采集，不签发、不登记缺失、不签名，等人确认`;

export const clockRemedy = ACCEPT;

/** What is refused while the clock is not believed. */
export const clockRefusal = ({ text }: ClockFault, what: string): UserError =>
  new UserError(`本机时钟可疑，${what}`, {
    found: text,
    expected: '与此前保存、签名的时间和数据源的时间相符',
    hint: ACCEPT,
  });

/** @param measured what is saved was measured, and nobody's word @throws UserError when the clock went back: it would count as earlier than it was */
export async function refuseEarlierClock(of: ClockOf, measured: boolean): Promise<void> {
  const fault = await soundClock(of);
  if (fault?.kind === 'back' && !(measured && fault.measures)) throw clockRefusal(fault, '没有保存');
}

/**
 * What a person writes counts from when it is written down: whoever asks for it to be saved, terminal or desk, may have begun long ago.
 * @param before as it was; undefined: it is new
 * @throws UserError when it says that it was written down long before now
 */
export function refuseBegunLongAgo(record: AnyRecord, before: AnyRecord | undefined, clock = thisMachinesClock): void {
  if (!entryClock.believed || record.simulated === true || record.source === 'auto') return;
  const made = (record.corrections ?? []).slice((before?.corrections ?? []).length).map((one) => one.at);
  const [now, at] = [clock.now(), before === undefined ? record.enteredAt : latest(made)];
  if (at === undefined || secondsBetween(at, now) <= LONGEST_WRITING_SECONDS) return;
  throw new UserError('开始办理已过了太久，没有保存', {
    found: `以 ${formatDateTime(at)} 办理，本机时间已是 ${formatDateTime(now)}`,
    expected: `${formatDuration(LONGEST_WRITING_SECONDS)}之内写入`,
    hint: '重新运行同一命令，或重新提交页面',
  });
}

/** What an ordinary command takes from its beginning to its saving. */
const TAKES_SECONDS = 60;

/**
 * When it counts from what a person asks for: what waited for others, a slow line or a full queue is not written down before it is.
 * @param asked when the command or the request began @returns the same, unless that is longer ago than a command takes: now
 */
export function writtenNow(asked: InstantText, clock = thisMachinesClock): InstantText {
  if (!entryClock.believed) return asked;
  const now = clock.now();
  return secondsBetween(asked, now) > TAKES_SECONDS ? now : asked;
}

/** @throws UserError unless the clock is to be believed @param what is not done then, in Chinese */
export async function requireSoundClock(of: ClockOf, what: string, clock = thisMachinesClock): Promise<void> {
  const fault = await soundClock(of, clock);
  if (fault !== null) throw clockRefusal(fault, what);
}
