/** What a document was made under: its contract as it was then. */

import type { Clock, Data } from './data.ts';
import type { Workdays } from './workdays.ts';

export interface Terms {
  /** Manifest of the document that is counted again. */
  manifest: Data;
  clock: Clock;
  contract: Data;
  assets: Data[];
  checks: Data[];
  /** Obligations, registers and written documents alike. */
  obligations: Data[];
  registers: Data[];
  interpretations: Data[];
  findingLevels: Data;
  workdays: Workdays;
}
