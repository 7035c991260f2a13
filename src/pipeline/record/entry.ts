/** Checks a record while a person is still writing it, field by field and then as a whole. */

import { UserError } from '../../contract/error.ts';
import { withTerms } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { placeIn, told } from '../../workspace/store/record-check.ts';
import { describeIssues } from '../../workspace/text/parse.ts';
import type { Session } from '../session.ts';
import { type AddRequest, draftOf } from './add.ts';
import { entryProblems } from './check-entry.ts';
import { requireReferences } from './check-references.ts';
import { type EntryField, fieldsToEnter, namedKind } from './entry-fields.ts';
import { refuseMachines } from './not-for-people.ts';

export interface RecordEntry {
  /** Id of the kind. */
  kind: string;
  fields: EntryField[];
  /** What is wrong with one value, given what was answered before; null when it can stay. */
  problem(answers: Readonly<Record<string, unknown>>, field: EntryField, value: unknown): Promise<string | null>;
  /** What is wrong with all of it together, by field; empty when it can be saved. */
  faults(answers: Readonly<Record<string, unknown>>): Promise<{ field: string; text: string }[]>;
}

/** @throws UserError when there is no such kind */
export async function openEntry(session: Session, { kind: id, now, by }: AddRequest): Promise<RecordEntry> {
  const kind = await namedKind(id);
  refuseMachines(kind, {}, '终端输入');
  const parse = (answers: Readonly<Record<string, unknown>>) => {
    const { schema, example } = kind;
    const value = { ...draftOf(kind, answers, now, by), schema: example.schema, kind: kind.id, id: example.id };
    const result = schema.safeParse(value);
    const issues = result.success ? [] : result.error.issues;
    return {
      record: result.success ? result.data : undefined,
      issues: issues.map((issue) => ({
        field: String(issue.path[0] ?? ''),
        text: describeIssues(schema, value, [issue])[0] ?? '',
      })),
    };
  };
  return {
    kind: id,
    fields: withTerms(fieldsToEnter(kind), session.workspace.contract),
    async problem(answers, field, value) {
      if (value === undefined && !field.required) return null;
      const { issues } = parse({ ...answers, [field.name]: value });
      const own = issues.find((issue) => issue.field === field.name);
      return own?.text ?? referenceProblem(session, kind, { [field.name]: value } as unknown as AnyRecord);
    },
    async faults(answers) {
      const { record, issues } = parse(answers);
      if (record === undefined) return issues;
      const { contract } = session.workspace;
      const problems = [
        ...(kind.check?.(record, contract) ?? []),
        ...(await entryProblems(session.workspace, kind, record, now)),
      ];
      return told(kind, record, problems).map(({ field, found, expected }) => ({
        field: field.split(/[.[]/)[0] ?? field,
        text: `${placeIn(kind, field)}：实际 ${found}，应为 ${expected}`,
      }));
    },
  };
}

/** Null when every record that is named exists. */
async function referenceProblem(session: Session, kind: RecordKind, record: AnyRecord): Promise<string | null> {
  try {
    await requireReferences(session.workspace.records, kind, record, '');
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.place.found ?? ''} 没有登记，应为 ${error.place.expected ?? ''}`;
  }
}
