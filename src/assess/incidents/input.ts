/** What the clocks of one incident are made from. */
import type { Commitment, FaultLevel } from '../../contract/terms/levels.ts';
import type { InstantText } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { IncidentFacts } from './facts.ts';
import type { ChosenOption } from './interpretation.ts';
import type { Major } from './major.ts';

export interface ClockInput {
  incident: IncidentRecord;
  facts: IncidentFacts;
  level: FaultLevel;
  /** Level by agreement (P5): a requirement, without response, arrival or restoration limits. */
  requirement: boolean;
  major: Major;
  commitments: readonly Commitment[];
  faultLevels: readonly FaultLevel[];
  /** Ids of the clauses that ask for restoration in time, joined; empty where none does, and the rule is off. */
  restorationClause: string;
  readings: { response: ChosenOption; pauses: ChosenOption };
  asOf: InstantText;
}
