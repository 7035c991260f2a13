/** What a register says of a record that none of its fields says by itself: the level of an incident now, what became of a duty. */

import { compareInstants } from '../../src/contract/time.ts';
import type { RecordField } from '../../src/records/fields.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { dutyWords } from '../../src/states/duty.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { CallRecord } from '../../src/subjects/requests/kinds/call.ts';
import type { ComposeInput } from '../_deliverable.ts';

/** A field that has no schema of its own. */
export const plain = (name: string, label: string): RecordField => ({
  name,
  label,
  required: false,
  nullable: true,
  shape: 'value',
  columns: [],
  input: 'text',
  sensitivity: 'public',
});

/** The fields of a kind, and those that are derived from them. */
export function withDerivedFields(kind: string, fields: readonly RecordField[]): RecordField[] {
  if (kind === incident.id) return [...fields, levelField(fields)];
  if (kind === duty.id) return [...fields, plain('held', '到岗情况')];
  return [...fields];
}

/** The last grading of an incident, which a list of gradings does not say in one cell. */
function levelField(fields: readonly RecordField[]): RecordField {
  const { choices } = fields.find(({ name }) => name === 'levels')?.columns.find(({ name }) => name === 'level') ?? {};
  return { ...plain('level', '级别'), ...(choices === undefined ? {} : { choices }) };
}

/** The derived values of a record. */
export function derivedValues(record: AnyRecord, input: ComposeInput): Readonly<Record<string, unknown>> {
  if (record.kind === duty.id) return { held: heldText(record as DutyRecord, input) };
  if (record.kind !== incident.id) return {};
  const level = (record as IncidentRecord).levels.at(-1)?.level;
  return level === undefined ? {} : { level };
}

/** A roster says who was to be there. That somebody was is shown by a sign-in, or by the calls that he took in his hours. */
function heldText(one: DutyRecord, { records, asOf }: ComposeInput): string {
  if (one.state !== 'planned') return dutyWords[one.state];
  if (compareInstants(one.plannedFrom, asOf) > 0) return '已排班，未到时';
  const taken = ((records['call'] ?? []) as CallRecord[]).filter((call) => isTakenIn(call, one)).length;
  if (taken > 0) return `受理来电 ${taken} 次`;
  return compareInstants(one.plannedTo, asOf) > 0 ? '已排班，未到交班' : '只有排班，没有到岗登记';
}

function isTakenIn(
  { handler, answeredAt, calledBackAt }: CallRecord,
  { person, plannedFrom, plannedTo }: DutyRecord,
): boolean {
  const at = answeredAt ?? calledBackAt;
  if (handler !== person || at === undefined) return false;
  return compareInstants(plannedFrom, at) <= 0 && compareInstants(at, plannedTo) <= 0;
}
