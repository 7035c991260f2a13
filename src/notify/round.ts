/**
 * One round of reminders: what is to go out is written down, sent, and what became of it written down again. Killed at any moment
 * it leaves a ledger from which the next round goes on.
 */
import type { NoticeChannel, NoticeSettings } from '../contract/notices.ts';
import { compareInstants, type InstantText } from '../contract/time.ts';
import { failed, type Outcome } from './failure.ts';
import { type Ledger, type LedgerMessage, withLost } from './ledger.ts';
import { planRound, settled } from './plan.ts';
import { type Sending, sendAll } from './send.ts';
import type { Facts } from './told-facts.ts';
import { nextMoment, type Wanted, wantedAt } from './wanted.ts';

/** Where the ledger is kept. */
export interface LedgerStore {
  read(): Promise<Ledger>;
  /**
   * Changes it while nobody else does; the same object again is no change.
   * @param subject what the history says of it, in Chinese
   */
  update<T>(subject: string, work: (ledger: Ledger) => { ledger: Ledger; result: T }): Promise<T>;
}

export interface RoundRequest {
  facts: Facts;
  settings: NoticeSettings;
  store: LedgerStore;
  /** ISO instant. */
  now: InstantText;
  isWorkingDay(date: string): boolean;
  /** A channel with its secrets filled in; null: they are not to be had. */
  open(channel: NoticeChannel): Promise<NoticeChannel | null>;
  newId(): string;
  send?: (sending: Sending) => Promise<Map<string, Outcome>>;
}

export interface RoundResult {
  sent: number;
  failed: number;
  unknown: number;
  repeated: number;
  /** What nobody can be told. */
  unreachable: readonly Wanted[];
  /** ISO: by when there may be something to do again though no data change; null: nothing is known to come. */
  nextAt: InstantText | null;
}

export async function remindRound(request: RoundRequest): Promise<RoundResult> {
  const { facts, settings, store, now, isWorkingDay, newId } = request;
  const wanted = wantedAt(facts, settings, now);
  const planned = (ledger: Ledger) => planRound({ wanted, settings, ledger, now, isWorkingDay, newId });
  const looked = await store.read();
  const first = planned(looked);
  const lost = withLost(looked, now) !== looked;
  const next = [first.nextAt, nextMoment(facts, settings, now), quietEnd(request)];
  const idle = { sent: 0, failed: 0, unknown: 0, repeated: 0, unreachable: first.unreachable, nextAt: earliest(next) };
  if (first.send.length === 0 && !lost) return idle;
  const plan = await store.update(subjectOf(first.send), (ledger) => {
    const own = planned(ledger);
    return { ledger: own.ledger, result: own };
  });
  if (plan.send.length === 0) return idle;
  const outcomes = await sendWritten(request, plan.send);
  const after = await store.update('记录提醒结果', (ledger) => {
    const done = settled(ledger, outcomes);
    return { ledger: done, result: done };
  });
  const follows = planned(after).nextAt;
  const count = (result: Outcome['result']): number =>
    [...outcomes.values()].filter((one) => one.result === result).length;
  return {
    sent: count('sent'),
    failed: count('failed'),
    unknown: count('unknown'),
    repeated: plan.send.filter(({ repeated }) => repeated).length,
    unreachable: plan.unreachable,
    nextAt: earliest([follows, ...next.slice(1)]),
  };
}

const subjectOf = (messages: readonly LedgerMessage[]): string =>
  messages.length === 0 ? '整理提醒台账' : `登记待发提醒 ${messages.length} 条`;

async function sendWritten(
  { settings, open, send = sendAll }: RoundRequest,
  messages: readonly LedgerMessage[],
): Promise<Map<string, Outcome>> {
  const used = new Set(messages.map(({ channel }) => channel));
  const opened = settings.channels
    .filter(({ name }) => used.has(name))
    .map(async (one): Promise<[string, NoticeChannel | null]> => [one.name, await open(one)]);
  const outcomes = await send({ messages, channels: new Map(await Promise.all(opened)) });
  // Nobody has heard of one that a sender left out.
  return new Map(messages.map(({ id }) => [id, outcomes.get(id) ?? failed('program')]));
}

/** Somebody may be left in peace until then: the ends of quiet hours that are still to come today. */
function quietEnd({ settings, now }: RoundRequest): InstantText | null {
  const ends = settings.addresses.flatMap(({ quietTo }) => (quietTo === undefined ? [] : [quietTo]));
  const day = now.slice(0, 10);
  return earliest(
    [...new Set(ends)].map((time) => `${day}T${time}:00+08:00`).filter((one) => compareInstants(one, now) > 0),
  );
}

const earliest = (instants: readonly (InstantText | null)[]): InstantText | null =>
  instants.reduce<InstantText | null>(
    (best, one) => (one !== null && (best === null || compareInstants(one, best) < 0) ? one : best),
    null,
  );
