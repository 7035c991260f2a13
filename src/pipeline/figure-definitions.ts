/** The definitions of all figures, in the order of the manual: who prints one that is not here fails a test. */
import type { FigureGroup } from '../report/figure-definition.ts';
import { definitions as records } from '../sections/records/definitions.ts';
import { definitions as attendance } from '../subjects/attendance/definitions.ts';
import { definitions as availability } from '../subjects/availability/definitions.ts';
import { definitions as changes } from '../subjects/changes/definitions.ts';
import { definitions as clauses } from '../subjects/clauses/definitions.ts';
import { definitions as deliveries } from '../subjects/deliveries/definitions.ts';
import { definitions as devices } from '../subjects/devices/definitions.ts';
import { definitions as expenses } from '../subjects/expenses/definitions.ts';
import { definitions as findings } from '../subjects/findings/definitions.ts';
import { definitions as holdings } from '../subjects/holdings/definitions.ts';
import { definitions as incidents } from '../subjects/incidents/definitions.ts';
import { definitions as inspections } from '../subjects/inspections/definitions.ts';
import { definitions as measures } from '../subjects/measures/definitions.ts';
import { definitions as operationLogs } from '../subjects/operation-logs/definitions.ts';
import { definitions as payments } from '../subjects/payments/definitions.ts';
import { definitions as permits } from '../subjects/permits/definitions.ts';
import { definitions as recovery } from '../subjects/recovery/definitions.ts';
import { definitions as requests } from '../subjects/requests/definitions.ts';
import { definitions as scores } from '../subjects/scores/definitions.ts';
import { definitions as security } from '../subjects/security/definitions.ts';
import { definitions as signing } from '../subjects/signing/definitions.ts';
import { definitions as work } from '../subjects/work/definitions.ts';

export type { FigureDefinition, FigureGroup, FigurePlace } from '../report/figure-definition.ts';

export const figureDefinitions: readonly FigureGroup[] = [
  ...deliveries,
  ...incidents,
  ...inspections,
  ...availability,
  ...recovery,
  ...holdings,
  ...findings,
  ...attendance,
  ...requests,
  ...work,
  ...changes,
  ...devices,
  ...expenses,
  ...operationLogs,
  ...permits,
  ...measures,
  ...security,
  ...clauses,
  ...signing,
  ...scores,
  ...payments,
  ...records,
];
