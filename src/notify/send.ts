/** Sends what a round has written down: each channel by itself, one message after the other, all within a time. */
import type { NoticeChannel } from '../contract/notices.ts';
import { failed, type Outcome, unknown } from './failure.ts';
import type { LedgerMessage } from './ledger.ts';
import { addressOf, domainOf } from './mailbox.ts';
import { type Written, write } from './message.ts';

export interface SendTimes {
  /** Milliseconds in which a server must be reached, and answer. */
  connect: number;
  answer: number;
  /** Milliseconds after which one message is given up, and after which no other is begun. */
  message: number;
  round: number;
}

export const sendTimes: SendTimes = { connect: 8000, answer: 12_000, message: 25_000, round: 40_000 };

export interface Sending {
  messages: readonly LedgerMessage[];
  /** By name; secrets filled in. null: they are not to be had. */
  channels: ReadonlyMap<string, NoticeChannel | null>;
  /** Milliseconds of this machine's clock. */
  clock?: () => number;
  times?: SendTimes;
  /** Told of each as soon as it is known. */
  told?: (id: string, outcome: Outcome) => Promise<void> | void;
}

/** @returns what became of each, by id; those for which there was no time certainly did not go out */
export async function sendAll({
  messages,
  channels,
  clock = Date.now,
  times = sendTimes,
  told,
}: Sending): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const begun = performance.now();
  const lanes = [...Map.groupBy(messages, ({ channel }) => channel).values()].map(async (own) => {
    for (const message of own) {
      const late = performance.now() - begun > times.round;
      const channel = channels.get(message.channel);
      const outcome = late
        ? failed('timeout')
        : channel === undefined || channel === null
          ? failed('secret')
          : await within(times.message, sendOne(channel, message, clock, times));
      outcomes.set(message.id, outcome);
      await told?.(message.id, outcome);
    }
  });
  await Promise.all(lanes);
  return outcomes;
}

/** What hangs in spite of its own limits is left alone. */
async function within(milliseconds: number, work: Promise<Outcome>): Promise<Outcome> {
  const over = Promise.withResolvers<Outcome>();
  const timer = setTimeout(() => over.resolve(unknown('timeout')), milliseconds);
  try {
    return await Promise.race([work, over.promise]);
  } catch {
    return unknown('program');
  } finally {
    clearTimeout(timer);
  }
}

async function sendOne(
  channel: NoticeChannel,
  message: LedgerMessage,
  clock: () => number,
  times: SendTimes,
): Promise<Outcome> {
  const written: Written = write(message);
  if (channel.type !== 'mail') {
    const { post } = await import('./webhook.ts');
    const { id, lines, repeated, triedAt } = message;
    const { subject, chat } = written;
    const when = { milliseconds: clock(), timeout: times.answer };
    return post(channel, { id, subject, chat, lines, repeated, at: triedAt }, when);
  }
  const { sendMail } = await import('./mail.ts');
  return sendMail(
    channel,
    {
      messageId: `<${message.id}@${domainOf(channel.from)}>`,
      to: addressOf(message.address),
      subject: written.subject,
      text: written.text,
      html: written.html,
      at: message.triedAt,
    },
    times,
  );
}
