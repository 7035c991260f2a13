/** What the desk asks about audit packs (查验包): one is made in a process of its own, fetched once, and gone. */
import type { Actor } from './actor.ts';
import type { MadeFile } from './month.ts';

/** A pack that somebody asked for. */
export interface PackJob {
  id: string;
  /** Account that asked for it. */
  account: string;
  /** First and last day. */
  from: string;
  to: string;
  /** `gone`: it was fetched, or nobody came for it in time. */
  state: 'running' | 'made' | 'failed' | 'gone';
  /** Documents that are in it, of how many. */
  done: number;
  total: number;
  /** What is in it, or why it was not made, in Chinese. */
  text: string;
  /** What should be in it and is not, and what was owed and not issued, in Chinese. */
  lacks: readonly string[];
  /** Of the file, in bytes; 0 before it was made. */
  size: number;
}

export interface PackOrderOfDesk {
  actor: Actor;
  /** Days as they were typed. */
  from: string;
  to: string;
  /** ISO instant. */
  now: string;
}

export interface PacksPort {
  /** Days that the form proposes, the newest month in which something was issued, and the first of all; null: nothing was issued. */
  proposed(now: string): Promise<{ first: string; from: string; to: string } | null>;
  /** @throws UserError in the words of the form, or while one is being made for the account. @returns id of the job */
  begin(order: PackOrderOfDesk): Promise<string>;
  /** Those of an account that can still be looked at, newest first. */
  of(account: string): readonly PackJob[];
  /** null: there is none of the account, or the server was started anew since. */
  find(id: string, account: string): PackJob | null;
  /** The file, once: it is gone when it was sent. null: there is none. */
  take(id: string, account: string): Promise<MadeFile | null>;
}
