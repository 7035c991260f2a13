/** What issuing has come to: what went out, what stands as it was, what could not be made or has to wait. */
import type { Held } from './hold.ts';

export interface IssuedDocument {
  obligation: string;
  period: string;
  revision: number;
  number: string;
  /** Why it was late or revised, as it is printed. */
  reason: string | null;
  /** ISO; null when it went out without anybody's confirmation. */
  confirmedAt: string | null;
  /** Relative to the workspace. */
  files: { html: string; pdf: string; xlsx: string };
}

export interface IssueResult {
  issued: IssuedDocument[];
  /** Documents that stand as they were, by number. */
  unchanged: { obligation: string; period: string; revision: number; number: string; reason: string | null }[];
  failed: { obligation: string; period: string; reason: string }[];
  /** Due, and held because something is still 待填写. */
  held: Held[];
  /** Issued although something was still 待填写, by number: a person named them. */
  unfilled: string[];
}

/** A result in which nothing has happened yet. */
export const nothingIssued = (): IssueResult => ({ issued: [], unchanged: [], failed: [], held: [], unfilled: [] });
