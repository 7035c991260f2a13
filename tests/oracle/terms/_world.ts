/** What the oracle reads: the workspace's YAML by the library, every scalar as text, and the records as they are kept. */
import { parse } from 'yaml';
import { type CalendarRow, type Calendars, calendarsOf, dayNumber, type HolidayRow } from './_time.ts';

export interface Files {
  contract: string;
  assets: string;
  interpretations: string;
  obligations: string;
  holidays: string;
}

/** `from`, `until`: days on which a row holds, both included. */
export interface Held {
  from?: string;
  until?: string;
}

export interface LimitRow extends Held {
  clock: string;
  clause: string;
  minutes?: string;
  workingMinutes?: string;
  workingDays?: string;
  time?: string;
  calendar?: string;
  class?: string;
  during?: string;
  outside?: string;
  or?: string;
  levels?: string[];
  when?: { assets?: string[]; customers?: string[]; season?: string };
  times?: string;
}

export interface ConditionRow {
  levels?: string[];
  outages?: string[];
  fromMinutes?: string;
  overMinutes?: string;
}

export interface RuleRow {
  id: string;
  on: string;
  topics?: string[];
  levels?: string[];
  obligations?: string[];
  quotas?: string[];
  withinDays?: string;
  graceMinutes?: string;
  stepMinutes?: string;
  per: string;
  amount?: string;
  capEach?: string;
  cap?: string;
  assets?: string[];
  months?: string[];
  incidents?: string[];
  maintenance?: string;
  bands?: { below?: string; atMost?: string; amount: string }[];
}

export interface DueRow {
  after?: string;
  before?: string;
  days?: string;
  workingDays?: string;
  dayOfMonth?: string;
  time: string;
  roll?: string;
}

export interface ObligationRow {
  id: string;
  unit: string;
  clauses: string[];
  due: DueRow;
  otherDues?: (Held & { clause: string; due: DueRow })[];
}

export interface OptionRow {
  id: string;
  effect?: string;
  calendar?: string;
  levels?: string[];
  clocks?: string[];
}

export interface ContractRow {
  servicePeriod: { from: string; to: string };
  papers?: (Held & { prefix?: string; rank: string })[];
  clauses: (Held & { id: string })[];
  levels: (Held & { id: string; requirement?: string; limits?: LimitRow[] })[];
  limits?: LimitRow[];
  pauses?: { clocks: string[]; reasons?: string[]; during?: string }[];
  calendars?: CalendarRow[];
  places?: { id: string; travelMinutes: string }[];
  classes?: { id: string; when: ConditionRow[] }[];
  quotas?: { id: string; clause: string; limit: string; per: string; class?: string; when?: ConditionRow[] }[];
  permits?: {
    operations: string[];
    changes?: string[];
    assets?: string[];
    window?: string;
    leadWorkingDays?: string;
  }[];
  penalties: {
    id: string;
    full?: string;
    cap?: string;
    rules: RuleRow[];
    sharedCaps?: { per: string; over: string[]; cap: string }[];
    free?: { from: string; to: string }[];
  }[];
}

export interface InterpretationRow {
  id: string;
  binds: string;
  options: OptionRow[];
  default: string;
  confirmed: string;
  chosen?: string;
  effectiveFrom?: string;
}

/** One fault, as its record keeps it. */
export interface FaultRow {
  id: string;
  foundBy: string;
  assets: string[];
  customers?: string[];
  placeId?: string;
  discoveredAt: string;
  reportedAt?: string;
  respondedAt?: string;
  remoteStartedAt?: string;
  arrivedAt?: string;
  gateAt?: string;
  arrivalSignedAt?: string;
  onDuty?: boolean;
  restoredAt?: string;
  confirmedRestoredAt?: string;
  closedAt?: string;
  levels: { level: string; at: string; confirmedAt?: string }[];
  outage: string;
  diagnosis: string;
  residentOnSpot: boolean;
  responsibility: string;
  repeatOf?: string;
  pauses?: { from: string; to?: string; reason: string; evidence?: string; confirmedAt?: string }[];
}

export interface ChangeRow {
  id: string;
  type: string;
  assets: string[];
  startedAt?: string;
  releasedAt: string;
  permit: string;
}

export interface Facts {
  faults: FaultRow[];
  /** What monitoring saw: alerts with the fault that they belong to, and from the first failed sample of an asset to the next good one. */
  alerts: { fault: string; at: string }[];
  samples: { asset: string; from: string; to: string }[];
  changes: ChangeRow[];
  permits: { id: string; grantedAt: string }[];
  maintenance: { assets: string[]; from: string; to: string }[];
  issued: { obligation: string; period: string; at: string }[];
  /** At which it is judged. */
  asOf: string;
  /** First and last day of the period that is scored. */
  from: string;
  to: string;
}

export interface World {
  contract: ContractRow;
  assets: { id: string; placeId?: string }[];
  interpretations: InterpretationRow[];
  obligations: ObligationRow[];
  calendars: Calendars;
}

const read = (text: string): Record<string, unknown> => parse(text, { schema: 'failsafe' }) as Record<string, unknown>;

export function worldOf(files: Files): World {
  const contract = read(files.contract) as unknown as ContractRow;
  return {
    contract,
    assets: read(files.assets)['assets'] as World['assets'],
    interpretations: read(files.interpretations)['interpretations'] as InterpretationRow[],
    obligations: read(files.obligations)['obligations'] as ObligationRow[],
    calendars: calendarsOf(contract.calendars ?? [], read(files.holidays)['years'] as HolidayRow[]),
  };
}

export const holdsOn = ({ from, until }: Held, day: number): boolean =>
  (from === undefined || dayNumber(from) <= day) && (until === undefined || day <= dayNumber(until));

/** The paper of a clause, by the letters before its number (R9, R11). */
export function paperOf({ papers = [] }: ContractRow, clause: string): (Held & { rank: string }) | undefined {
  const prefix = /^[A-Z]*/.exec(clause)?.[0] ?? '';
  return papers.find((one) => (one.prefix ?? '') === prefix);
}

export const rankOf = (contract: ContractRow, clause: string): number => Number(paperOf(contract, clause)?.rank ?? 0);

/** A row is in force by its own days, those of its clause and those of the paper (R9). */
export function inForce(contract: ContractRow, row: Held & { clause: string }, day: number): boolean {
  const clause = contract.clauses.find(({ id }) => id === row.clause);
  return (
    holdsOn(row, day) &&
    (clause === undefined || holdsOn(clause, day)) &&
    holdsOn(paperOf(contract, row.clause) ?? {}, day)
  );
}

/** The option that decides a question on a day, and whether nothing is open (R7); undefined: nobody asks. */
export function optionOf(
  world: Pick<World, 'interpretations'>,
  binds: string,
  day: number,
): { own: OptionRow; all: OptionRow[]; settled: boolean } | undefined {
  const found = world.interpretations.find((one) => one.binds === binds);
  if (found === undefined) return undefined;
  const settled =
    found.confirmed === 'true' && (found.effectiveFrom === undefined || day >= dayNumber(found.effectiveFrom));
  const id = settled ? found.chosen : found.default;
  const own = found.options.find((one) => one.id === id);
  if (own === undefined) throw new Error(`${found.id} has no option ${id}`);
  return { own, all: found.options, settled };
}
