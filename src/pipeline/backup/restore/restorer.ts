/** What the two ways of restoring have in common. */

import type { MysqlAccess } from '../../../sources/mysql.ts';
import type { RestoreFailure } from '../../../subjects/recovery/judge/restore-compare.ts';
import type { Session } from '../../session.ts';
import type { ChosenSet } from './choose.ts';
import type { Transcript } from './transcript.ts';

export interface RestoreContext {
  session: Session;
  chosen: ChosenSet;
  transcript: Transcript;
  /** Ends everything but the cleaning up. */
  signal: AbortSignal;
  /** One of what aborts `signal`: the time that the settings allow has passed. */
  deadline: AbortSignal;
  /** ISO instant of now. */
  clock(): string;
  /** Filled in when the test data are gone, whatever came before. */
  cleanup: Cleanup;
}

export interface Cleanup {
  /** null: not cleaned. */
  cleanedAt: string | null;
  /** Chinese. */
  text: string;
}

/** What came of restoring, while it is there. */
export interface Restored {
  /** For reading; null when there is no server to read from. */
  access: MysqlAccess | null;
  /** null when the restore came to its end; what is there is compared in any case. */
  failure: RestoreFailure | null;
  /** Schemas that were restored. */
  schemas: string[];
}

export type Work = (restored: Restored) => Promise<void>;

/**
 * Restores, hands over to `work`, and removes everything again, also when either fails or is interrupted. A restore that
 * fails is handed over too.
 * @throws UserError before anything is changed, when the target may not be used
 */
export type Restorer = (context: RestoreContext, work: Work) => Promise<Cleanup>;
