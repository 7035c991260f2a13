/** The analysis of an incident, written later and by several people: what nobody touched stays as it is. */
import { UserError } from '../contract/error.ts';
import { fillIncident } from '../pipeline/record/incident-step.ts';
import type { Session } from '../pipeline/session.ts';
import { loadKind } from '../pipeline/units.ts';
import { fieldsOf } from '../records/fields.ts';
import type { EnteredBy } from '../records/record.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { incidentOf } from './incident-detail.ts';

/** What was written of the analysis. */
export interface Analysis {
  /** By field; empty: not written. */
  texts: Readonly<Record<string, string>>;
  /** The texts as the form showed them: what somebody else changed meanwhile is no ground to undo it. */
  was: Readonly<Record<string, string>>;
  /** Rows to add, by list. */
  rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  reason: string;
}

/** A text of the analysis that somebody else changed while it was written. */
export interface ChangedMeanwhile {
  label: string;
  now: string;
  yours: string;
}

/** The lists of an incident to which rows are added with the analysis. */
const LISTS: readonly string[] = ['whys', 'measures'];

class Meanwhile extends Error {
  readonly changes: ChangedMeanwhile[];
  constructor(changes: ChangedMeanwhile[]) {
    super('changed meanwhile');
    this.changes = changes;
  }
}

/**
 * Saves the texts that were touched, and the rows that were added.
 * @returns what somebody else changed since the form was shown, and this one wanted to change, too: then nothing was saved
 * @throws UserError naming the field that is wrong
 */
export async function analyse(
  session: Session,
  id: string,
  { texts, was, rows, reason }: Analysis,
  entered: EnteredBy,
  now: string,
): Promise<ChangedMeanwhile[]> {
  const { schema } = await loadKind('incident');
  const labels = new Map(fieldsOf(schema).map(({ name, label }) => [name, label]));
  const touched = Object.keys(texts).filter((name) => labels.has(name) && texts[name] !== (was[name] ?? ''));
  const added = Object.entries(rows).filter(([list]) => LISTS.includes(list));
  // Before anything is saved: an empty text takes nothing away.
  await incidentOf(session, id);
  const given = (incident: IncidentRecord): Record<string, unknown> => {
    const changes = touched
      .map((name) => ({ label: labels.get(name) ?? name, now: textOf(incident, name), yours: texts[name] ?? '', name }))
      .filter(({ now: stands, yours, name }) => stands !== (was[name] ?? '') && stands !== yours)
      .map(({ label, now: stands, yours }) => ({ label, now: stands, yours }));
    if (changes.length > 0) throw new Meanwhile(changes);
    const emptied = touched.filter((name) => texts[name] === '');
    if (emptied.length > 0) {
      throw new UserError('已登记的内容不能清空', {
        at: emptied.map((name) => labels.get(name) ?? name).join('、'),
        ...{ found: '（空）', expected: '改为实际情况，或保持原样' },
      });
    }
    return {
      ...Object.fromEntries(touched.map((name) => [name, valueFrom(name, texts[name] ?? '')])),
      ...Object.fromEntries(added.map(([list, own]) => [list, own])),
    };
  };
  try {
    await fillIncident(session, given, { id, now, entered, reason });
    return [];
  } catch (error) {
    if (error instanceof Meanwhile) return error.changes;
    throw error;
  }
}

/** A list of texts is written with one of them on each line. */
const LINES: readonly string[] = ['articles', 'customers'];

const valueFrom = (name: string, text: string): unknown =>
  LINES.includes(name)
    ? text
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== '')
    : text;

/** The value of a field as the form shows it. */
export function textOf(incident: IncidentRecord, name: string): string {
  const value = (incident as unknown as Record<string, unknown>)[name];
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined || value === null ? '' : String(value);
}
