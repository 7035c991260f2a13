/** 系统维护及优化记录月报: clauses 5.3.7, 5.7(3), 5.1.3, 3.1–3.3. Issued even when nothing was observed, and says so. */
import { DAY_EVIDENCE } from '../src/assess/deliveries/observed.ts';
import { operationKinds } from '../src/assess/permits/operations.ts';
import { toDate } from '../src/contract/time.ts';
import alertProposal from '../src/records/kinds/alert-proposal.ts';
import backup from '../src/records/kinds/backup.ts';
import call from '../src/records/kinds/call.ts';
import change from '../src/records/kinds/change.ts';
import consultation from '../src/records/kinds/consultation.ts';
import deviceRepair from '../src/records/kinds/device-repair.ts';
import duty from '../src/records/kinds/duty.ts';
import expense from '../src/records/kinds/expense.ts';
import findingDecision from '../src/records/kinds/finding-decision.ts';
import incident from '../src/records/kinds/incident.ts';
import inspection from '../src/records/kinds/inspection.ts';
import maintenanceWindow from '../src/records/kinds/maintenance-window.ts';
import note from '../src/records/kinds/note.ts';
import permit from '../src/records/kinds/permit.ts';
import probe from '../src/records/kinds/probe.ts';
import renewal from '../src/records/kinds/renewal.ts';
import restoreTest from '../src/records/kinds/restore-test.ts';
import satisfaction from '../src/records/kinds/satisfaction.ts';
import scan from '../src/records/kinds/scan.ts';
import serviceOrder from '../src/records/kinds/service-order.ts';
import serviceRequest from '../src/records/kinds/service-request.ts';
import type { Section } from '../src/report/document.ts';
import { type Composed, type ComposeInput, defineDeliverable, type Need } from './_deliverable.ts';
import { deliverySection } from './deliveries/deliveries.ts';
import { clockSummarySection } from './incident/clock-summary.ts';
import { quotaSections, statisticsSection } from './incident/statistics.ts';
import { inspectionSection } from './inspection/summary.ts';
import { compositionSection } from './period/composition.ts';
import { databaseSection } from './periodic/database.ts';
import { type PeriodFacts, periodFacts } from './periodic/facts.ts';
import { serviceSection } from './periodic/month.ts';
import { optimisationSection } from './periodic/optimisation.ts';
import { opinionSection, planSection, problemSection } from './periodic/outlook.ts';
import { backupSection } from './recovery/backup-summary.ts';
import { availabilityBlocks } from './service/availability.ts';
import { deviceSection } from './service/devices.ts';
import { expenseSection } from './service/expenses.ts';
import { monitoringSection } from './service/monitoring.ts';
import { permitSection } from './service/permit-check.ts';
import { renewalSection } from './service/renewals.ts';
import { resourceBlocks } from './service/resource-trend.ts';
import { satisfactionSection } from './service/satisfaction.ts';
import { vulnerabilitySection } from './vulnerability/summary.ts';

/** Kinds whose records are counted once, in the period to which they belong. */
const monthly = [
  duty,
  probe,
  backup,
  alertProposal,
  deviceRepair,
  call,
  consultation,
  note,
  serviceOrder,
  satisfaction,
  expense,
  restoreTest,
];
/** Kinds whose meaning does not end with a month: what is open, valid, agreed or counted over the service period. */
const lasting = [incident, change, permit, scan, findingDecision, renewal, maintenanceWindow];
/** Kinds of which a record may be finished long after the month in which it was registered. */
const finishedLater = [serviceRequest, call, consultation, serviceOrder];
/** Days before the end of the period on which the capacity forecast rests. */
const FORECAST_DAYS = 89;

const others = operationKinds.filter((id) => ![...monthly, ...lasting, inspection].some((kind) => kind.id === id));

const needs: Need[] = [
  ...[...monthly.map((kind) => kind.id), ...others, 'signoff', 'inspection'].map(
    (kind): Need => ({ kind, window: 'counted' }),
  ),
  // Of what daily documents that are not issued could be made.
  ...DAY_EVIDENCE.map((kind): Need => ({ kind, window: { unissued: 'daily-maintenance' } })),
  { kind: 'inspection', window: { unissued: 'inspection-log' } },
  // What was signed for before its time.
  { kind: 'signoff', window: 'previous' },
  ...[...[...lasting, ...finishedLater].map((kind) => kind.id), 'waiver'].map(
    (kind): Need => ({ kind, window: 'service-to-date' }),
  ),
  // What was withdrawn after an earlier document had counted it.
  { kind: 'change', window: 'counted' },
  { kind: 'scan', window: 'counted' },
  { kind: 'inspection', window: { days: FORECAST_DAYS } },
  { kind: 'manifest', window: 'service-to-date' },
];

export default defineDeliverable({
  id: 'monthly-maintenance',
  needs,
  cut: true,
  occurrences: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const facts = periodFacts(input);
  return { sections: sections(facts), counted: facts.counted };
}

function sections(facts: PeriodFacts): Section[] {
  const { view, incidents, availability, days } = facts;
  const forecastFrom = toDate(view.to).subtract({ days: FORECAST_DAYS }).toString();
  return [
    serviceSection(facts),
    deliverySection(view, facts.deliveries, facts.delivered.corrections, true),
    clockSummarySection(view, incidents),
    {
      id: 'availability',
      title: '可用率与资源趋势',
      blocks: [...availabilityBlocks(view, availability), ...resourceBlocks(view)],
    },
    monitoringSection(view, availability),
    statisticsSection(view, incidents),
    ...quotaSections(view, incidents),
    inspectionSection(view, days),
    backupSection(view),
    vulnerabilitySection(view, facts.vulnerabilities),
    optimisationSection(view, facts.changes, facts.work),
    databaseSection(view, forecastFrom),
    deviceSection(view, days),
    renewalSection(view, facts.renewals),
    permitSection(view, facts.covers),
    satisfactionSection(view, facts.satisfaction),
    expenseSection(view),
    problemSection(facts),
    planSection(facts),
    compositionSection(view, [...monthly, ...lasting, inspection]),
    opinionSection(facts),
  ];
}
