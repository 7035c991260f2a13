/** The facts of a case as the records that would hold them, so that it is judged by what judges everything else, and what follows. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import type { OptionCase, Verdict } from '../../../contract/terms/cases.ts';
import {
  at,
  DAY_SECONDS,
  dateOf,
  type InstantText,
  secondsBetween,
  toInstant,
  toText,
} from '../../../contract/time.ts';
import type { Attachment } from '../../../records/record.ts';
import type { ClockState } from '../../../states/clock.ts';
import { type Monitoring, NO_MONITORING } from '../../../subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../../subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../../subjects/incidents/kinds/incident.ts';
import type { ProbeRecord } from '../../../subjects/inspections/kinds/probe.ts';

/** What follows, as far as the effect gives it. */
export interface Outcome {
  start?: InstantText | null;
  /** Minutes. */
  limit?: number | null;
  deadline?: InstantText | null;
  /** Minutes. */
  figure?: number | null;
  verdict: Verdict | ClockState;
}

const ID = 'GZ-20000101-001';
const WHO = '案例';

/** What a case does not tell of happened in no way that matters: judged this long after its last fact unless it says when. */
const LATER = { hours: 24 * 60 };

const timesOf = (one: Partial<OptionCase>): InstantText[] =>
  Object.values(one)
    .filter((value): value is string => typeof value === 'string' && value.includes('T'))
    .sort((a, b) => Date.parse(a) - Date.parse(b));

/** When it is judged. */
export function judgedAt(one: Partial<OptionCase>): InstantText {
  if (one.judgedAt !== undefined) return one.judgedAt;
  const last = timesOf(one).at(-1) ?? FIRST;
  return toText(toInstant(last).add(LATER));
}

const FIRST = '2026-01-01T00:00:00+08:00';

/** What the purchaser signed at the end of all: so that what the case says of them is theirs. */
const signedAfter = (takenAt: InstantText): Attachment => ({
  ...{ sha256: '0'.repeat(64), name: '确认单.pdf', type: 'application/pdf', size: 1 },
  ...{ subject: '确认单', takenAt, proof: 'purchaser' },
});

/** The fault as it would be written down. @param bundle for an asset and a level, where the case names none */
export function incidentOf(one: OptionCase, { contract, assets }: Pick<ContractBundle, 'contract' | 'assets'>) {
  const foundBy = one.foundBy ?? 'user';
  const first = timesOf(one)[0] ?? FIRST;
  const discoveredAt = one.discovered ?? one.reported ?? first;
  const end = judgedAt(one);
  const asset = (assets.find((own) => own.contract) ?? assets[0])?.id ?? 'asset';
  const level = one.level ?? contract.levels[0]?.id ?? '';
  const optional = (field: keyof IncidentRecord, value: unknown) => (value === undefined ? {} : { [field]: value });
  return {
    ...{ schema: 2, kind: 'incident', id: ID, source: 'manual', at: discoveredAt, enteredAt: end },
    ...{ title: '案例', assets: [asset], foundBy, discoveredAt, handler: WHO },
    ...optional('reportedAt', one.reported),
    ...optional('respondedAt', one.responded),
    ...optional('remoteStartedAt', one.remoteStarted),
    ...optional('gateAt', one.gate),
    ...optional('arrivedAt', one.arrived),
    ...optional('arrivalSignedAt', one.arrivalSigned),
    ...optional('onDuty', one.onDuty),
    ...optional('restoredAt', one.restored),
    ...optional('confirmedRestoredAt', one.restoredConfirmed),
    ...optional('closedAt', one.closed),
    ...(one.agreedOn === undefined ? {} : { agreedOn: one.agreedOn, agreement: '需求确认单' }),
    ...(one.restoredConfirmed === undefined ? {} : { confirmer: WHO }),
    levels: [{ level, at: discoveredAt, reason: '案例', setBy: WHO }],
    ...{ outage: one.outage ?? 'partial', diagnosis: diagnosisOf(one), residentOnSpot: one.onSpot ?? false },
    ...{ symptom: '案例', responsibility: 'supplier', timeline: [], flagged: false },
    ...pauseOf(one, end),
    attachments: [signedAfter(end)],
  } as IncidentRecord;
}

function diagnosisOf({ remoteStarted, ...one }: OptionCase): IncidentRecord['diagnosis'] {
  const arrived = one.arrived ?? one.gate ?? one.arrivalSigned;
  return remoteStarted === undefined && arrived === undefined ? 'pending' : arrived === undefined ? 'remote' : 'onsite';
}

function pauseOf(one: OptionCase, end: InstantText): Pick<IncidentRecord, 'pauses'> {
  if (one.pausedFrom === undefined) return {};
  return {
    pauses: [
      {
        from: one.pausedFrom,
        ...(one.pausedTo === undefined ? {} : { to: one.pausedTo }),
        reason: 'permit',
        ...(one.pauseEvidence === true ? { evidence: '许可批复时间' } : {}),
        ...(one.pauseConfirmed === true ? { confirmedBy: WHO, confirmedAt: one.pausedTo ?? end } : {}),
      },
    ] as IncidentRecord['pauses'] & object,
  };
}

/** Alert and probe as they would be collected: from the first failed sample to the end of its day nothing answers. */
export function monitoringOf(one: OptionCase, { assets: [target = ''] }: Pick<IncidentRecord, 'assets'>): Monitoring {
  const alerts =
    one.alert === undefined
      ? NO_MONITORING.alerts
      : [{ id: 'GJ-20000101-001', incident: ID, firedAt: one.alert, alert: '告警', monitor: '监控' }];
  return {
    alerts: alerts as AlertProposalRecord[],
    probes: one.sample === undefined ? NO_MONITORING.probes : [probeOf(one.sample, target)],
  };
}

function probeOf(sample: InstantText, target: string): ProbeRecord {
  const date = dateOf(sample);
  const up = secondsBetween(toText(at(date, '00:00')), sample);
  const states = [...(up === 0 ? [] : [`u${up}`]), `d${DAY_SECONDS - up}`].join(' ');
  return {
    ...{ schema: 2, kind: 'probe', id: 'TC-20000101-001', source: 'auto', at: sample, enteredAt: sample },
    ...{ date, interval: 1, tool: '案例', series: [{ target, probe: 'http', states }], failures: [] },
  } as unknown as ProbeRecord;
}
