/**
 * Rules across fields need a whole record, and a form that lacks one field is none: so that everything is told at once, what is
 * missing or wrong is stood in for, in two ways that differ. What is wrong either way does not hang on what was stood in for.
 * Pure.
 */
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import type { RecordKind } from '../../records/record.ts';

type Value = Record<string, unknown>;

export interface StandIns {
  /** The record, whole, in two ways. */
  one: Value;
  other: Value;
  /** true when a problem may be one of the stand-in, not of what was written. */
  isOurs(problem: { field: string; expected: string }): boolean;
}

/** Days by which the two stand-ins of a time lie apart. */
const APART_DAYS = 400;
const DAY_MS = 86_400_000;

/** @returns null when nothing is wrong with the value, or it cannot be made whole */
export function standIns(kind: RecordKind, value: Value): StandIns | null {
  const issues = kind.schema.safeParse(value).error?.issues ?? [];
  if (issues.length === 0) return null;
  const fields = fieldsOf(kind.schema);
  const example = kind.example as unknown as Value;
  const [one, other] = [structuredClone(value), structuredClone(value)];
  const names = new Set<string>();
  for (const { path } of issues) {
    const [name, row, column] = path.map(String);
    const field = fields.find((own) => own.name === name);
    if (name === undefined || field === undefined) return null;
    const cell = field.columns.find((own) => own.name === column);
    if (cell === undefined || row === undefined) {
      one[name] = example[name] ?? sample(field);
      other[name] = varied(field, one[name]);
      names.add(name);
    } else {
      const stood = exampleCell(example[name], cell);
      setCell(one[name], Number(row), cell.name, stood);
      setCell(other[name], Number(row), cell.name, varied(cell, stood));
      names.add(`${name}[${row}].${cell.name}`);
    }
  }
  if ([one, other].some((whole) => !kind.schema.safeParse(whole).success)) return null;
  return { one, other, isOurs: (problem) => [...names].some((name) => isAbout(problem, name)) };
}

const isAbout = ({ field, expected }: { field: string; expected: string }, name: string): boolean => {
  const own = name.replace(/^.*\./, '');
  return field === name || field.split(/[.[]/)[0] === name || expected.includes(`（${own}）`);
};

const exampleCell = (rows: unknown, cell: RecordField): unknown => {
  const found = (Array.isArray(rows) ? rows : []).find((row: Value) => row[cell.name] !== undefined) as
    | Value
    | undefined;
  return found?.[cell.name] ?? sample(cell);
};

function setCell(rows: unknown, row: number, name: string, value: unknown): void {
  const one: unknown = Array.isArray(rows) ? rows[row] : undefined;
  if (typeof one === 'object' && one !== null) (one as Value)[name] = value;
}

/** A value for a field that the example leaves out. */
function sample(field: RecordField): unknown {
  const one = field.example ?? Object.keys(field.choices ?? {})[0] ?? '一';
  if (field.shape === 'texts') return [one];
  return field.shape === 'rows' ? [] : one;
}

/** The same field with something else in it. */
function varied(field: RecordField, value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1);
  const codes = Object.keys(field.choices ?? {});
  if (codes.length > 1) return codes.find((code) => code !== value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string') return value;
  const later = new Date(Date.parse(value) + APART_DAYS * DAY_MS);
  if (field.input === 'instant' && !Number.isNaN(later.getTime())) return later.toISOString();
  if (field.input === 'date' && !Number.isNaN(later.getTime()))
    return later.toISOString().slice(0, 'yyyy-mm-dd'.length);
  return field.input === 'text' || field.input === 'prose' ? `${value}二` : value;
}
