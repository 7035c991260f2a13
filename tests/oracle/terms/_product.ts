/** The same files and facts, judged by the product's own pure functions: those that its score sheet and its tables are made of. */
import { parse } from 'yaml';
import type { ComposeInput } from '../../../reports/_deliverable.ts';
import scoreSheet from '../../../reports/assessment-score.ts';
import { type ComplianceFacts, complianceFacts } from '../../../reports/compliance/facts.ts';
import type { SchemeScore } from '../../../src/assess/contract/score.ts';
import { buildBundle } from '../../../src/contract/bundle/build-bundle.ts';
import { allObligations, type ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { expandAssets } from '../../../src/contract/bundle/expand-assets.ts';
import { resolveKinds } from '../../../src/contract/bundle/resolve-kinds.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import { cutsUpTo } from '../../../src/contract/calendar/cut.ts';
import { holidaysFileSchema } from '../../../src/contract/calendar/holidays.ts';
import type { IssuedSummary } from '../../../src/contract/calendar/occurrence.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import { assetsFileSchema } from '../../../src/contract/terms/assets.ts';
import { contractSchema } from '../../../src/contract/terms/contract.ts';
import { interpretationsFileSchema } from '../../../src/contract/terms/interpretations.ts';
import { obligationsFileSchema } from '../../../src/contract/terms/obligations.ts';
import { encodeProbe } from '../../../src/records/probe-samples.ts';
import type { AnyRecord, RecordKind } from '../../../src/records/record.ts';
import maintenanceWindow from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import changeKind from '../../../src/subjects/changes/kinds/change.ts';
import alertKind, { type AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import probeKind, { type ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import permitKind from '../../../src/subjects/permits/kinds/permit.ts';
import { starterAssets } from '../../contract/_starter.ts';
import { DAY, dateText, dayOf, momentOf, secondOf } from './_time.ts';
import type { Facts, FaultRow, Files } from './_world.ts';

const yaml = (text: string): unknown => parse(text, { schema: 'failsafe' });
const known = starterAssets();
const ENTERED = '2027-01-04T09:00:00+08:00';

/** The bundle as a workspace is read, and all that `check` finds wrong with it. */
export function bundleOf(files: Files): { bundle: ContractBundle; problems: string[] } {
  const { kinds, groups } = known;
  const parts = {
    contract: contractSchema.parse(yaml(files.contract)),
    ...resolveKinds({
      kinds: { schema: 1, kinds, groups } as unknown as Parameters<typeof resolveKinds>[0]['kinds'],
      assets: expandAssets(assetsFileSchema.parse(yaml(files.assets)).assets, new Map()).assets,
      checks: [],
    }),
    obligations: obligationsFileSchema.parse(yaml(files.obligations)).obligations,
    registers: [],
    written: [],
    interpretations: interpretationsFileSchema.parse(yaml(files.interpretations)).interpretations,
    holidays: holidaysFileSchema.parse(yaml(files.holidays)).years,
  };
  const { bundle, problems } = buildBundle(parts);
  return { bundle, problems: problems.map(({ at, found, expected }) => `${at}: ${found} → ${expected}`) };
}

/** The purchaser's signed paper, after everything. */
const signed = [
  {
    ...{ sha256: 'a'.repeat(64), name: '确认单.pdf', type: 'application/pdf', size: 1000, subject: '采购人确认单' },
    ...{ takenAt: ENTERED, proof: 'purchaser' as const },
  },
];

/** A record of a kind; refused where entry would refuse it. */
function recordOf<T extends AnyRecord>(kind: RecordKind<T>, bundle: ContractBundle, given: object): T {
  const record = kind.schema.parse({ enteredAt: ENTERED, source: 'manual', ...given });
  const problems = kind.check?.(record, bundle) ?? [];
  if (problems.length > 0) throw new Error(`${record.id}: ${JSON.stringify(problems)}`);
  return record;
}

const CONFIRMER = '采购人项目负责人';

function incidentOf(bundle: ContractBundle, fault: FaultRow): IncidentRecord {
  const confirmed = (row: { confirmedAt?: string }): object =>
    row.confirmedAt === undefined ? {} : { confirmedBy: CONFIRMER };
  const { reportedAt, levels, pauses = [], ...rest } = fault;
  return recordOf(incidentKind, bundle, {
    ...{ schema: 2, kind: 'incident', at: fault.discoveredAt, title: '故障', handler: '工程师', symptom: '中断' },
    ...{
      timeline: [],
      flagged: false,
      impact: '影响',
      verification: '已验证',
      causeCategory: 'network',
      attachments: signed,
    },
    ...(fault.responsibility === 'supplier' ? {} : { responsibilityBasis: '日志' }),
    ...rest,
    ...(reportedAt === undefined ? {} : { reportedAt }),
    ...(fault.confirmedRestoredAt === undefined ? {} : { confirmer: CONFIRMER }),
    levels: levels.map((row, n) => ({
      id: `r${n + 1}`,
      reason: '按合同',
      setBy: '项目经理',
      ...row,
      ...confirmed(row),
    })),
    pauses: pauses.map((row, n) => ({ id: `r${n + 1}`, ...row, ...confirmed(row) })),
  });
}

function recordsOf(bundle: ContractBundle, facts: Facts): AnyRecord[] {
  return [
    ...facts.faults.map((one) => incidentOf(bundle, one)),
    ...facts.alerts.map((one, n) =>
      recordOf<AlertProposalRecord>(alertKind, bundle, {
        ...{
          schema: 2,
          kind: 'alert-proposal',
          id: `GJ-20261201-${100 + n}`,
          source: 'auto',
          at: one.at,
          firedAt: one.at,
        },
        ...{ alert: '中断', severity: 'critical', summary: '中断', monitor: '监控', decision: 'incident' },
        ...{ decidedBy: '值班', decidedAt: ENTERED, incident: one.fault },
      }),
    ),
    ...facts.changes.map((one) =>
      recordOf(changeKind, bundle, {
        ...{
          schema: 2,
          kind: 'change',
          title: '补丁',
          requestedBy: '甲',
          at: '2026-08-01T09:00:00+08:00',
          content: '补丁',
        },
        ...{ assessment: '低', assessedBy: '乙', assessedAt: '2026-08-01T10:00:00+08:00', agreedBy: CONFIRMER },
        ...{
          agreedAt: '2026-08-01T11:00:00+08:00',
          testedBy: '丙',
          testedAt: '2026-08-01T12:00:00+08:00',
          testResult: '通过',
        },
        ...{ releasedBy: '丁', way: '回退', stage: 'released', attachments: signed },
        ...one,
      }),
    ),
    ...facts.permits.map((one) =>
      recordOf(permitKind, bundle, {
        ...{
          schema: 2,
          kind: 'permit',
          type: 'single',
          applicant: '乙',
          at: '2026-08-01T09:00:00+08:00',
          reason: '补丁',
        },
        ...{ operations: ['release'], scope: '全部', validFrom: one.grantedAt, validTo: '2027-02-01T00:00:00+08:00' },
        ...{ grantedBy: CONFIRMER, channel: 'written', attachments: signed },
        ...one,
      }),
    ),
    ...facts.maintenance.map((one, n) =>
      recordOf(maintenanceWindow, bundle, {
        ...{ schema: 2, kind: 'maintenance-window', id: `WH-20260901-${100 + n}`, at: '2026-08-01T09:00:00+08:00' },
        ...{ purpose: '维护', announced: 'yes', approvedBy: CONFIRMER, approvedAt: '2026-08-02T09:00:00+08:00' },
        ...{ attachments: signed },
        ...one,
      }),
    ),
  ];
}

/** A day of samples each second, of the assets that failed on it. */
function probesOf(samples: Facts['samples']): ProbeRecord[] {
  const seconds = new Map<string, Map<string, Set<number>>>();
  for (const { asset, from, to } of samples)
    for (let second = secondOf(from); second < secondOf(to); second += 1) {
      const day = dateText(dayOf(second));
      const assets = seconds.get(day) ?? new Map<string, Set<number>>();
      seconds.set(day, assets);
      assets.set(asset, (assets.get(asset) ?? new Set()).add(second - momentOf(dayOf(second), '00:00')));
    }
  return [...seconds].map(([date, assets]) =>
    probeKind.schema.parse({
      ...{
        schema: 2,
        kind: 'probe',
        id: `TC-${date.replaceAll('-', '')}-001`,
        source: 'auto',
        at: `${date}T23:59:00+08:00`,
      },
      ...{ enteredAt: ENTERED, date, interval: 1, tool: '探测', failures: [] },
      series: [...assets].map(([target, down]) => ({
        ...{ target, probe: 'http' },
        states: encodeProbe(Array.from({ length: DAY }, (_, n) => (down.has(n) ? 'down' : 'up'))),
      })),
    }),
  );
}

const issuedOf = (facts: Facts): IssuedSummary[] =>
  facts.issued.map(({ obligation, period, at }) => ({
    ...{
      obligation,
      period,
      revision: 1,
      number: `${obligation}-${period}`,
      title: obligation,
      dueAt: null,
      issuedAt: at,
    },
    ...{ confirmedAt: null, late: false, reason: null, fingerprint: '0000-0000-0000' },
  }));

/** What composing the score sheet of the half-year is given. */
export function inputOf(bundle: ContractBundle, facts: Facts): ComposeInput {
  const all = recordsOf(bundle, facts);
  const issued = issuedOf(facts);
  const workdays = loadWorkingDays(bundle.holidays);
  const { servicePeriod, terms } = bundle.contract;
  const occurrences = occurrencesOf({
    ...{ obligations: allObligations(bundle), servicePeriod, terms, workdays, events: [], asOf: facts.asOf },
  });
  const own = occurrences.filter((one) => one.obligation === 'assessment-score');
  const [occurrence] = own;
  const obligation = bundle.obligations.find(({ id }) => id === 'assessment-score');
  if (occurrence === undefined || obligation === undefined) throw new Error('no score sheet is due');
  if (occurrence.from !== facts.from || occurrence.to !== facts.to)
    throw new Error(`the period is ${occurrence.from} to ${occurrence.to}`);
  const records: Record<string, AnyRecord[]> = {};
  for (const { kind } of scoreSheet.needs)
    records[kind] = all.filter((one) => one.kind === kind).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...{ contract: bundle, obligation, occurrence, records, issued, occurrences, asOf: facts.asOf },
    cuts: cutsUpTo(occurrence, own, issued, {
      cut: facts.asOf,
      serviceEnd: servicePeriod.to,
      waived: [],
      firstCut: null,
    }),
    ...{
      countedBefore: {},
      withdrawn: {},
      revision: 1,
      firstIssuedAt: null,
      draft: false,
      confirm: null,
      confirmedBefore: null,
    },
    monitoring: {
      alerts: all.filter((one): one is AlertProposalRecord => one.kind === 'alert-proposal'),
      probes: probesOf(facts.samples),
    },
    isWorkingDay: (date) => workdays.isWorkingDay(date),
  };
}

export interface Judged {
  facts: ComplianceFacts;
  score: SchemeScore;
}

export function judgedOf(bundle: ContractBundle, facts: Facts): Judged {
  const found = complianceFacts(inputOf(bundle, facts));
  const [score] = found.scores;
  if (score === undefined) throw new Error('no score');
  return { facts: found, score };
}
