/** Record kinds that are evidence for clauses, in the order in which the statement names them. */
import type { EvidenceKind } from '../../src/assess/contract/clause-evidence.ts';
import certificate from '../../src/subjects/attendance/kinds/certificate.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import findingDecision from '../../src/subjects/findings/kinds/finding-decision.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import alertProposal from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import remoteSession from '../../src/subjects/permits/kinds/remote-session.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import backupDeletion from '../../src/subjects/recovery/kinds/backup-deletion.ts';
import backupList from '../../src/subjects/recovery/kinds/backup-list.ts';
import drill from '../../src/subjects/recovery/kinds/drill.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import satisfaction from '../../src/subjects/requests/kinds/satisfaction.ts';
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import protection from '../../src/subjects/security/kinds/protection.ts';
import securityExercise from '../../src/subjects/security/kinds/security-exercise.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import activity from '../../src/subjects/work/kinds/activity.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import type { Need } from '../_deliverable.ts';
import { handoverNeeds } from '../deliveries/handover.ts';
import { keptNeeds } from '../recovery/kept.ts';

/** All but those of `provesNothing`. */
export const evidenceKinds: readonly EvidenceKind[] = [
  inspection,
  probe,
  alertProposal,
  incident,
  call,
  duty,
  certificate,
  serviceOrder,
  change,
  serviceRequest,
  consultation,
  backup,
  backupList,
  restoreTest,
  drill,
  scan,
  findingDecision,
  protection,
  operationLog,
  permit,
  remoteSession,
  maintenanceWindow,
  deviceRepair,
  expense,
  renewal,
  securityExercise,
  satisfaction,
  note,
  activity,
  signoff,
];

/** Kinds that are read besides, and are no evidence. */
const otherKinds: readonly string[] = ['waiver', 'assessment', 'objection', backupDeletion.id];

/** Kinds that are read only where the contract wants backups kept. */
const ofKept: ReadonlySet<string> = new Set(keptNeeds.map(({ kind }) => kind).filter((kind) => kind !== backup.id));

/** What `complianceFacts` judges from. */
export const complianceNeeds: readonly Need[] = [
  ...[...evidenceKinds.map(({ id }) => id), ...otherKinds, 'manifest']
    .filter((kind) => !ofKept.has(kind))
    .map((kind): Need => ({ kind, window: 'service-to-date' })),
  ...keptNeeds.filter(({ kind }) => ofKept.has(kind)),
  ...handoverNeeds,
];
