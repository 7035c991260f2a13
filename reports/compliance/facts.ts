/** Everything that the compliance statement judges, once. */

import { incidentsOf } from '../../src/assess/contract/clause-cases.ts';
import { clauseEvidence } from '../../src/assess/contract/clause-evidence.ts';
import { clauseExceptions, type ExceptionInput } from '../../src/assess/contract/clause-exceptions.ts';
import type { Happened } from '../../src/assess/contract/clause-outages.ts';
import { type ClauseStatus, clauseStatuses, documentsNaming } from '../../src/assess/contract/clause-status.ts';
import type { ClauseException } from '../../src/assess/contract/exception.ts';
import type { SchemeScore } from '../../src/assess/contract/score.ts';
import { beyondExceptions, brokenFacts } from '../../src/assess/contract/undeducted.ts';
import type { PrecheckLine } from '../../src/assess/precheck/line.ts';
import { precheck } from '../../src/assess/precheck/precheck.ts';
import { type Correction, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { expressedClauses } from '../../src/contract/expressed/expressed.ts';
import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import { clausesBehind } from '../../src/contract/precedence/limits-behind.ts';
import type { Setting } from '../../src/contract/precedence/papers.ts';
import { numbersBehind } from '../../src/contract/precedence/requirements.ts';
import { isOfEvents } from '../../src/contract/terms/cadence.ts';
import { clauseIds, expandClauses } from '../../src/contract/terms/clauses.ts';
import { idsEverOf } from '../../src/contract/terms/units.ts';
import { compareInstants, dateOf } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { AvailabilityWindows } from '../../src/subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { isTold } from '../../src/subjects/deliveries/judge/happenings.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { scanCoverage } from '../../src/subjects/findings/judge/scan-coverage.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import type { Quota } from '../../src/subjects/incidents/judge/quota.ts';
import { deviceClocks } from '../../src/subjects/incidents/judge/repair-limits.ts';
import type { Cover } from '../../src/subjects/permits/judge/permits.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import type { Rate } from '../../src/wording/figures.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { type DeliveryPart, deliveryPart, withoutObligation } from '../deliveries/due.ts';
import { type IncidentPart, incidentPart } from '../incident/part.ts';
import { inspectionPart } from '../inspection/summary.ts';
import { activitiesOver } from '../period/activities.ts';
import { belongsHere, nameOf, ofPeriod, type PeriodView, periodView } from '../period/period.ts';
import { keptPart, undecidedKeeping } from '../recovery/kept.ts';
import { owedOf } from '../recovery/owed.ts';
import { type ScoreKnown, scoreFacts, scorePart } from '../score/part.ts';
import { attendancePart } from '../service/attendance.ts';
import { availabilityPart } from '../service/availability.ts';
import { availabilityWindows, clausesOfOpenWindows } from '../service/availability-windows.ts';
import { certifiedPart } from '../service/certificates.ts';
import { coversOfPeriod, type PeriodCover, permitContext } from '../service/permit-covers.ts';
import { lateRenewalsOf, renewalsOf } from '../service/renewals.ts';
import { scanMonths } from '../vulnerability/scan-months.ts';
import { type VulnerabilityPart, vulnerabilityPart } from '../vulnerability/summary.ts';
import { coverageFacts } from './coverage.ts';
import { keptExceptions } from './kept.ts';
import { evidenceKinds } from './kinds.ts';
import { uncheckedExceptions } from './unchecked.ts';

export interface ComplianceFacts {
  view: PeriodView;
  statuses: ClauseStatus[];
  exceptions: ClauseException[];
  deliveries: Delivery[];
  delivered: DeliveryPart;
  incidents: IncidentPart;
  vulnerabilities: VulnerabilityPart;
  counted: Counted;
  /** What the penalty schemes make of the period; none where the contract has none. */
  scores: SchemeScore[];
  /** What earlier documents of the obligation counted of faults and is different now. */
  corrections: readonly Correction[];
  covers: PeriodCover[];
  quotas: readonly Quota[];
  precheck: PrecheckLine[];
  /** Records that were looked through for them. */
  prechecked: number;
  /** The spans over which the contract asks for an availability. */
  windows: AvailabilityWindows;
}

/** Needs every evidence kind, `waiver`, `manifest` and the occurrences. */
export function complianceFacts(input: ComposeInput): ComplianceFacts {
  const view = periodView(input);
  const { contract } = input.contract;
  const incidents = incidentPart(view);
  const delivered = deliveryPart(view);
  const others = withoutObligation(delivered, input.obligation.id);
  const deliveries = others.list;
  const covers = coversOfPeriod(view);
  const attendance = attendancePart(view);
  const certified = certifiedPart(view);
  const availability = availabilityPart(view);
  const { months, scanned: scannedMonths, monthOf } = scanMonths(view);
  const windows = availabilityWindows(view, () => incidents);
  const activities = activitiesOver(view);
  const owedSets = owedOf(view);
  const kept = keptPart(view);
  const vulnerabilities = vulnerabilityPart(view);
  const judged = {
    contract,
    isWorkingDay: input.isWorkingDay,
    covers,
    deliveries,
    ...{ backups: ofPeriod(view, backup), owedSets, keptSets: kept.decided },
    restores: ofPeriod(view, restoreTest),
    calls: ofPeriod(view, call),
    repairs: repairsOf(view),
    ...{ attendance, certified },
    ...{ renewals: renewalsOf(view), lateRenewals: lateRenewalsOf(view) },
    ...remediesOf(vulnerabilities),
    ...{ availability: availability.targets, months, windows },
    scannedMonths,
    activities,
    scanned: scannedIn(view, months),
    assets: input.contract.assets,
    assetName: (asset: string) => nameOf(view, asset),
  };
  const unchecked = [...uncheckedExceptions(inspectionPart(view), input), ...keptExceptions(view)];
  const exceptionsBy = ({ summary, quotas }: IncidentPart): ClauseException[] => [
    ...clauseExceptions({ ...judged, incidents: summary, quotas }),
    ...unchecked,
  ];
  const records = recordsOfPeriod(view);
  const scored = {
    ...{ recorded: records.length, availability: availability.targets },
    ...{ incidents, deliveries, attendance, activities, windows, covers, exceptionsBy, owedSets },
    ...{ keptSets: kept.decided, certified },
  };
  const exceptions = withUntold(view, scored, exceptionsBy(incidents));
  const coverage = coverageFacts(view, {
    records,
    ...{ months, monthOf },
    ...{ scannedMonths, awaitingRescan: overdueOf(vulnerabilities.findings, vulnerabilities.chains).awaiting },
    ...{ attendance, certified, activities, availability, windows },
    ...{ covers, incidents, deliveries, keptSets: kept.decided },
  });
  const statuses = clauseStatuses({
    expressed: new Map(expressedClauses(input.contract).map((one) => [one.clause.id, one])),
    evidence: clauseEvidence({
      clauses: contract.clauses,
      requirements: contract.requirements,
      assets: input.contract.assets,
      kinds: evidenceKinds,
      records,
      incidentsOf: (clause) => incidentsOf(clause, coverage),
      documentsOf: documentsNaming(input.contract.obligations, contract),
    }),
    ...{ coverage, deliveries },
    ...{ exceptions, clauses: contract.clauses },
    later: laterClauses(view, deliveries).union(clausesOfOpenWindows(contract, windows)),
    keeping: undecidedKeeping(contract, kept),
    ...{ quotas: incidents.quotas, behind: clausesDecidedElsewhere(view) },
    happened: { faults: faultsIn(incidents), targets: availability.targets },
    openClocks: openClocks(incidents, contract),
  });
  return {
    view,
    statuses,
    exceptions,
    deliveries,
    ...{ covers, incidents, vulnerabilities },
    ...{ delivered: others, windows },
    counted: sumOf([incidents.counted, delivered.counted]),
    corrections: incidents.corrections,
    scores: scorePart(view, contract.penalties, scored),
    ...{ quotas: incidents.quotas, precheck: precheckLines(view, records, covers) },
    prechecked: records.length,
  };
}

/** Where nothing is deducted also what a charge would name and no exception of a clause tells of: nothing that went wrong goes unsaid. */
function withUntold(view: PeriodView, scored: ScoreKnown, own: ClauseException[]): ClauseException[] {
  const { contract } = view.input.contract;
  if (contract.penalties.length > 0) return own;
  const found = brokenFacts(scoreFacts(view, scored), contract, { from: view.from, to: view.to });
  return [...own, ...beyondExceptions(found, own)];
}

/** Those of the period, as it counts them. */
function faultsIn({ own, summary }: IncidentPart): Happened['faults'] {
  const judged = new Map(summary.assessments.map((one) => [one.id, one]));
  return own.flatMap((incident) => {
    const found = judged.get(incident.id);
    return found === undefined ? [] : [{ incident, judged: found }];
  });
}

/** Of clocks that decide and on which readings differ; of a goal that they measure, too. */
function openClocks({ summary }: IncidentPart, contract: Parameters<typeof clauseIds>[0]): Set<string> {
  const open = summary.clocks.filter((clock) => clock.open).flatMap((clock) => clock.clause.split('、'));
  return new Set(open.length === 0 ? [] : [...open, ...clauseIds(contract, 'repair')]);
}

const remediesOf = ({ findings, chains, late }: VulnerabilityPart): Pick<ExceptionInput, 'overdue' | 'lateFixes'> => ({
  overdue: overdueOf(findings, chains).late,
  lateFixes: late,
});

/** The times of 5.4 that are no document's; when the written report was issued says more than the record. */
function repairsOf(view: PeriodView): ExceptionInput['repairs'] {
  const { contract, issued, asOf, isWorkingDay } = view.input;
  return ofPeriod(view, deviceRepair).map((record) => {
    const report = issued.find((one) => one.period === `${record.id}-z` && one.revision === 1);
    const { assets } = contract;
    const context = { contract: contract.contract, assets, isWorkingDay, asOf, reportIssuedAt: report?.issuedAt };
    return { record, clocks: deviceClocks(record, { ...context, solutionHours: null, reportHours: null }) };
  });
}

/** Of the assets that ought to be scanned those that a scan of the interval looked at; of an interval without a whole month none. */
function scannedIn(view: PeriodView, months: readonly string[]): Rate {
  if (months.length === 0) return { numerator: 0, denominator: 0 };
  const all = scanCoverage(view.input.contract.assets, ofPeriod(view, scan));
  const seen = all.filter(({ state }) => state === 'scanned' || state === 'by-host');
  return { numerator: seen.length, denominator: all.length };
}

/** Records whose day lies in the period, all evidence kinds together. */
function recordsOfPeriod(view: PeriodView): AnyRecord[] {
  const { records } = view.input;
  return evidenceKinds
    .flatMap((kind) => (records[kind.id] ?? []) as AnyRecord[])
    .filter((record) => {
      return belongsHere(view, factOf(record, view.input.occurrence));
    });
}

/** Records of the period; permits and duty of the whole service period, since they decide about others. @param covers as 许可核对 counts them */
function precheckLines(view: PeriodView, records: readonly AnyRecord[], covers: readonly Cover[]): PrecheckLine[] {
  const { input } = view;
  const ids = new Set(records.map((one) => one.id));
  const lasting = ['permit', 'duty']
    .flatMap((kind) => (input.records[kind] ?? []) as AnyRecord[])
    .filter((one) => !ids.has(one.id));
  return precheck({
    logs: idsEverOf(input.contract.obligations, 'inspection-log'),
    records: [...records, ...lasting],
    known: evidenceKinds.flatMap((kind) => (input.records[kind.id] ?? []) as AnyRecord[]),
    ...permitContext(input),
    covers,
  });
}

/**
 * Clauses whose own document, of the sixteen that the contract names, falls due only after the period, or was issued for a
 * due time before it: a drill of the second quarter is nothing that the third lacks. What is owed of events only waits for none: that
 * one happened in an earlier quarter makes nothing due in this one.
 */
function laterClauses(view: PeriodView, deliveries: readonly Delivery[]): Set<string> {
  const { input } = view;
  const due = new Set(deliveries.map((one) => one.obligation.id));
  const ofEvents = new Set(input.contract.obligations.filter(isOfEvents).map(({ id }) => id));
  const wasIssuedBefore = (occurrence: Occurrence): boolean => {
    const { obligation, period, dueAt } = occurrence;
    if (ofEvents.has(obligation) || dueAt === null || dateOf(dueAt) >= view.from || !isTold(occurrence)) return false;
    return input.issued.some((one) => one.obligation === obligation && one.period === period);
  };
  const later = new Set(
    input.occurrences
      .filter((one) => one.dueAt !== null && !due.has(one.obligation))
      .filter((one) => compareInstants(one.dueAt as string, input.asOf) > 0 || wasIssuedBefore(one))
      .map((one) => one.obligation),
  );
  const named = (ids: ReadonlySet<string>): Set<string> =>
    new Set(
      input.contract.obligations
        .filter((one) => ids.has(one.id) && one.id !== input.obligation.id)
        .flatMap((one) => one.clauses.map((entry) => expandClauses([entry], input.contract.contract)))
        .flatMap((found) => (found.length === 1 ? found.map(({ id }) => id) : [])),
    );
  return named(later).difference(named(due));
}

/** Of limits and numbers that stand behind on every day of the period, by clause: what decides instead. */
function clausesDecidedElsewhere({ input, firstDay, lastDay }: PeriodView): Map<string, Setting> {
  const whole = wholeOf(input.contract.contract);
  const days = { from: firstDay, to: lastDay };
  const [numbers, limits] = [numbersBehind(whole, days), clausesBehind(whole, days)];
  return new Map([...numbers, ...limits]);
}
