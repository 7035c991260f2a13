/** The machine's clock at the desk: whether it is believed, what was said of it, and the word of somebody who looked, as `clock accept`. */
import { acceptClock } from '../pipeline/log/accept-clock.ts';
import { clockWords } from '../pipeline/log/declared.ts';
import type { Session } from '../pipeline/session.ts';
import { heldClock } from '../pipeline/sound-clock.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { withNames } from './named-files.ts';

export interface ClockStanding {
  /** Why nothing is issued and signed, in Chinese; null: the clock is believed. */
  held: string | null;
  /** What was said of a clock that was doubted, newest first. */
  words: readonly string[];
}

export interface ClockWordGiven {
  actor: Actor;
  reason: string;
  /** The paper that both sides signed, as it came in; none: the supplier alone says so. */
  scans: readonly { path: string; name: string }[];
}

export const clockCalls = (desk: DeskSession) => ({
  standing: (): Promise<ClockStanding> => desk.use(standing),
  /** @throws UserError as the command `clock accept`; nothing is saved then. @returns what was accepted, in Chinese */
  accept: ({ actor, reason, scans }: ClockWordGiven): Promise<string> =>
    desk.use((session) =>
      withNames(scans, async ([signed]) => {
        const said = { by: actor.name, reason, ...(signed === undefined ? {} : { signed }) };
        return (await acceptClock(session, said)).found;
      }),
    ),
});

async function standing({ workspace }: Session): Promise<ClockStanding> {
  const [held, words] = [await heldClock(workspace), await clockWords(workspace)];
  return { held: held?.text ?? null, words: words.map(({ text }) => text).reverse() };
}
