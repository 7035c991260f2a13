/**
 * The ledger of reminders: what was to be sent is written down before it is sent, and what became of it afterwards. It bears
 * numbers, kinds, times and states, reasons by code, and the address; no secret and no words of a server. Pure.
 */
import { z } from 'zod';
import { type NoticeTopic, noticeTopics } from '../contract/notices.ts';
import { instant } from '../contract/scalars.ts';
import { compareInstants, type InstantText, secondsBetween } from '../contract/time.ts';
import { type FailureReason, failureReasons } from './failure.ts';
import { type LineState, lineStates, type NoticeLine, noticeLine } from './line.ts';
import { type Recipient, recipientKey } from './recipients.ts';

/** Name of its state file. */
export const REMINDERS_STATE = 'reminders';

const codes = <K extends string>(table: Readonly<Record<K, unknown>>) => z.enum(Object.keys(table) as [K, ...K[]]);

const lineSchema = z.strictObject({
  number: z.string(),
  kind: z.string(),
  dueAt: z.nullable(instant()),
  state: codes<LineState>(lineStates),
});

const messageSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  channel: z.string(),
  address: z.string(),
  topics: z.array(codes<NoticeTopic>(noticeTopics)),
  /** What it reminds of; see `Wanted.key`. */
  keys: z.array(z.string()),
  lines: z.array(lineSchema),
  /** When it was first meant to go out. */
  at: instant(),
  /** When it was last tried. */
  triedAt: instant(),
  tries: z.int().min(1),
  /**
   * `pending`: written down, and on its way. `sent`. `failed`: it certainly did not go out, and what it reminds of is free again.
   * `unknown`: it may have arrived.
   */
  state: z.enum(['pending', 'sent', 'failed', 'unknown']),
  /** It went out a second time, marked 可能重复. */
  repeated: z.boolean(),
  /** Why the last try did not succeed. */
  reason: z.nullable(codes<FailureReason>(failureReasons)),
  /** Number by which the other side said so. */
  code: z.nullable(z.number()),
});

const ledgerSchema = z.strictObject({
  schema: z.literal(1),
  messages: z.array(messageSchema),
});

export type LedgerMessage = Omit<z.infer<typeof messageSchema>, 'lines'> & { lines: readonly NoticeLine[] };
export interface Ledger {
  schema: 1;
  messages: readonly LedgerMessage[];
}

export const emptyLedger: Ledger = { schema: 1, messages: [] };

/** @param value of the state file; undefined: there is none yet. @returns null: it is no ledger */
export function readLedger(value: unknown): Ledger | null {
  if (value === undefined) return emptyLedger;
  const parsed = ledgerSchema.safeParse(value);
  if (!parsed.success) return null;
  try {
    const messages = parsed.data.messages.map((one) => ({
      ...one,
      lines: one.lines.map((line) => noticeLine(line as NoticeLine)),
    }));
    return { schema: 1, messages };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A try that was begun so long ago has ended, whoever made it. */
const IN_FLIGHT_SECONDS = 300;

/** What was on its way when its process died: nobody knows whether it arrived. */
export function withLost(ledger: Ledger, now: InstantText): Ledger {
  const isLost = (one: LedgerMessage): boolean =>
    one.state === 'pending' && Math.abs(secondsBetween(one.triedAt, now)) > IN_FLIGHT_SECONDS;
  if (!ledger.messages.some(isLost)) return ledger;
  const messages = ledger.messages.map((one) =>
    isLost(one) ? { ...one, state: 'unknown' as const, reason: 'interrupted' as const, code: null } : one,
  );
  return { ...ledger, messages };
}

/** What of a recipient is taken: sent, on its way, or perhaps arrived. */
export function takenKeys(ledger: Ledger): ReadonlySet<string> {
  return new Set(
    ledger.messages.flatMap((one) =>
      one.state === 'failed' ? [] : one.keys.map((key) => `${recipientKey(one)} ${key}`),
    ),
  );
}

/** Minutes before the next try after so many failures in a row; the last one holds from then on. */
const PAUSE_MINUTES = [1, 5, 15, 60, 240] as const;
/** A robot that was asked too often answers nothing for ten minutes. */
const RATE_MINUTES = 11;

export interface Standing {
  /** Failures in a row up to now. */
  failures: number;
  /** The last of them. */
  last: LedgerMessage | null;
  /** ISO: the earliest next try; null: at once. */
  nextAt: InstantText | null;
}

/** How a recipient stands: nothing got through since when, and when it is tried again. */
export function standingOf(ledger: Ledger, recipient: Recipient): Standing {
  const key = recipientKey(recipient);
  const own = ledger.messages
    .filter((one) => recipientKey(one) === key && one.state !== 'pending')
    .toSorted((a, b) => compareInstants(a.triedAt, b.triedAt));
  const good = own.findLastIndex((one) => one.state === 'sent');
  const bad = own.slice(good + 1).filter((one) => one.reason !== null && one.reason !== 'interrupted');
  const last = bad.at(-1) ?? null;
  if (last === null) return { failures: 0, last: null, nextAt: null };
  const failures = bad.reduce((sum, { tries }) => sum + tries, 0);
  const pause = PAUSE_MINUTES[Math.min(failures, PAUSE_MINUTES.length) - 1] ?? 1;
  const minutes = last.reason === 'rate' ? Math.max(pause, RATE_MINUTES) : pause;
  return { failures, last, nextAt: plusMinutes(last.triedAt, minutes) };
}

const plusMinutes = (from: InstantText, minutes: number): InstantText =>
  Temporal.Instant.from(from).add({ minutes }).toZonedDateTimeISO('+08:00').toString({
    timeZoneName: 'never',
    smallestUnit: 'second',
  });

/** Days for which messages are kept; longer while what they remind of is still wanted. */
const KEPT_DAYS = 62;
const KEPT_SECONDS = KEPT_DAYS * 86_400;
/** Of messages that certainly went nowhere: so many a recipient, for the count of failures. */
const KEPT_FAILURES = 8;

/** @param wanted keys of what would be reminded of now */
export function pruned(ledger: Ledger, wanted: ReadonlySet<string>, now: InstantText): Ledger {
  const later = new Map<string, number>();
  const kept = ledger.messages
    .toReversed()
    .filter((one) => {
      if (one.state === 'failed') {
        const n = (later.get(recipientKey(one)) ?? 0) + 1;
        later.set(recipientKey(one), n);
        return n <= KEPT_FAILURES && secondsBetween(one.triedAt, now) < KEPT_SECONDS;
      }
      return secondsBetween(one.at, now) < KEPT_SECONDS || one.keys.some((key) => wanted.has(key));
    })
    .reverse();
  return kept.length === ledger.messages.length ? ledger : { ...ledger, messages: kept };
}
