/** What a document of an event waits for: the record itself, or fields of it that nobody has filled in yet. */
import { isFilledIn } from '../../contract/calendar/due-rule.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { lackingRecords } from './lacking.ts';
import type { PlannedOccurrence } from './planned.ts';

interface Waiting {
  lacks?: string[];
  command?: string;
  /** See `DueItem`. */
  dueAfter?: string;
}

/**
 * @returns what is lacking and the command that gives it; nothing for what was issued, or waits for nothing but its time
 */
export async function waitingFor(session: Session, item: PlannedOccurrence): Promise<Waiting> {
  if (item.state === 'waived') return {};
  const [first, ...others] = await lackingRecords(session, item.occurrence);
  if (first !== undefined)
    return { lacks: [first, ...others].map(({ text }) => text), command: `opsledger record ${first.kind}` };
  const kindId = item.obligation.eventKind;
  if (kindId === undefined || item.issued !== null) return {};
  return { ...(await deadlineField(item, kindId)), ...(await emptyFields(session, item, kindId)) };
}

/** What the due time waits for. */
async function deadlineField({ obligation, occurrence }: PlannedOccurrence, kindId: string): Promise<Waiting> {
  const after = (partOf(obligation, occurrence)?.due ?? obligation.due)?.after;
  if (occurrence.dueAt !== null || after === undefined) return {};
  const field = fieldsOf((await loadKind(kindId)).schema).find(({ name }) => name === after);
  return field === undefined ? {} : { dueAfter: field.label };
}

async function emptyFields(session: Session, item: PlannedOccurrence, kindId: string): Promise<Waiting> {
  const wanted = wantedFields(item);
  if (wanted.length === 0) return {};
  const record = await eventOf(session, item, kindId);
  if (record === undefined) return { lacks: ['证据'], command: `opsledger record ${kindId}` };
  const values = record as unknown as Record<string, unknown>;
  const empty = wanted.filter((name) => !isFilledIn(values[name]));
  if (empty.length === 0) return {};
  const fields = fieldsOf((await loadKind(kindId)).schema);
  const labels = empty.map((name) => fields.find((one) => one.name === name)?.label ?? name);
  return {
    lacks: labels.map((label) => `${label}（${record.id}）`),
    command: `opsledger record ${kindId} --from 文件.yaml --reason 原因`,
  };
}

/** Fields of the event without which the document may not be issued. */
function wantedFields({ obligation, occurrence }: PlannedOccurrence): readonly string[] {
  if (occurrence.issueFrom !== null) return [];
  const { rule, fields = [] } = partOf(obligation, occurrence)?.issueFrom ?? obligation.issueFrom;
  return rule === 'fields' ? fields : [];
}

/** Which of the obligation's several reports it is. */
function partOf({ parts }: PlannedOccurrence['obligation'], { part }: PlannedOccurrence['occurrence']) {
  return part === undefined ? undefined : parts?.find((one) => part.suffix.startsWith(one.suffix));
}

/** The event of its own, or for a yearly document the one of its period that it tells of. */
async function eventOf(
  { workspace }: Session,
  { occurrence }: PlannedOccurrence,
  kind: string,
): Promise<AnyRecord | undefined> {
  if (occurrence.event !== undefined) return (await workspace.records.get(occurrence.event))?.record;
  const told = occurrence.happenings?.[0];
  if (told?.kind === kind) {
    const own = told.known[told.after + told.times - 1];
    return own === undefined ? undefined : (await workspace.records.get(own.id))?.record;
  }
  const { records } = await workspace.records.list(kind, { from: occurrence.from, to: occurrence.to });
  return records.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}
