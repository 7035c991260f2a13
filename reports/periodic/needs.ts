/** What the sections of the periodic reports rest on: the windows of each kind, the same in every one of them. */

import certificate from '../../src/subjects/attendance/kinds/certificate.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import { DAY_EVIDENCE } from '../../src/subjects/deliveries/judge/observed.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { isToAgree } from '../../src/subjects/expenses/judge/expenses.ts';
import expense, { type ExpenseRecord } from '../../src/subjects/expenses/kinds/expense.ts';
import findingDecision from '../../src/subjects/findings/kinds/finding-decision.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import alertProposal from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import { operationKinds, tellsConditions, toldKinds } from '../../src/subjects/permits/judge/operations.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import type { DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import satisfaction from '../../src/subjects/requests/kinds/satisfaction.ts';
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import type { Need } from '../_deliverable.ts';
import { keptNeeds } from '../recovery/kept.ts';

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
const lasting = [incident, change, permit, scan, findingDecision, renewal, certificate, maintenanceWindow];
/** Kinds of which a record may be finished long after the month in which it was registered. */
const finishedLater = [serviceRequest, call, consultation, serviceOrder];
/** Days before the end of the period on which the capacity forecast rests. */
export const FORECAST_DAYS = 89;

const others = operationKinds.filter((id) => ![...monthly, ...lasting, inspection].some((kind) => kind.id === id));

/** Kinds of which 统计区间与归属 tells. */
export const composed = [...monthly, ...lasting, inspection];

/** Kinds of which all records of the service are there. */
const kept: ReadonlySet<string> = new Set([...lasting, ...finishedLater].map((kind) => kind.id));

/** Of these the first page asks the purchaser until it is agreed who bears them, whatever the period. */
export const expensesToAgree: Need = {
  kind: 'expense',
  window: 'service-to-date',
  only: (record) => isToAgree(record as ExpenseRecord),
};

/** Of what daily documents could be made, and what became of all of them. */
export const DELIVERIES: readonly string[] = [...DAY_EVIDENCE, 'signoff', 'waiver', 'manifest'];

/** All that any of the sections rests on. */
export const periodNeeds: Need[] = [
  ...[...monthly.map((kind) => kind.id), ...others, 'signoff', 'inspection'].map(
    (kind): Need => ({ kind, window: 'counted' }),
  ),
  // Of what daily documents that are not issued could be made.
  ...DAY_EVIDENCE.map((kind): Need => ({ kind, window: { unissued: 'daily-maintenance' } })),
  { kind: 'inspection', window: { unissued: 'inspection-log' } },
  // What was signed for before its time.
  { kind: 'signoff', window: 'previous' },
  // What lies with the purchaser, whenever it was handed over, and the conditions that only the supplier says were kept.
  { kind: 'signoff', window: 'waiting' },
  ...toldKinds.map((kind): Need => ({ kind, window: 'service-to-date', only: tellsConditions })),
  // By the sets before it a backup plan is known of which nothing came.
  { kind: 'backup', window: 'previous' },
  ...keptNeeds,
  // What was done by word of mouth, and whose written permit was due after the document before; collecting is never.
  ...operationKinds
    .filter((kind) => kind !== 'inspection' && kind !== 'backup' && !kept.has(kind))
    .map((kind): Need => ({ kind, window: 'previous' })),
  ...[...[...lasting, ...finishedLater].map((kind) => kind.id), 'waiver'].map(
    (kind): Need => ({ kind, window: 'service-to-date' }),
  ),
  // What the purchaser has not decided of an earlier period.
  { kind: 'device-repair', window: 'service-to-date' },
  expensesToAgree,
  // What a drill found is put right long after its month.
  {
    kind: 'drill',
    window: 'service-to-date',
    only: (record) => ((record as DrillRecord).problems ?? []).length > 0,
  },
  // What was withdrawn after an earlier document had counted it.
  { kind: 'change', window: 'counted' },
  { kind: 'scan', window: 'counted' },
  { kind: 'inspection', window: { days: FORECAST_DAYS } },
  { kind: 'manifest', window: 'service-to-date' },
];
