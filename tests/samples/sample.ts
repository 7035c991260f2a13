/** One file of a folder of samples, and what became of it. */
import type { Reading } from './claims.ts';

export interface Sample {
  /** As the INDEX names it. */
  file: string;
  /** Absolute. */
  path: string;
  truth: string;
  /** Time of the import, ISO. */
  now: string;
}

/** A sample passes when every fact holds, at least one was compared and nothing of its truth was unread. */
export type Checked = Reading;
