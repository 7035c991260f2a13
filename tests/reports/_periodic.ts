/** Composes periodic reports as the pipeline would: the whole calendar, manifests, windows, and only what was entered by then. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import { sha256, shortFingerprint } from '../../src/archive/digest.ts';
import { allObligations, type ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { countedByOthers } from '../../src/contract/calendar/balance.ts';
import { occurrencesOf, onRequestOccurrence } from '../../src/contract/calendar/calendar.ts';
import { cutsUpTo } from '../../src/contract/calendar/cut.ts';
import type { IssuedSummary, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { documentNumber, periodText } from '../../src/contract/calendar/period-text.ts';
import { latest } from '../../src/contract/time.ts';
import { calendarEvent } from '../../src/pipeline/compose/events.ts';
import { heldBy, resolveWindow, standsAt, takesBack, unissuedDays } from '../../src/pipeline/compose/window.ts';
import { readPlan } from '../../src/pipeline/compose/written-plan.ts';
import { newestFact } from '../../src/records/fact-times.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { WrittenText } from '../../src/report/written-text.ts';
import { waivedPeriods } from '../../src/subjects/signing/judge/waived.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { firstCutOf } from '../support/first-cut.ts';
import { bundle, framedDocument, monitoringIn, workdays } from './_documents.ts';

export interface PeriodicRequest {
  deliverable: Deliverable;
  records: readonly AnyRecord[];
  period: string;
  /** ISO: issue time of the document. */
  asOf: string;
  issued?: readonly IssuedSummary[];
  contract?: ContractBundle;
  draft?: boolean;
  /** What people wrote; without it the starter's, of a document that prints one. */
  written?: WrittenText;
}

/** Everything due in the service period, as known at `asOf`. */
export function calendarOf(
  records: readonly AnyRecord[],
  asOf: string,
  contract: ContractBundle = bundle,
): Occurrence[] {
  const obligations = allObligations(contract);
  const kinds = new Set(obligations.map((one) => one.eventKind));
  const events = records
    .filter((record) => kinds.has(record.kind))
    .map((record) => calendarEvent(record, contract, asOf, monitoringIn(records)));
  const { servicePeriod, terms } = contract.contract;
  return occurrencesOf({ obligations, servicePeriod, terms, workdays, events, asOf });
}

export function periodicInput(request: PeriodicRequest): { input: ComposeInput; used: AnyRecord[] } {
  const { deliverable, asOf } = request;
  const contract = request.contract ?? bundle;
  const known = request.records.filter((record) => Date.parse(record.enteredAt) <= Date.parse(asOf));
  const occurrences = calendarOf(known, asOf, contract);
  const obligation = allObligations(contract).find((one) => one.id === deliverable.id);
  if (obligation === undefined) throw new Error(`no obligation ${deliverable.id}`);
  const own = occurrences.filter((one) => one.obligation === deliverable.id);
  const occurrence =
    own.find((one) => one.period === request.period) ?? onRequest(request.period, obligation, contract);
  const previous = own.filter((one) => one.to < occurrence.from).at(-1) ?? null;
  const issued = (request.issued ?? []).filter((one) => Date.parse(one.issuedAt) <= Date.parse(asOf));
  const cuts = cutsUpTo(occurrence, deliverable.cut === true ? own : [], issued, {
    cut: asOf,
    serviceEnd: contract.contract.servicePeriod.to,
    waived: waivedPeriods(
      known.filter((one): one is WaiverRecord => one.kind === 'waiver'),
      asOf,
    ),
    firstCut: firstCutOf(issued, occurrence),
  });
  const unissued = unissuedDays(contract, issued, asOf);
  const context = {
    contract,
    occurrence,
    previous,
    cuts,
    servicePeriod: contract.contract.servicePeriod,
    asOf,
    unissued,
  };
  const withdrawn: Record<string, AnyRecord[]> = {};
  const records: Record<string, AnyRecord[]> = {};
  for (const need of deliverable.needs.filter((one) => one.kind !== 'manifest' && (one.when?.(contract) ?? true))) {
    const window = resolveWindow(need.window, context, need.kind);
    const inDates = known.filter(
      (one) =>
        one.kind === need.kind &&
        idDay(one) >= window.from &&
        idDay(one) <= window.to &&
        (need.only?.(one, contract, occurrence) ?? true),
    );
    const found = heldBy(
      window,
      inDates.filter((one) => standsAt(one, asOf)),
    );
    if (need.window === 'counted') withdrawn[need.kind] = inDates.filter((one) => takesBack(one, context));
    const all = new Map([...(records[need.kind] ?? []), ...found].map((one) => [one.id, one]));
    records[need.kind] = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  const input: ComposeInput = {
    contract,
    obligation,
    occurrence,
    records,
    issued,
    cuts,
    countedBefore: countedByOthers(issued, deliverable.id, occurrence.period),
    withdrawn,
    monitoring: monitoringIn(known),
    occurrences,
    asOf,
    revision: 1,
    firstIssuedAt: null,
    draft: request.draft ?? false,
    confirm: null,
    confirmedBefore: null,
    isWorkingDay: (date) => workdays.isWorkingDay(date),
    ...(obligation.file === undefined ? {} : { written: request.written ?? planOf(obligation.file, obligation.id) }),
  };
  return { input, used: Object.values(records).flat() };
}

export function periodicDocument(request: PeriodicRequest): ReportDocument {
  const { input, used } = periodicInput(request);
  const { obligation, occurrence, contract } = input;
  const evidence = used.map((record) => ({ record, label: record.kind, sha256: sha256(JSON.stringify(record)) }));
  return framedDocument({
    input,
    composed: request.deliverable.compose(input),
    number: documentNumber(contract.contract.shortName, obligation.code, occurrence.period, 1),
    title: obligation.name,
    periodText: periodText(occurrence),
    evidence,
    withdrawn: [],
    fingerprint: shortFingerprint(sha256(JSON.stringify(evidence))),
    issuedAt: input.draft ? null : request.asOf,
    dataAsOf: latest(used.map((record) => newestFact(record, request.asOf))) ?? null,
    late: null,
    revisionNote: null,
    simulated: false,
    counts: request.deliverable.cut === true,
  });
}

/** One summary of a document issued for an occurrence. */
export function issuedFor(
  obligation: string,
  period: string,
  issuedAt: string,
  changes: Partial<IssuedSummary> = {},
): IssuedSummary {
  const found = allObligations(bundle).find((one) => one.id === obligation);
  if (found === undefined) throw new Error(`no obligation ${obligation}`);
  return {
    obligation,
    period,
    revision: 1,
    number: documentNumber(bundle.contract.shortName, found.code, period, changes.revision ?? 1),
    title: found.name,
    dueAt: null,
    issuedAt,
    confirmedAt: null,
    late: false,
    reason: null,
    fingerprint: '0000-0000-0000',
    ...changes,
  };
}

/** A text below `plans/` as the starter has it. */
export const planOf = (file: string, id: string): WrittenText =>
  readPlan(readFileSync(join(import.meta.dirname, '../../data/starters/bureau', file), 'utf8'), file, id);

const idDay = ({ id }: AnyRecord): string => {
  const [, digits = ''] = /-(\d{8})-/.exec(id) ?? [];
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
};

function onRequest(period: string, obligation: ComposeInput['obligation'], { contract }: ContractBundle): Occurrence {
  const day = /^service-(\d{4})(\d{2})(\d{2})$/.exec(period);
  if (day === null) throw new Error(`${obligation.id} is not due for ${period}`);
  return onRequestOccurrence(obligation, contract.servicePeriod, `${day[1]}-${day[2]}-${day[3]}`);
}
