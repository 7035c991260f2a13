/** How reminders stand, and a message on trial. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import type { InstantText } from '../../contract/time.ts';
import { type ReminderAttention, remindersAttention } from '../../notify/attention.ts';
import { failureReasons, type Outcome } from '../../notify/failure.ts';
import type { LedgerMessage } from '../../notify/ledger.ts';
import type { NoticeLine } from '../../notify/line.ts';
import { sendAll } from '../../notify/send.ts';
import { type Wanted, wantedAt } from '../../notify/wanted.ts';
import type { Env } from '../../workspace/settings/secrets.ts';
import type { Session } from '../session.ts';
import { readReminders } from './attention.ts';
import { opened, requireNotify } from './remind.ts';
import { remindFacts } from './reminder-facts.ts';

export interface RemindersLook {
  /** What is reminded of now, whether it was sent already or not. */
  wanted: { topic: Wanted['topic']; role: string; lines: readonly NoticeLine[] }[];
  /** The newest messages, newest first. */
  messages: Pick<LedgerMessage, 'id' | 'at' | 'channel' | 'address' | 'state' | 'repeated' | 'lines'>[];
  attention: ReminderAttention[];
}

const SHOWN = 20;

/** @param now ISO instant. @throws UserError when nobody is reminded */
export async function lookAtReminders(session: Session, now: InstantText): Promise<RemindersLook> {
  const settings = requireNotify(session);
  const wanted = wantedAt(await remindFacts(session, now), settings, now);
  const ledger = await readReminders(session.workspace);
  return {
    wanted: wanted.map(({ topic, role, lines }) => ({ topic, role, lines })),
    messages: (ledger?.messages ?? []).slice(-SHOWN).reverse(),
    attention: remindersAttention(ledger, settings, now),
  };
}

export interface Trial {
  channel: string;
  address: string;
  outcome: Outcome['result'];
  /** Why it did not get through and what to do, in Chinese; null: it did. */
  reason: string | null;
  remedy: string | null;
}

/**
 * A message without content to every address of a role; it is in no ledger.
 * @throws UserError when the role has no address
 */
export async function tryRole(
  session: Session,
  role: string,
  now: InstantText,
  { env = process.env, newId }: { env?: Env; newId(): string },
): Promise<Trial[]> {
  const settings = requireNotify(session);
  const own = settings.addresses.filter((one) => one.role === role);
  if (own.length === 0) {
    const known = [...new Set(settings.addresses.map((one) => one.role))];
    const close = nearest(role, known, (id) => id, 2);
    throw new UserError('这个角色没有地址', {
      ...{ at: '角色', found: role, expected: known.join('、') || '先在 notify.addresses 写明地址' },
      hint: close.length === 0 ? '在 opsledger.yaml 的 notify.addresses 写明' : `您是不是要 ${close.join('、')}`,
    });
  }
  const messages = own.map(
    ({ channel, address = '' }): LedgerMessage => ({
      ...{ id: newId(), channel, address, topics: [], keys: [], lines: [], at: now, triedAt: now },
      ...{ tries: 1, state: 'pending', repeated: false, reason: null, code: null },
    }),
  );
  const channels = await Promise.all(settings.channels.map(async (one) => [one.name, await opened(one, env)] as const));
  const outcomes = await sendAll({ messages, channels: new Map(channels) });
  return messages.map(({ id, channel, address }) => {
    const outcome = outcomes.get(id);
    if (outcome === undefined || outcome.result === 'sent')
      return { channel, address, outcome: 'sent' as const, reason: null, remedy: null };
    const { text, remedy } = failureReasons[outcome.reason];
    const code = outcome.code === null ? '' : `（编号 ${outcome.code}）`;
    return { channel, address, outcome: outcome.result, reason: `${text}${code}`, remedy };
  });
}
