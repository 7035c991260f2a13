/** Incidents for the tests of the clocks: every time is given in seconds after 2026-11-24 09:00:00. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contractSchema } from '../../../src/contract/terms/contract.ts';
import { type Interpretation, interpretationsFileSchema } from '../../../src/contract/terms/interpretations.ts';
import type { ClassResult } from '../../../src/subjects/incidents/judge/classes.ts';
import type { Clock } from '../../../src/subjects/incidents/judge/clock.ts';
import {
  assessIncident,
  type IncidentAssessment,
  type IncidentContext,
} from '../../../src/subjects/incidents/judge/clocks.ts';
import { type Monitoring, NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { type Quota, quotasOf } from '../../../src/subjects/incidents/judge/quota.ts';
import type { Submissions } from '../../../src/subjects/incidents/judge/submissions.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';

const data = join(import.meta.dirname, '../../../data/starters/bureau/contract');
const yamlOf = (name: string): unknown => parse(readFileSync(join(data, name), 'utf8'), { schema: 'failsafe' });

export const contract = {
  ...contractSchema.parse(yamlOf('contract.yaml')),
  servicePeriod: { from: '2026-09-01', to: '2027-08-31' },
};

/** The starter's interpretations, none of them confirmed. */
export const unconfirmed: Interpretation[] = interpretationsFileSchema.parse(
  yamlOf('interpretations.yaml'),
).interpretations;

/** The same with some confirmed: question → option. */
export function confirmed(choices: Readonly<Record<string, string>>): Interpretation[] {
  for (const [id, option] of Object.entries(choices)) {
    if (!unconfirmed.some((one) => one.id === id && one.options.some((o) => o.id === option)))
      throw new Error(`${id}:${option}`);
  }
  return unconfirmed.map((one) => {
    const chosen = choices[one.id];
    return chosen === undefined ? one : { ...one, confirmed: true, chosen };
  });
}

const BASE = Date.parse('2026-11-24T09:00:00+08:00');

/** ISO text of an offset in seconds. */
export function iso(seconds: number): string {
  return `${new Date(BASE + seconds * 1000 + 8 * 3600 * 1000).toISOString().slice(0, 19)}+08:00`;
}

export const MIN = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export interface PauseCase {
  from: number;
  to?: number | undefined;
  evidence?: boolean | undefined;
  confirmedAt?: number | undefined;
}

export interface LevelCase {
  level: string;
  at?: number | undefined;
  confirmedAt?: number | undefined;
}

/** An incident in short: offsets in seconds, absent when it did not happen. */
export interface Case {
  found?: IncidentRecord['foundBy'] | undefined;
  discovered?: number | undefined;
  reported?: number | null | undefined;
  responded?: number | undefined;
  remote?: number | undefined;
  arrived?: number | undefined;
  restored?: number | undefined;
  confirmed?: number | undefined;
  closed?: number | undefined;
  recorded?: number | undefined;
  levels?: LevelCase[] | undefined;
  level?: string | undefined;
  outage?: IncidentRecord['outage'] | undefined;
  diagnosis?: IncidentRecord['diagnosis'] | undefined;
  spot?: boolean | undefined;
  pauses?: PauseCase[] | undefined;
  agreedOn?: string | undefined;
  responsibility?: IncidentRecord['responsibility'] | undefined;
  flagged?: boolean | undefined;
  /** true: nothing shows the purchaser's hand. */
  unsigned?: boolean | undefined;
  id?: string | undefined;
}

const time = (field: string, offset: number | undefined | null): Record<string, string> =>
  offset === undefined || offset === null ? {} : { [field]: iso(offset) };

/** What the purchaser signed at the end, so that all they confirmed is theirs. */
const signed = {
  sha256: 'a'.repeat(64),
  name: '确认单.pdf',
  type: 'application/pdf',
  size: 1000,
  subject: '采购人确认单',
  takenAt: iso(400 * DAY),
  proof: 'purchaser',
};

export function incident(given: Case): IncidentRecord {
  const discovered = given.discovered ?? 0;
  const levels = given.levels ?? [{ level: given.level ?? 'P2', at: 0 }];
  return incidentKind.schema.parse({
    schema: 2,
    kind: 'incident',
    id: given.id ?? 'GZ-20261124-001',
    source: 'manual',
    at: iso(discovered),
    enteredAt: iso(discovered + 400 * DAY),
    title: '示例故障',
    assets: ['subsystem-hr'],
    foundBy: given.found ?? 'user',
    discoveredAt: iso(discovered),
    ...time('reportedAt', given.reported === undefined ? 0 : given.reported),
    ...time('respondedAt', given.responded),
    ...time('remoteStartedAt', given.remote),
    ...time('arrivedAt', given.arrived),
    ...time('restoredAt', given.restored),
    ...time('confirmedRestoredAt', given.confirmed),
    ...time('closedAt', given.closed),
    ...time('recordedAt', given.recorded),
    handler: '驻点运维工程师',
    levels: levels.map(({ level, at, confirmedAt }) => ({
      level,
      at: iso(at ?? 0),
      reason: '示例',
      setBy: '运维项目负责人',
      ...(confirmedAt === undefined ? {} : { confirmedBy: '采购人项目负责人', confirmedAt: iso(confirmedAt) }),
    })),
    outage: given.outage ?? 'partial',
    diagnosis: given.diagnosis ?? 'remote',
    residentOnSpot: given.spot ?? false,
    ...(given.agreedOn === undefined ? {} : { agreedOn: given.agreedOn, agreement: '需求确认单' }),
    impact: '示例',
    symptom: '示例',
    responsibility: given.responsibility ?? 'supplier',
    timeline: [],
    ...(given.unsigned === true ? {} : { attachments: [signed] }),
    flagged: given.flagged ?? false,
    pauses: (given.pauses ?? []).map((pause) => ({
      from: iso(pause.from),
      ...time('to', pause.to),
      reason: 'permit',
      ...(pause.evidence === false ? {} : { evidence: '许可批复时间' }),
      ...(pause.confirmedAt === undefined
        ? {}
        : { confirmedBy: '采购人项目负责人', confirmedAt: iso(pause.confirmedAt) }),
    })),
  });
}

export const context = (
  asOf: number,
  interpretations: readonly Interpretation[] = unconfirmed,
  monitoring: Monitoring = NO_MONITORING,
  submitted: Submissions | null = new Map(),
): IncidentContext => ({
  contract,
  assets: [],
  isWorkingDay: () => true,
  asOf: iso(asOf),
  interpretations,
  monitoring,
  submissions: submitted,
});

/** Judges a case at an offset; long after everything when none is given. */
export function assess(
  given: Case,
  asOf = 30 * DAY,
  interpretations: readonly Interpretation[] = unconfirmed,
  monitoring: Monitoring = NO_MONITORING,
): IncidentAssessment {
  const record = incident(given);
  // `recorded` of a case: when the analysis was issued.
  const submitted = new Map(given.recorded === undefined ? [] : [[record.id, iso(given.recorded)]]);
  return assessIncident(record, context(asOf, interpretations, monitoring, submitted));
}

export function clockOf(assessment: IncidentAssessment, id: Clock['id']): Clock {
  const clock = assessment.clocks.find((one) => one.id === id);
  if (clock === undefined) throw new Error(`no clock ${id}`);
  return clock;
}

/** The one class of the starter: 重大故障. */
export const majorOf = ({ classes }: Pick<IncidentAssessment, 'classes'>): ClassResult => classes[0] as ClassResult;

/** The one quota of the starter: on that class. */
export const majorQuota = (list: readonly IncidentRecord[], given: IncidentContext): Quota =>
  quotasOf(list, given)[0] as Quota;
