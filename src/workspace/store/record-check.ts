/** What is wrong with a new or edited record, told to the person who wrote it: all of it at once. */
import type { z } from 'zod';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { timesAsTyped } from '../../contract/time.ts';
import { inForce } from '../../records/in-force.ts';
import { isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord, RecordKind, RecordProblem } from '../../records/record.ts';
import { unseenIn } from '../../records/unseen.ts';
import { placeLabel } from '../text/field-label.ts';
import { issueRows, otherProblems, parseWith } from '../text/parse.ts';

/** A problem that more than the record itself is needed to see. */
export interface EntryProblem extends RecordProblem {
  /** One sentence; without it the content is said not to be as required. */
  summary?: string;
  /** What the person can do. */
  hint?: string;
}

/** Finds what the rules of the kind cannot see: other records, the clock. */
export type AlsoWrong = (record: AnyRecord) => Promise<EntryProblem[]>;

/**
 * Checks a record against its schema and the rules of its kind.
 * @param file what the message names as the place
 * @throws UserError naming field, found and expected
 */
export function checkRecord(kind: RecordKind, value: unknown, contract: ContractBundle, file: string): AnyRecord {
  const record = parseWith(kind.schema, value, { file });
  refuse(kind, told(kind, record, ownProblems(kind, record, contract)), file);
  return record;
}

/** What the rules of the kind say of what counts; what was withdrawn contradicts nothing any more. */
const ownProblems = (kind: RecordKind, record: AnyRecord, contract: ContractBundle): RecordProblem[] => [
  ...unseenProblems(kind, record),
  ...(record.withdrawn === undefined ? (kind.check?.(inForce(record) ?? record, contract) ?? []) : []),
];

/** What a machine answered is kept as it answered. */
const unseenProblems = (kind: RecordKind, record: AnyRecord): RecordProblem[] =>
  isMachineWritten(kind, record)
    ? []
    : unseenIn(record).map(({ field, code }) => ({
        field,
        found: `含有看不见的控制字符 ${code}`,
        expected: '看得见的文字、换行；删去该字符，重新输入这一段',
      }));

/**
 * The same of a record that a person hands in, with all else that can be said against it; where the schema has something
 * against it, also what is wrong with the part that it does not object to.
 * @throws UserError naming field, found and expected of the first problem, and then the others
 */
export async function checkEntry(
  kind: RecordKind,
  value: object,
  { contract, file, alsoWrong }: { contract: ContractBundle; file: string; alsoWrong: AlsoWrong },
): Promise<AnyRecord> {
  const { record, problems } = await weighed(kind, value, { contract, alsoWrong });
  if (record === undefined) return parseWith(kind.schema, value, { file }, lines(kind, problems));
  refuse(kind, problems, file);
  return record;
}

/** Faults that are described: of more, nobody reads the rest. */
const MOST_FAULTS = 200;

/**
 * All that `checkEntry` has against a record, by field, for whoever shows each fault where it was typed.
 * @returns empty when the record can be saved
 */
export async function entryFaults(
  kind: RecordKind,
  value: object,
  check: { contract: ContractBundle; alsoWrong: AlsoWrong },
): Promise<EntryProblem[]> {
  const { record, problems } = await weighed(kind, value, check);
  if (record !== undefined) return problems;
  const { rows } = issueRows(kind.schema, value, MOST_FAULTS);
  return [...rows.map(({ at, found, expected }) => ({ field: at, found, expected })), ...problems];
}

/** The record, where its schema has nothing against it, and what is certainly wrong beside what the schema says. */
async function weighed(
  kind: RecordKind,
  value: object,
  { contract, alsoWrong }: { contract: ContractBundle; alsoWrong: AlsoWrong },
): Promise<{ record?: AnyRecord; problems: EntryProblem[] }> {
  const parsed = kind.schema.safeParse(value);
  const faulty = faultyFields(parsed.error?.issues ?? []);
  const sound = parsed.data ?? kind.schema.safeParse(without(value, faulty)).data;
  const all = sound === undefined ? [] : [...ownProblems(kind, sound, contract), ...(await alsoWrong(sound))];
  const problems = sound === undefined ? [] : told<EntryProblem>(kind, sound, all);
  if (parsed.success) return { record: parsed.data, problems };
  return { problems: problems.filter((problem) => !faulty.some((field) => isAbout(problem, field))) };
}

/** The fields of the record that the schema objects to. */
function faultyFields(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')],
  );
}

function without(value: object, fields: readonly string[]): object {
  const left = new Set(fields);
  return Object.fromEntries(Object.entries(value).filter(([field]) => !left.has(field)));
}

/** What was left out for its faults is not missing. */
const isAbout = ({ field, expected }: RecordProblem, faulty: string): boolean =>
  field.split(/[.[]/)[0] === faulty || expected.includes(`（${faulty}）`);

/** @throws UserError for the first problem, listing the others; nothing when there is none */
function refuse(kind: RecordKind, [first, ...rest]: readonly EntryProblem[], file: string): void {
  if (first === undefined) return;
  const hints = [
    ...(first.hint === undefined ? [] : [first.hint]),
    ...(rest.length === 0 ? [] : [otherProblems(lines(kind, rest))]),
  ];
  throw new UserError(first.summary ?? `${kind.label}的内容不符合要求`, {
    file,
    at: placeIn(kind, first.field),
    found: first.found,
    expected: first.expected,
    ...(hints.length === 0 ? {} : { hint: hints.join('；') }),
  });
}

const lines = (kind: RecordKind, problems: readonly RecordProblem[]): string[] =>
  problems.map(({ field, found, expected }) => `${placeIn(kind, field)}：实际 ${found}，应为 ${expected}`);

/**
 * Problems as a person meets them: a value once, with all that speaks against it; times as people type them; and by the
 * field that was typed, where the record's own time is filled in from it.
 */
export function told<T extends RecordProblem>(kind: RecordKind, record: AnyRecord, problems: readonly T[]): T[] {
  const typed = problems.map((problem): T => {
    const { field, found, expected } = problem;
    const own = field === 'at' && kind.atField !== undefined && record.at === typedAs(record, kind.atField);
    return {
      ...problem,
      field: own ? (kind.atField as string) : field,
      found: timesAsTyped(found),
      expected: timesAsTyped(expected),
    };
  });
  const groups = [...Map.groupBy(typed, ({ field, found }) => `${field} ${found}`).values()];
  return groups.map((group) => ({
    ...(group[0] as T),
    expected: [...new Set(group.map(({ expected }) => expected))].join('；'),
  }));
}

const typedAs = (record: AnyRecord, field: string): unknown => (record as unknown as Record<string, unknown>)[field];

/** Place of a field as messages name it: `timeline[2].at（处理过程第 3 行的时间）`. */
export function placeIn(kind: Pick<RecordKind, 'schema'>, field: string): string {
  const label = placeLabel(kind.schema, field.split('.').flatMap(pathKeys));
  return label === undefined ? field : `${field}（${label}）`;
}

/** `items[2]` → `items`, 2 */
function pathKeys(part: string): (string | number)[] {
  return part
    .split(/[[\]]/)
    .filter((key) => key !== '')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
