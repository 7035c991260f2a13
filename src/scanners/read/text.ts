/** Small readings that several formats share: numbers of vulnerabilities, times without a zone, open ports. */
import { parseInstant } from '../../contract/scalars.ts';
import { CONTRACT_ZONE, type InstantText, toText } from '../../contract/time.ts';
import type { ReportedExposure } from '../_scanner.ts';

/** Every different CVE number in a text, upper case, in the order of the text. */
export function cvesIn(text: string): string[] {
  return [...new Set((text.match(/\bCVE-\d{4}-\d{4,}\b/gi) ?? []).map((id) => id.toUpperCase()))];
}

/** Texts as strings of their own, equal ones held once: a slice would keep the piece of the file that it was cut from. */
export class Texts {
  readonly #kept = new Map<string, string>();

  /** For texts that repeat from host to host. */
  once(text: string): string {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const own = this.own(text);
    this.#kept.set(own, own);
    return own;
  }

  /** For texts that do not. */
  own(text: string): string {
    return ` ${text}`.slice(1);
  }
}

/** Open ports, each once. */
export class Exposures {
  readonly #ports = new Map<string, ReportedExposure>();

  /** @param port `0080/tcp`, to the letter */
  add(address: string, port: string, service?: string): void {
    const key = `${address} ${port}`;
    const known = this.#ports.get(key);
    const named = service === undefined || service === '' ? {} : { service };
    if (known === undefined) this.#ports.set(key, { address, port, ...named });
    else if (known.service === undefined) Object.assign(known, named);
  }

  get list(): ReportedExposure[] {
    return [...this.#ports.values()];
  }
}

/** Earliest begin and latest end of what a report says host by host. */
export class Span {
  startedAt: InstantText | undefined;
  finishedAt: InstantText | undefined;

  start(instant: InstantText | undefined): void {
    if (instant !== undefined && (this.startedAt === undefined || instant < this.startedAt)) this.startedAt = instant;
  }

  finish(instant: InstantText | undefined): void {
    if (instant !== undefined && (this.finishedAt === undefined || instant > this.finishedAt))
      this.finishedAt = instant;
  }
}

/** Seconds since 1970, as text. @returns undefined when it is no such number */
export function fromEpoch(seconds: string | undefined): InstantText | undefined {
  if (seconds === undefined || !/^\d{1,11}$/.test(seconds) || Number(seconds) === 0) return undefined;
  return toText(Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CTIME = /^\w{3}\s+(\w{3})\s+(\d{1,2})\s+(\d{2}:\d{2}:\d{2})\s+(\d{4})$/;

/** `Fri Dec 11 02:57:52 2009`, as C writes it: wall-clock time without a zone, read as contract time. */
export function fromCtime(text: string | undefined): InstantText | undefined {
  const [, monthName = '', day = '', time = '', year = ''] = CTIME.exec(text?.trim() ?? '') ?? [];
  const month = MONTHS.indexOf(monthName) + 1;
  return month === 0
    ? undefined
    : wallClock(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')} ${time}`);
}

const WALL_CLOCK = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2026-11-24 01:00[:00]`, `2026/11/24 1:00`, `2026-11-24`, or ISO with an offset; without one it is contract time. */
export function wallClock(text: string | undefined): InstantText | undefined {
  if (text === undefined) return undefined;
  const parts = WALL_CLOCK.exec(text.trim());
  if (parts === null) return parseInstant(text);
  const [, year, month, day, hour, minute, second] = parts.map((part) => (part ?? '00').padStart(2, '0'));
  return parseInstant(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
}

/** What a note says of times that were read without a zone. */
export const ZONELESS = `报告中的时间没有时区，按北京时间（${CONTRACT_ZONE}）读取`;
