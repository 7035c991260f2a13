/** What the sections of the periodic reports rest on: the windows of each kind, the same in every one of them. */
import { DAY_EVIDENCE } from '../../src/assess/deliveries/observed.ts';
import { operationKinds, tellsConditions, toldKinds } from '../../src/assess/permits/operations.ts';
import { isToAgree } from '../../src/assess/service/expenses.ts';
import alertProposal from '../../src/records/kinds/alert-proposal.ts';
import backup from '../../src/records/kinds/backup.ts';
import call from '../../src/records/kinds/call.ts';
import change from '../../src/records/kinds/change.ts';
import consultation from '../../src/records/kinds/consultation.ts';
import deviceRepair from '../../src/records/kinds/device-repair.ts';
import type { DrillRecord } from '../../src/records/kinds/drill.ts';
import duty from '../../src/records/kinds/duty.ts';
import expense, { type ExpenseRecord } from '../../src/records/kinds/expense.ts';
import findingDecision from '../../src/records/kinds/finding-decision.ts';
import incident from '../../src/records/kinds/incident.ts';
import inspection from '../../src/records/kinds/inspection.ts';
import maintenanceWindow from '../../src/records/kinds/maintenance-window.ts';
import note from '../../src/records/kinds/note.ts';
import permit from '../../src/records/kinds/permit.ts';
import probe from '../../src/records/kinds/probe.ts';
import renewal from '../../src/records/kinds/renewal.ts';
import restoreTest from '../../src/records/kinds/restore-test.ts';
import satisfaction from '../../src/records/kinds/satisfaction.ts';
import scan from '../../src/records/kinds/scan.ts';
import serviceOrder from '../../src/records/kinds/service-order.ts';
import serviceRequest from '../../src/records/kinds/service-request.ts';
import type { Need } from '../_deliverable.ts';

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
