/** What the desk asks about the end of a month: the sheet that is signed for all of it, and the documents bound as one file. */
import type { Actor } from './actor.ts';

/** A sheet that was issued. */
export interface SheetLine {
  number: string;
  /** Such as 2026 年 11 月. */
  period: string;
  /** When it was made, in words. */
  madeAt: string;
  /** How many documents its signature receives. */
  count: number;
  /** How it stands with the purchaser, in words. */
  state: string;
  /** Its signature is wanted still. */
  open: boolean;
}

export interface MonthOverview {
  /** The sheet of the contract; null: its data name none. */
  sheet: { obligation: string; name: string } | null;
  /** Newest first. */
  sheets: readonly SheetLine[];
  /** The sheet that is to be made next; null: none is owed by now. */
  next: { period: string; periodText: string; dueAt: string } | null;
  /** What was issued and may be bound; null: nothing was. */
  bindable: Bindable | null;
}

/** Issued documents for the form that binds them. Days are those in which the intervals end. */
export interface Bindable {
  /** First and last day of all of them. */
  first: string;
  last: string;
  /** What the form proposes: the newest month of the documents of every day, without any that of all. */
  from: string;
  to: string;
  /** In the order of the contract's data. */
  kinds: readonly { obligation: string; name: string; count: number; ofDays: boolean }[];
}

/** A sheet with its lines, for whoever enters that it came back signed. */
export interface SheetToReceive extends SheetLine {
  /** Nobody wrote down that it was handed over. */
  undelivered: boolean;
  lines: readonly { number: string; name: string; period: string; received: boolean }[];
}

export interface SheetReceiptOrder {
  actor: Actor;
  number: string;
  person: string;
  handedBy: string;
  /** ISO; empty: now. */
  happenedAt: string;
  /** Numbers that were struck out. */
  except: readonly string[];
  /** Scans as they came in, under the names that they had. */
  scans: readonly { path: string; name: string }[];
  now: string;
}

export interface BindOrder {
  /** Days in which the intervals end. */
  from: string;
  to: string;
  /** Of these alone; at least one. */
  obligations: readonly string[];
  now: string;
}

/** A file that was made for one answer: read from the disk while it is sent, and gone with it. */
export interface MadeFile {
  stream: ReadableStream;
  /** In bytes. */
  size: number;
  name: string;
}

export interface MonthPort {
  /** @param now ISO instant */
  overview(now: string): Promise<MonthOverview>;
  /** null: there is no such sheet. */
  sheet(number: string, now: string): Promise<SheetToReceive | null>;
  /** The sheet as it was issued; null: there is no such one. */
  file(number: string, now: string): Promise<{ bytes: Uint8Array; name: string } | null>;
  /** @throws UserError as the command `receive --sheet`. @returns what was done, in Chinese */
  receive(order: SheetReceiptOrder): Promise<string>;
  /** @throws UserError as the command `bind` */
  bind(order: BindOrder): Promise<MadeFile>;
}
