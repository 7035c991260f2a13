/** Written documents at the desk. */

import { fillText, textToFill } from '../../pipeline/record/fill-text.ts';
import type { Actor } from '../actor.ts';
import type { DeskSession } from '../desk-session.ts';

export interface TextToFill {
  /** Path in the workspace. */
  file: string;
  name: string;
  /** In the order in which they stand. */
  blanks: { heading: string; label: string }[];
  /** Of the file that was seen. */
  version: string;
}

export interface FillOrder {
  /** Id of the obligation, which is that of the written document. */
  document: string;
  version: string;
  /** By the place of the blank in `TextToFill.blanks`; empty: it stays. */
  answers: ReadonlyMap<number, string>;
  actor: Actor;
  now: string;
}

export const textsCalls = (desk: DeskSession) => ({
  /** @returns null when it is no written document, or there is no text of it */
  one: (document: string): Promise<TextToFill | null> => desk.use((session) => textToFill(session, document)),
  /** @returns how many blanks were filled in and how many are left. @throws UserError; nothing is changed then */
  fill: ({ actor, ...order }: FillOrder) => desk.use((session) => fillText(session, { ...order, by: actor.name })),
});
