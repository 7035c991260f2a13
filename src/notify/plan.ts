/**
 * What goes out in a round: what is wanted, less what was sent, joined into one message for each recipient, held back where one
 * has had many, where a robot's limit is reached or where the last try failed a moment ago. Pure.
 */
import { type NoticeSettings, robots } from '../contract/notices.ts';
import { compareInstants, type InstantText, secondsBetween } from '../contract/time.ts';
import type { Outcome } from './failure.ts';
import { type Ledger, type LedgerMessage, pruned, standingOf, takenKeys, withLost } from './ledger.ts';
import { type Recipient, recipientKey, recipientsOf } from './recipients.ts';
import type { Wanted } from './wanted.ts';

/** Failures in a row from which on the next role is told as well. */
const FAILING = 3;
/** A repeat, or a first try, that long after it was meant says nothing any more. */
const STALE_SECONDS = 86_400;
/** So many messages to one recipient within the window; what comes meanwhile is one message after it, or earlier where a limit passes. */
const FLOOD_MESSAGES = 3;
const FLOOD_SECONDS = 600;
const URGENT_SECONDS = 300;

export interface Planned {
  /** With all that is about to be sent written down. */
  ledger: Ledger;
  send: readonly LedgerMessage[];
  /** What nobody can be told. */
  unreachable: readonly Wanted[];
  /** ISO: when something that was held back may go; null: nothing was. */
  nextAt: InstantText | null;
}

export interface PlanRequest {
  wanted: readonly Wanted[];
  settings: NoticeSettings;
  ledger: Ledger;
  now: InstantText;
  isWorkingDay(date: string): boolean;
  /** A new id of a message. */
  newId(): string;
}

interface Bundle {
  recipient: Recipient;
  digest: boolean;
  items: Wanted[];
}

export function planRound(request: PlanRequest): Planned {
  const { wanted, settings, now, newId } = request;
  const known = withLost(request.ledger, now);
  const repeats = known.messages.filter((one) => isToRepeat(one, known, settings, now)).map((one) => again(one, now));
  const ledger = replaced(known, repeats);
  const { bundles, unreachable } = bundlesOf(request, ledger);
  const held: InstantText[] = [];
  const sent: LedgerMessage[] = [];
  for (const bundle of bundles) {
    const until = heldUntil(bundle, { ...ledger, messages: [...ledger.messages, ...sent] }, settings, now);
    if (until === null) sent.push(messageOf(bundle, newId(), now));
    else held.push(until);
  }
  const messages = [...ledger.messages, ...sent];
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  return {
    ledger: pruned({ ...ledger, messages }, wantedKeys, now),
    send: [...repeats, ...sent],
    unreachable,
    nextAt: earliestOf([...held, ...waiting({ ...ledger, messages }, now)]),
  };
}

/** What is not over: tries on their way, and unknown ones that will be repeated. */
const waiting = ({ messages }: Ledger, now: InstantText): InstantText[] =>
  messages.some((one) => (one.state === 'pending' || isOpenUnknown(one)) && isFresh(one, now)) ? [plus(now, 60)] : [];

const isFresh = ({ at }: LedgerMessage, now: InstantText): boolean => secondsBetween(at, now) < STALE_SECONDS;
const isOpenUnknown = ({ state, repeated }: LedgerMessage): boolean => state === 'unknown' && !repeated;

function isToRepeat(one: LedgerMessage, ledger: Ledger, settings: NoticeSettings, now: InstantText): boolean {
  if (!isOpenUnknown(one) || !isFresh(one, now) || !isReached(one, settings)) return false;
  const { nextAt } = standingOf(ledger, one);
  return nextAt === null || compareInstants(nextAt, now) <= 0;
}

/** false once the settings name the address no longer. */
const isReached = ({ channel, address }: Recipient, { channels, addresses }: NoticeSettings): boolean =>
  channels.some(({ name }) => name === channel) &&
  addresses.some((one) => one.channel === channel && (one.address ?? '') === address);

const again = (one: LedgerMessage, now: InstantText): LedgerMessage => ({
  ...one,
  state: 'pending',
  triedAt: now,
  tries: one.tries + 1,
  repeated: true,
});

function bundlesOf(
  { wanted, settings, now, isWorkingDay }: PlanRequest,
  ledger: Ledger,
): { bundles: Bundle[]; unreachable: Wanted[] } {
  const taken = takenKeys(ledger);
  const failing = new Map<string, boolean>();
  const isFailing = (recipient: Recipient): boolean => {
    const id = recipientKey(recipient);
    const known = failing.get(id) ?? standingOf(ledger, recipient).failures >= FAILING;
    failing.set(id, known);
    return known;
  };
  const bundles = new Map<string, Bundle>();
  const unreachable: Wanted[] = [];
  for (const one of wanted) {
    const { topic, role } = one;
    const { recipients, held } = recipientsOf(settings, { topic, role, now, isWorkingDay, isFailing });
    if (recipients.length === 0 && !held) unreachable.push(one);
    for (const recipient of recipients) {
      const id = recipientKey(recipient);
      if (taken.has(`${id} ${one.key}`)) continue;
      const digest = topic === 'digest';
      const place = `${id} ${digest}`;
      const bundle = bundles.get(place) ?? { recipient, digest, items: [] };
      bundle.items.push(one);
      bundles.set(place, bundle);
    }
  }
  return { bundles: [...bundles.values()], unreachable };
}

/** @returns until when a message has to wait; null: it goes now */
function heldUntil(
  { recipient, items, digest }: Bundle,
  ledger: Ledger,
  settings: NoticeSettings,
  now: InstantText,
): InstantText | null {
  const id = recipientKey(recipient);
  const own = ledger.messages.filter((one) => recipientKey(one) === id);
  const { nextAt } = standingOf(ledger, recipient);
  if (nextAt !== null && compareInstants(nextAt, now) > 0) return nextAt;
  const ofChannel = ledger.messages.filter(
    (one) => one.channel === recipient.channel && secondsBetween(one.triedAt, now) < 60,
  );
  if (ofChannel.length >= perMinute(recipient, settings)) return plus(now, 60);
  if (digest) return null;
  const recent = own.filter(({ at, state }) => state !== 'failed' && secondsBetween(at, now) < FLOOD_SECONDS);
  const [last, oldest] = [recent.at(-1), recent.at(-FLOOD_MESSAGES)];
  if (last === undefined || oldest === undefined) return null;
  const urgent = items.some(({ by }) => by !== null && secondsBetween(now, by) < FLOOD_SECONDS);
  const free = urgent ? plus(last.at, URGENT_SECONDS) : plus(oldest.at, FLOOD_SECONDS);
  return compareInstants(free, now) > 0 ? free : null;
}

function perMinute({ channel }: Recipient, { channels }: NoticeSettings): number {
  const type = channels.find(({ name }) => name === channel)?.type;
  return type === undefined || type === 'mail' || type === 'webhook'
    ? Number.POSITIVE_INFINITY
    : robots[type].perMinute;
}

function messageOf({ recipient, items }: Bundle, id: string, now: InstantText): LedgerMessage {
  return {
    ...{ id, channel: recipient.channel, address: recipient.address },
    topics: [...new Set(items.map(({ topic }) => topic))],
    keys: items.map(({ key }) => key),
    lines: distinct(items.flatMap(({ lines }) => lines)),
    ...{ at: now, triedAt: now, tries: 1, state: 'pending', repeated: false, reason: null, code: null },
  };
}

/** A document that is late and on the day's list stands in a message once. */
function distinct(lines: LedgerMessage['lines']): LedgerMessage['lines'] {
  const seen = new Set<string>();
  return lines.filter((one) => {
    const key = `${one.number} ${one.kind} ${one.state} ${one.dueAt}`;
    return !seen.has(key) && seen.add(key);
  });
}

const replaced = (ledger: Ledger, changed: readonly LedgerMessage[]): Ledger => {
  const byId = new Map(changed.map((one) => [one.id, one]));
  return changed.length === 0 ? ledger : { ...ledger, messages: ledger.messages.map((one) => byId.get(one.id) ?? one) };
};

/**
 * The ledger with what became of the tries. A repeat that certainly did not go out leaves its message unknown, to be repeated
 * later; one that may have arrived is not tried a third time.
 */
export function settled(ledger: Ledger, outcomes: ReadonlyMap<string, Outcome>): Ledger {
  const messages = ledger.messages.map((one): LedgerMessage => {
    const outcome = outcomes.get(one.id);
    if (outcome === undefined || one.state !== 'pending') return one;
    if (outcome.result === 'sent') return { ...one, state: 'sent', reason: null, code: null };
    const { reason, code, result } = outcome;
    if (result === 'failed' && one.repeated) return { ...one, state: 'unknown', repeated: false, reason, code };
    return { ...one, state: result, reason, code };
  });
  return { ...ledger, messages };
}

const plus = (from: InstantText, seconds: number): InstantText =>
  Temporal.Instant.from(from).add({ seconds }).toZonedDateTimeISO('+08:00').toString({
    timeZoneName: 'never',
    smallestUnit: 'second',
  });

const earliestOf = (instants: readonly InstantText[]): InstantText | null =>
  instants.reduce<InstantText | null>(
    (best, one) => (best === null || compareInstants(one, best) < 0 ? one : best),
    null,
  );
