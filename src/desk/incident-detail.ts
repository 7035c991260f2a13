/** One incident as the desk shows it: its clocks, what the contract asks for, what is still missing, and its documents. */

import { UserError } from '../contract/error.ts';
import { contractOn } from '../contract/precedence/held-views.ts';
import { clausesOf } from '../contract/terms/clauses.ts';
import { limitTerms } from '../contract/terms/levels.ts';
import { compareInstants } from '../contract/time.ts';
import { dueItems } from '../pipeline/plan/due-items.ts';
import { planAt } from '../pipeline/plan/plan.ts';
import { outsideService } from '../pipeline/record/notices/service.ts';
import { contradictions, unlinkedAlerts } from '../pipeline/record/notices/start.ts';
import { planSource, type Session } from '../pipeline/session.ts';
import { judgeNow, type LevelChoice, levelsOn } from '../pipeline/status/running-incidents.ts';
import { loadKind } from '../pipeline/units.ts';
import { fieldsOf } from '../records/fields.ts';
import { isVouched } from '../records/purchaser.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { clockStates } from '../states/clock.ts';
import { hasClock } from '../subjects/incidents/judge/limits.ts';
import { goingOn, type MonitoringEvidence, measuredTimes } from '../subjects/incidents/judge/monitoring.ts';
import type { Running } from '../subjects/incidents/judge/running.ts';
import { timedSteps } from '../subjects/incidents/judge/steps.ts';
import { reportedDay } from '../subjects/incidents/kinds/incident/clock-start.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { levelWordOf } from '../wording/levels.ts';
import type { RecordStore, RecordWindow } from '../workspace/store/record-store.ts';
import { type AlertLine, assetName, type IdAndName, shownAlert } from './incident-lists.ts';

/** A clock of an open incident; times are ISO instants. */
export interface Clock {
  id: string;
  label: string;
  /** `running`, `overrun`, `met` … and its word. */
  state: string;
  word: string;
  /** As printed; null: by agreement. */
  limit: string | null;
  /** When the limit passes as things stand; null: it stands still, or is over. */
  dueAt: string | null;
  /** Sentence of the judgement. */
  text: string;
}

/** One document that the incident brings up. */
export interface IncidentDocument {
  obligation: string;
  period: string;
  name: string;
  part: string | null;
  state: string;
  dueAt: string | null;
  lacks: string[];
  number: string | null;
}

export interface LackingField {
  field: string;
  label: string;
}

export interface IncidentDetail {
  record: IncidentRecord;
  level: IdAndName;
  assets: IdAndName[];
  place: string | null;
  clocks: Clock[];
  running: Running[];
  /** Which steps the contract asks for. */
  asks: { remote: boolean; arrival: boolean; pause: boolean; notice: boolean };
  levels: LevelChoice[];
  /** Paths whose confirmation is the purchaser's own: `confirmedRestoredAt`, `levels.r1`. */
  vouched: string[];
  documents: IncidentDocument[];
  /** What is missing before it can be closed, and what documents would print as 未登记. */
  lacksToClose: LackingField[];
  lacksInPrint: LackingField[];
  /** Fields that this contract does not ask for, and nobody has filled in. */
  notAsked: string[];
  /** Of its assets, fired before it and not dealt with: likely the same fault. */
  alerts: AlertLine[];
  /** Records of monitoring that measured when it was found and restored; null where a person said so. */
  measured: { discovered: string | null; restored: string | null };
  /** Not called restored yet, and all its alerts are over: when the last of them was, by which record. */
  measuredEnd: { record: string; at: string } | null;
  /** What monitoring contradicts, and that no document will read it. */
  notices: string[];
}

/** Fields that the documents of an incident print as 未登记 while nobody has written them. */
const PRINTED: readonly string[] = [
  ...['impact', 'affectedUsers', 'affectedBusiness', 'causeCategory', 'directCause', 'rootCause'],
  ...['responsibilityBasis', 'verification', 'prevention', 'articles', 'suggestion', 'purchaserOpinion'],
];

/** The incident with that id, as far as it counts. @throws UserError when there is none */
export async function incidentOf({ workspace }: Session, id: string): Promise<IncidentRecord> {
  const found = (await workspace.records.get<IncidentRecord>(id))?.record;
  if (found?.kind === 'incident') return found;
  throw new UserError('没有这起故障', { found: id, expected: '没有作废的故障记录编号', hint: '在故障一览中查看' });
}

export async function detailOf(session: Session, id: string, now: string): Promise<IncidentDetail> {
  const record = await incidentOf(session, id);
  const { contract } = session.workspace;
  const [{ judged, running }, documents, notices, alerts] = await Promise.all([
    judgeNow(session, record, now),
    documentsOf(session, id, now),
    contradictions(session, record, now),
    unlinkedAlerts(session, record),
  ]);
  const kind = (await loadKind('incident')) as unknown as RecordKind<IncidentRecord>;
  const held = contractOn(contract.contract, reportedDay(record));
  const places = contract.contract.places ?? [];
  return {
    record,
    level: { id: judged.level, name: levelWordOf(held.levels, judged.level) },
    assets: record.assets.map((one) => ({ id: one, name: assetName(session, one) })),
    place: places.find((one) => one.id === record.placeId)?.name ?? null,
    clocks: judged.clocks.map((clock) => shownClock(clock, running)),
    running,
    asks: {
      remote: hasClock(held, 'remote-start') || record.remoteStartedAt !== undefined,
      arrival: hasClock(held, 'arrival') || record.arrivedAt !== undefined,
      notice: hasClock(held, 'notice') || (record.notices ?? []).length > 0,
      pause: asksPause(session) || (record.pauses ?? []).length > 0,
    },
    levels: levelsOn(session, record.reportedAt ?? record.discoveredAt),
    vouched: vouchedPaths(record),
    documents,
    lacksToClose: lacksToClose(session, kind, record, now),
    lacksInPrint: lacksInPrint(kind, record),
    notAsked: notAsked(session, record),
    alerts: alerts.map((one) => shownAlert(session, one)),
    measured: measuredTimes(record, judged.evidence),
    measuredEnd: measuredEnd(record, judged.evidence),
    notices: [...outsideService(session, record, true), ...notices, ...stillFiring(record, judged.evidence)],
  };
}

/** Monitoring contradicts a restoration that was written down while its alert goes on, or that fired again. */
function stillFiring(record: IncidentRecord, evidence: readonly MonitoringEvidence[]): string[] {
  const alerts = record.closedAt === undefined ? goingOn(record, evidence) : [];
  return alerts.map((id) => `监控告警 ${id} 仍未恢复，与登记的恢复时间不符：核实后更正恢复时间，或处理监控`);
}

/** What monitoring says of the end, for whoever only has to agree: nothing while one of its alerts goes on. */
function measuredEnd(
  { restoredAt, closedAt }: IncidentRecord,
  evidence: readonly MonitoringEvidence[],
): IncidentDetail['measuredEnd'] {
  const alerts = evidence.filter(({ kind }) => kind === 'alert');
  if (restoredAt !== undefined || closedAt !== undefined || alerts.some(({ over }) => over === null)) return null;
  const ends = alerts.flatMap(({ record, over }) => (over === null ? [] : [{ record, at: over }]));
  return ends.toSorted((a, b) => compareInstants(b.at, a.at))[0] ?? null;
}

function shownClock(
  { id, label, state, limit, text, end }: Awaited<ReturnType<typeof judgeNow>>['judged']['clocks'][number],
  running: readonly Running[],
): Clock {
  const own = running.find((one) => one.clock === label);
  return {
    ...{ id, label, state, limit: own?.limit ?? limit ?? null, text },
    word: clockStates[state],
    dueAt: end === null ? (own?.dueAt ?? null) : null,
  };
}

/** A pause can stop a clock only where a limit of it runs and the contract, or a 口径 of it, says what becomes of a pause. */
function asksPause({ workspace: { contract: bundle } }: Session): boolean {
  const { contract, interpretations } = bundle;
  if (contract.pauses !== undefined)
    return contract.pauses.some(({ clocks }) => clocks.some((clock) => hasClock(contract, clock)));
  return hasClock(contract, 'restoration') && interpretations.some(({ binds }) => binds === 'pauses');
}

/** Paths of the confirmations that are the purchaser's own. */
function vouchedPaths(record: IncidentRecord): string[] {
  const rows = (list: 'levels' | 'pauses') =>
    (record[list] ?? []).map(({ id, confirmedAt }) => ({ path: `${list}.${id ?? ''}`, at: confirmedAt }));
  return [{ path: 'confirmedRestoredAt', at: record.confirmedRestoredAt }, ...rows('levels'), ...rows('pauses')]
    .filter(({ at, path }) => at !== undefined && isVouched(record, at, path))
    .map(({ path }) => path);
}

/** What the rules of the kind would say, were it closed now. */
function lacksToClose(
  { workspace }: Session,
  kind: RecordKind<IncidentRecord>,
  record: IncidentRecord,
  now: string,
): LackingField[] {
  if (record.closedAt !== undefined) return [];
  const fields = fieldsOf(kind.schema);
  const problems = kind.check?.({ ...record, enteredAt: now, closedAt: now }, workspace.contract) ?? [];
  const names = [...new Set(problems.map(({ field }) => field.split(/[.[]/)[0] ?? field))];
  return names
    .filter((name) => name !== timedSteps.close.field)
    .map((field) => ({ field, label: fields.find(({ name }) => name === field)?.label ?? field }));
}

function lacksInPrint(kind: RecordKind<IncidentRecord>, record: IncidentRecord): LackingField[] {
  const values = record as unknown as Record<string, unknown>;
  return fieldsOf(kind.schema)
    .filter(({ name }) => PRINTED.includes(name))
    .filter(({ name }) => values[name] === undefined || (Array.isArray(values[name]) && values[name].length === 0))
    .map(({ name, label }) => ({ field: name, label }));
}

/** What this contract does not ask for, and nobody wrote down all the same. */
function notAsked({ workspace: { contract } }: Session, record: IncidentRecord): string[] {
  const held = contractOn(contract.contract, reportedDay(record));
  const own = new Set(record.levels.map(({ level }) => level));
  const isByAgreement = limitTerms(held).some(
    ({ agreed, levels }) => agreed === true && (levels === undefined || levels.some((level) => own.has(level))),
  );
  const isPermitted = clausesOf(contract.contract, 'permit').length > 0;
  const asksArrival = hasClock(held, 'arrival');
  return [
    ...(isByAgreement || record.agreedOn !== undefined ? [] : ['agreedOn', 'agreement']),
    ...(isPermitted || record.permit !== undefined ? [] : ['permit']),
    ...((contract.contract.customers ?? []).length > 0 || record.customers !== undefined ? [] : ['customers']),
    ...(asksArrival || record.residentOnSpot ? [] : ['residentOnSpot']),
  ];
}

/** The documents that the incident brings up, as `due` tells of them. */
async function documentsOf(session: Session, id: string, now: string): Promise<IncidentDocument[]> {
  const source = planSource(session);
  // Only what incidents bring up is planned: the page must answer in a tenth of a second.
  const deliverables = new Map([...source.deliverables].filter(([obligation]) => isOfIncidents(session, obligation)));
  const records = onlyIncident(source.records, id);
  const plan = await planAt({ ...source, deliverables, records }, now);
  const own = plan.items.filter(({ occurrence }) => occurrence.event === id);
  const items = await dueItems(session, { items: own }, now, () => true);
  return items.map((item, n) => ({
    obligation: item.obligation,
    period: item.period,
    name: item.name,
    part: item.part ?? null,
    state: item.stateText,
    dueAt: item.dueAt,
    lacks: item.lacks,
    number: own[n]?.issued?.manifest.number ?? null,
  }));
}

/** The records with one incident alone: the others bring up nothing that is asked about, and judging them takes time. */
const onlyIncident = (records: RecordStore, id: string): RecordStore => ({
  ...records,
  async list<T extends AnyRecord>(kind: string, window?: RecordWindow) {
    const all = await records.list<T>(kind, window);
    if (kind !== 'incident') return all;
    const files = all.files.filter(({ record }) => record.id === id);
    return { ...all, files, records: files.map(({ record }) => record) };
  },
});

const isOfIncidents = ({ workspace: { contract } }: Session, id: string): boolean =>
  contract.obligations.some((one) => one.id === id && one.eventKind === 'incident');
