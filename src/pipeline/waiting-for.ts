/** What a document of an event waits for: the record itself, or fields of it that nobody has filled in yet. */
import { isFilledIn } from '../contract/due.ts';
import { fieldsOf } from '../records/fields.ts';
import type { AnyRecord } from '../records/record.ts';
import type { PlannedOccurrence } from './plan.ts';
import type { Session } from './session.ts';
import { loadKind } from './units.ts';

/**
 * @returns what is lacking and the command that gives it; nothing for what was issued, or waits for nothing but its time
 */
export async function waitingFor(
  session: Session,
  item: PlannedOccurrence,
): Promise<{ lacks?: string[]; command?: string }> {
  const kindId = item.obligation.eventKind;
  const wanted = wantedFields(item);
  if (kindId === undefined || wanted.length === 0 || item.issued !== null || item.state === 'waived') return {};
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
  const suffix = occurrence.part?.suffix;
  const part = suffix === undefined ? undefined : obligation.parts?.find((one) => suffix.startsWith(one.suffix));
  const { rule, fields = [] } = part?.issueFrom ?? obligation.issueFrom;
  return rule === 'fields' ? fields : [];
}

/** The event of its own, or for a yearly document the first one of its period. */
async function eventOf(
  { workspace }: Session,
  { occurrence }: PlannedOccurrence,
  kind: string,
): Promise<AnyRecord | undefined> {
  if (occurrence.event !== undefined) return (await workspace.records.get(occurrence.event))?.record;
  const { records } = await workspace.records.list(kind, { from: occurrence.from, to: occurrence.to });
  return records.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}
