/** Composes whole documents from records as the pipeline would: calendar, windows of the needs, frame. */

import { join } from 'node:path';
import { expect } from 'vitest';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import { type FrameInput, frameDocument } from '../../reports/frame/frame.ts';
import { fingerprintOf, sha256, shortFingerprint } from '../../src/archive/digest.ts';
import { allObligations, type ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { countedByOthers } from '../../src/contract/calendar/balance.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import { cutsUpTo, type PeriodCut } from '../../src/contract/calendar/cut.ts';
import type { IssuedSummary, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { documentNumber, documentTitle, periodText } from '../../src/contract/calendar/period-text.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import { sayAllIn, wordsOf } from '../../src/contract/party-words.ts';
import { latest } from '../../src/contract/time.ts';
import { calendarEvent } from '../../src/pipeline/compose/events.ts';
import { heldBy, resolveWindow, standsAt, takesBack } from '../../src/pipeline/compose/window.ts';
import { olderNumber, statementInTexts } from '../../src/pipeline/status/older-statement.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import { newestFact } from '../../src/records/fact-times.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Section } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { type Statement, statementOf } from '../../src/report/statement.ts';
import type { WrittenText } from '../../src/report/written-text.ts';
import { type Monitoring, namesIncident, showsOutage } from '../../src/subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import { waivedPeriods } from '../../src/subjects/signing/judge/waived.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { toldValues } from '../../src/wording/told-values.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { undefinedFigures } from '../support/document-figures.ts';
import { firstCutOf } from '../support/first-cut.ts';

export const workdays = loadWorkingDays();

/** Each record kind, as the evidence list names it. */
const kindOf = new Map(await Promise.all((await kindIds()).map(async (id) => [id, await loadKind(id)] as const)));

/** The starter contract with a service year that holds the fixtures' dates. */
export const bundle: ContractBundle = await (async () => {
  const loaded = await loadContract(join(import.meta.dirname, '../../data/starters/bureau'));
  return { ...loaded, contract: { ...loaded.contract, servicePeriod: { from: '2026-09-01', to: '2027-08-31' } } };
})();

/** The bundle with some 口径 confirmed: question → option. */
export function confirming(choices: Readonly<Record<string, string>>): ContractBundle {
  return {
    ...bundle,
    interpretations: bundle.interpretations.map((one) => {
      const chosen = choices[one.id];
      return chosen === undefined ? one : { ...one, confirmed: true, chosen };
    }),
  };
}

/** A record of a kind, from its example with changes; refused here when entry would refuse it. */
export function recordOf<T extends AnyRecord>(kind: RecordKind<T>, changes: Partial<T> & { id?: string } = {}): T {
  const merged = Object.fromEntries(
    Object.entries({ ...kind.example, ...changes }).filter(([, value]) => value !== undefined),
  );
  const record = kind.schema.parse(merged);
  expect(kind.check?.(record, bundle) ?? []).toEqual([]);
  return record;
}

export interface DocumentRequest {
  /** Head of the log before its round. */
  checkpoint?: string;
  deliverable: Deliverable;
  records: readonly AnyRecord[];
  /** ISO: issue time, and the moment up to which the calendar is known. */
  asOf: string;
  /** PERIOD; for an event the record's id with its part's suffix. */
  period: string;
  contract?: ContractBundle;
  draft?: boolean;
  revision?: number;
  /** ISO: when the first revision was issued, of a later one. */
  firstIssuedAt?: string;
  issued?: IssuedSummary[];
  confirm?: SignoffRecord;
  /** Kinds of the records, for deliverables whose kinds are named by data. */
  kinds?: readonly RecordKind[];
  written?: WrittenText;
}

export function occurrenceOf(
  request: Pick<DocumentRequest, 'deliverable' | 'records' | 'asOf' | 'period' | 'contract'>,
) {
  const found = allOccurrences(request).find((one) => one.period === request.period);
  if (found === undefined) throw new Error(`${request.deliverable.id} is not due for ${request.period}`);
  return found;
}

/** The alerts and probes among records, as gathering hands them over. */
export const monitoringIn = (records: readonly AnyRecord[]): Monitoring => ({
  alerts: records.filter((one): one is AlertProposalRecord => one.kind === 'alert-proposal').filter(namesIncident),
  probes: records.filter((one): one is ProbeRecord => one.kind === 'probe').filter(showsOutage),
});

/** Every occurrence of the deliverable's obligation. */
export function allOccurrences(request: Omit<DocumentRequest, 'period'>): Occurrence[] {
  const contract = request.contract ?? bundle;
  const obligation = obligationOf(contract, request.deliverable.id);
  const events = request.records
    .filter((record) => record.kind === obligation.eventKind)
    .map((record) => calendarEvent(record, contract, request.asOf, monitoringIn(request.records)));
  const { servicePeriod } = contract.contract;
  return occurrencesOf({ obligations: [obligation], servicePeriod, workdays, events, asOf: request.asOf });
}

function obligationOf(contract: ContractBundle, id: string) {
  const found = allObligations(contract).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no obligation ${id}`);
  return found;
}

/** The framed document, as the archive would hold it. */
export function documentOf(request: DocumentRequest): ReportDocument {
  const { deliverable, asOf } = request;
  const contract = request.contract ?? bundle;
  const obligation = obligationOf(contract, deliverable.id);
  const occurrence = occurrenceOf(request);
  const issued = deliverable.needs.some((need) => need.kind === 'manifest') ? (request.issued ?? []) : [];
  const cuts = cutsUpTo(occurrence, deliverable.cut === true ? allOccurrences(request) : [], request.issued ?? [], {
    cut: asOf,
    serviceEnd: contract.contract.servicePeriod.to,
    waived: waivedPeriods(
      request.records.filter((one): one is WaiverRecord => one.kind === 'waiver'),
      asOf,
    ),
    firstCut: firstCutOf(request.issued ?? [], occurrence),
  });
  const { records, used, withdrawn, gone } = gather(request, contract, occurrence, cuts);
  const revision = request.revision ?? 1;
  const dataAsOf = latest(used.map((record) => newestFact(record, asOf))) ?? null;
  const draft = request.draft ?? false;
  const input: ComposeInput = {
    contract,
    obligation,
    occurrence,
    records,
    issued,
    cuts,
    countedBefore: countedByOthers(request.issued ?? [], deliverable.id, occurrence.period),
    ...{ withdrawn, gone },
    monitoring: monitoringIn(request.records),
    occurrences: deliverable.occurrences === true ? allOccurrences(request) : [],
    asOf: draft ? (dataAsOf ?? asOf) : asOf,
    revision,
    firstIssuedAt: request.firstIssuedAt ?? null,
    draft,
    confirm: request.confirm ?? null,
    confirmedBefore: null,
    ...(request.kinds === undefined ? {} : { kinds: Object.fromEntries(request.kinds.map((kind) => [kind.id, kind])) }),
    ...(request.written === undefined ? {} : { written: request.written }),
    isWorkingDay: (date) => workdays.isWorkingDay(date),
  };
  const evidence = used.map((record) => {
    const kind = kindOf.get(record.kind);
    const label = kind?.label ?? record.kind;
    return {
      record,
      label,
      sha256: sha256(JSON.stringify(record)),
      told: kind && toldValues(kind, record, asOf).parts,
    };
  });
  return framedDocument({
    input,
    composed: deliverable.compose(input),
    number: documentNumber(contract.contract.shortName, obligation.code, occurrence.period, revision),
    title: documentTitle(obligation.name, occurrence.part),
    periodText: periodText(occurrence),
    evidence,
    withdrawn: [],
    fingerprint: shortFingerprint(fingerprintOf(evidence.map((e) => ({ path: e.record.id, sha256: e.sha256 })))),
    issuedAt: draft ? null : asOf,
    dataAsOf,
    late: null,
    revisionNote: null,
    simulated: false,
    ...(request.checkpoint === undefined ? {} : { checkpoint: request.checkpoint }),
  });
}

/** In its frame; whatever it states is what the reader of older documents takes out of its texts, and each figure is defined. */
export function framedDocument(given: FrameInput): ReportDocument {
  const document = frameDocument(given);
  const { contract } = given.input.contract;
  const { sections, statement } = asBefore(given);
  expect(statementInTexts(sections, contract)).toEqual(statement);
  expect(undefinedFigures(document)).toEqual([]);
  return document;
}

/** As documents of before had it: a clause named by its id, in the list of all of them behind its number on paper. */
function asBefore(given: FrameInput): { sections: Section[]; statement: Statement } {
  const { contract: bundle } = given.input;
  const { clauses } = bundle.contract;
  const contract = { ...bundle.contract, clauses: clauses.map((one) => ({ ...one, paper: `《${one.id}》` })) };
  const framed = frameDocument({ ...given, input: { ...given.input, contract: { ...bundle, contract } } });
  const first = (text: string): string =>
    text.replace(/^《([^》]+)》(?= )/, (_, id: string) => {
      const own = clauses.find((one) => one.id === id);
      return own === undefined ? id : olderNumber(own);
    });
  const before = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') {
      const text = key === 'number' ? first(value) : value;
      return text.replaceAll(/《([^》]+)》/g, (whole, id: string) =>
        clauses.some((one) => one.id === id) ? id : whole,
      );
    }
    if (Array.isArray(value)) return value.map((one) => before(one));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, before(one, name)]));
  };
  const statement = before(sayAllIn(wordsOf(contract), statementOf(given.composed.sections))) as Statement;
  return { sections: withCoverage(before(framed.sections) as Section[], statement), statement };
}

/** What was owed of a clause stood in one cell of its row then; that 条款对照 says the same is looked at by its own test. */
const withCoverage = (sections: readonly Section[], { clauses = [] }: Statement): Section[] =>
  sections.map((section) => {
    const own = new Map(clauses.filter((one) => one.section === section.id).map(({ id, coverage }) => [id, coverage]));
    const blocks = section.blocks.map((block) => {
      if (own.size === 0 || block.type !== 'table') return block;
      const rows = block.rows.map((row) => {
        const id = / = (\S+) /.exec(String(row.cells['number']))?.[1] ?? '';
        return { ...row, cells: { ...row.cells, coverage: own.get(id) ?? null } };
      });
      return { ...block, rows };
    });
    return { ...section, blocks };
  });

/** The obligation's period before, as composing finds it; none for events. */
function previousOf(request: DocumentRequest, occurrence: Occurrence): Occurrence | null {
  if (occurrence.event !== undefined) return null;
  return (
    allOccurrences(request)
      .filter((one) => one.to < occurrence.from)
      .toSorted((a, b) => (a.to < b.to ? -1 : 1))
      .at(-1) ?? null
  );
}

/** Only what the needs ask for, and only what had been written down. */
function gather(
  request: DocumentRequest,
  contract: ContractBundle,
  occurrence: Occurrence,
  cuts: readonly PeriodCut[],
) {
  const context = {
    contract,
    occurrence,
    previous: previousOf(request, occurrence),
    cuts,
    servicePeriod: contract.contract.servicePeriod,
    asOf: request.asOf,
  };
  const found = new Map<string, AnyRecord>();
  const records: Record<string, AnyRecord[]> = {};
  const withdrawn: Record<string, AnyRecord[]> = {};
  const gone: Record<string, AnyRecord[]> = {};
  for (const need of request.deliverable.needs.filter(
    (one) => one.kind !== 'manifest' && (one.when?.(contract) ?? true),
  )) {
    const window = resolveWindow(need.window, context, need.kind);
    const inDates = request.records.filter((record) => {
      const day = `${record.id.slice(3, 7)}-${record.id.slice(7, 9)}-${record.id.slice(9, 11)}`;
      return (
        record.kind === need.kind &&
        day >= window.from &&
        day <= window.to &&
        (need.only?.(record, contract, context.occurrence) ?? true)
      );
    });
    const stand = inDates.filter((record) => standsAt(record, request.asOf));
    const own = heldBy(window, stand);
    gone[need.kind] = inDates.filter((one) => one.withdrawn !== undefined && !stand.includes(one));
    if (need.window === 'counted')
      withdrawn[need.kind] = inDates.filter((one) => !stand.includes(one) && takesBack(one, context));
    for (const record of own) found.set(record.id, record);
    const all = new Map([...(records[need.kind] ?? []), ...own].map((record) => [record.id, record]));
    records[need.kind] = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return { records, withdrawn, gone, used: [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
