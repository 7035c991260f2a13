/** Accounts, as who manages them sees and changes them at the desk. */
import type { Side } from '../../contract/acts.ts';
import type { Actor } from './actor.ts';

export interface ManagedAccount {
  name: string;
  person: string;
  role: string;
  side: Side;
  /** ISO instants. */
  createdAt: string;
  usedAt: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
  /** It waits for its first sign-in, or for the one after a reset. */
  mustChange: boolean;
}

export interface RoleChoice {
  id: string;
  name: string;
  side: Side;
  /** What it may do, in words. */
  acts: readonly string[];
}

/** Who does it, from where and when. */
export interface AccountAct {
  by: Actor;
  address: string;
  now: string;
}

/** Each call throws a `UserError` where the terminal's would; an account of the purchaser's leaves a record. */
export interface AccountsPort {
  list(): Promise<ManagedAccount[]>;
  roles(): Promise<RoleChoice[]>;
  /** @returns the first password, kept nowhere; null where people sign in elsewhere */
  add(account: { name: string; person: string; role: string }, act: AccountAct): Promise<string | null>;
  /** @returns the first password; null where people sign in elsewhere */
  reset(name: string, act: AccountAct): Promise<string | null>;
  disable(name: string, reason: string, act: AccountAct): Promise<void>;
}
