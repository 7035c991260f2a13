/** Record kinds that are evidence for clauses, in the order in which the statement names them. */
import type { EvidenceKind } from '../../src/assess/contract/clause-evidence.ts';
import activity from '../../src/records/kinds/activity.ts';
import alertProposal from '../../src/records/kinds/alert-proposal.ts';
import backup from '../../src/records/kinds/backup.ts';
import call from '../../src/records/kinds/call.ts';
import change from '../../src/records/kinds/change.ts';
import consultation from '../../src/records/kinds/consultation.ts';
import deviceRepair from '../../src/records/kinds/device-repair.ts';
import drill from '../../src/records/kinds/drill.ts';
import duty from '../../src/records/kinds/duty.ts';
import expense from '../../src/records/kinds/expense.ts';
import findingDecision from '../../src/records/kinds/finding-decision.ts';
import incident from '../../src/records/kinds/incident.ts';
import inspection from '../../src/records/kinds/inspection.ts';
import maintenanceWindow from '../../src/records/kinds/maintenance-window.ts';
import note from '../../src/records/kinds/note.ts';
import operationLog from '../../src/records/kinds/operation-log.ts';
import permit from '../../src/records/kinds/permit.ts';
import probe from '../../src/records/kinds/probe.ts';
import protection from '../../src/records/kinds/protection.ts';
import remoteSession from '../../src/records/kinds/remote-session.ts';
import renewal from '../../src/records/kinds/renewal.ts';
import restoreTest from '../../src/records/kinds/restore-test.ts';
import satisfaction from '../../src/records/kinds/satisfaction.ts';
import scan from '../../src/records/kinds/scan.ts';
import securityExercise from '../../src/records/kinds/security-exercise.ts';
import serviceOrder from '../../src/records/kinds/service-order.ts';
import serviceRequest from '../../src/records/kinds/service-request.ts';
import signoff from '../../src/records/kinds/signoff.ts';
import type { Need } from '../_deliverable.ts';
import { handoverNeeds } from '../deliveries/handover.ts';

/** All but those of `provesNothing`. */
export const evidenceKinds: readonly EvidenceKind[] = [
  inspection,
  probe,
  alertProposal,
  incident,
  call,
  duty,
  serviceOrder,
  change,
  serviceRequest,
  consultation,
  backup,
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
const otherKinds: readonly string[] = ['waiver', 'assessment'];

/** What `complianceFacts` judges from. */
export const complianceNeeds: readonly Need[] = [
  ...[...evidenceKinds.map(({ id }) => id), ...otherKinds, 'manifest'].map(
    (kind): Need => ({ kind, window: 'service-to-date' }),
  ),
  ...handoverNeeds,
];
