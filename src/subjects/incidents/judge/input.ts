/** What the clocks of one incident are made from. */
import type { Level, LimitClock } from '../../../contract/terms/levels.ts';
import type { InstantText } from '../../../contract/time.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { ClassResult } from './classes.ts';
import type { IncidentFacts } from './incident-facts.ts';
import type { ChosenOption } from './interpretation.ts';
import { type Limit, type LimitSource, limitsFor } from './limits.ts';

export interface ClockInput {
  incident: IncidentRecord;
  facts: IncidentFacts;
  level: Level;
  /** The level is no fault: a requirement, without response, arrival or restoration limits. */
  requirement: boolean;
  /** By the id of the class. */
  classes: ReadonlyMap<string, ClassResult>;
  source: LimitSource;
  /** Calendar in whose time alone the minutes of this level run, by the 口径 that decides it. */
  calendar(level: string): string | null;
  readings: { response: ChosenOption; pauses: ChosenOption; arrival: ChosenOption };
  asOf: InstantText;
}

/** The limits of a clock that apply to the incident by at least one reading, the strictest first. @param start of the clock */
export function limitsOfClock(
  input: ClockInput,
  clock: LimitClock,
  start: InstantText,
  level = input.level.id,
): Limit[] {
  const { source, calendar, classes } = input;
  const { assets, customers } = input.incident;
  return limitsFor(source, clock, { level, start, calendar: calendar(level), assets, customers }).filter(
    (limit) => limit.class === null || classes.get(limit.class)?.byAny === true,
  );
}

/** Nothing more is to come. */
export const isOver = ({ facts }: Pick<ClockInput, 'facts'>): boolean =>
  facts.restoredAt !== null || facts.closedAt !== null;
