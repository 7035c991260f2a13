/** Written documents at the desk: what of them is still 待填写, filled in without an editor. */
import type { Actor } from './actor.ts';

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

export interface TextsPort {
  /** @returns null when it is no written document, or there is no text of it */
  one(document: string): Promise<TextToFill | null>;
  /** @returns how many blanks were filled in and how many are left. @throws UserError; nothing is changed then */
  fill(order: FillOrder): Promise<{ filled: number; left: number }>;
}
