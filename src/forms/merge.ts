/**
 * Two at once: what was changed meanwhile, beside what this person typed. What only the others changed is taken over, what only
 * this person changed stays, and where both did, theirs stays in the form and the other's is told. Pure.
 */
import type { RecordField } from '../records/fields.ts';
import { columnsOf, rowsOf, type Typed, type TypedRow, textOf, textsOf, typedText } from './typed.ts';
import { sameField } from './value.ts';

/** One field, or one column of a row, that somebody else changed meanwhile. */
export interface Meanwhile {
  /** `restoredAt`, `timeline.r2.action`, `timeline.r3` for a row that came or went. */
  path: string;
  label: string;
  before: string;
  now: string;
  /** What stands in the form; null where this person had not touched it, so that the other's value was taken over. */
  mine: string | null;
}

/**
 * @param base what the form was opened with @param theirs what is stored now @param mine what was typed
 * @returns the form to go on with, and all that changed meanwhile
 */
export function merged(
  fields: readonly RecordField[],
  base: Typed,
  theirs: Typed,
  mine: Typed,
): { typed: Typed; meanwhile: Meanwhile[] } {
  const typed: Record<string, Typed[string]> = {};
  const meanwhile: Meanwhile[] = [];
  for (const field of fields) {
    const { name, label } = field;
    const own = mine[name] ?? '';
    typed[name] = own;
    if (sameField(field, base, theirs)) continue;
    if ([base, theirs].some((one) => rowsOf(one, name).some((row) => row['id'] !== undefined))) {
      const rows = mergedRows(field, rowsOf(base, name), rowsOf(theirs, name), rowsOf(mine, name));
      typed[name] = rows.rows;
      meanwhile.push(...rows.meanwhile);
      continue;
    }
    const touched = !sameField(field, base, mine);
    if (!touched) typed[name] = theirs[name] ?? '';
    if (sameField(field, theirs, mine) && touched) continue;
    const [before, now] = [shown(field, base), shown(field, theirs)];
    meanwhile.push({ path: name, label, before, now, mine: touched ? shown(field, mine) : null });
  }
  return { typed, meanwhile };
}

/** All of a field as a person reads it: words in place of codes, rows one after the other. */
export function shown(field: RecordField, typed: Typed): string {
  if (field.columns.length > 0)
    return rowsOf(typed, field.name)
      .map((row) => rowText(field, row))
      .join('；');
  if (field.shape === 'value') return wordOf(field, textOf(typed, field.name));
  return textsOf(typed, field.name)
    .map((one) => wordOf(field, one))
    .join('、');
}

/** A typed text as a person reads it: the word of a code, a time with a space. */
export function wordOf({ choices, input }: RecordField, text: string): string {
  if (text === '') return '';
  if (input === 'boolean') return text === 'true' ? '是' : text === 'false' ? '否' : text;
  return choices?.[text] ?? (input === 'instant' ? typedText({ input }, text).replace('T', ' ') : text);
}

/** A row in a few words, for lists of what changed. */
export const rowText = (field: RecordField, row: TypedRow): string =>
  columnsOf(field)
    .flatMap((column) => (row[column.name] ? [wordOf(column, row[column.name] ?? '')] : []))
    .join(' · ');

const withId = (rows: readonly TypedRow[], id: string | undefined): TypedRow | undefined =>
  id === undefined ? undefined : rows.find((row) => row['id'] === id);

function mergedRows(
  field: RecordField,
  base: readonly TypedRow[],
  theirs: readonly TypedRow[],
  mine: readonly TypedRow[],
): { rows: TypedRow[]; meanwhile: Meanwhile[] } {
  const meanwhile: Meanwhile[] = [];
  const rows = mine.flatMap((row): TypedRow[] => {
    const { id } = row;
    const [old, now] = [withId(base, id), withId(theirs, id)];
    if (id === undefined || old === undefined) return [row];
    const own = { path: `${field.name}.${id}`, label: `${field.label} ${id}` };
    if (now === undefined) {
      const touched = JSON.stringify(row) !== JSON.stringify(old);
      meanwhile.push({
        ...own,
        before: rowText(field, old),
        now: '已作废',
        mine: touched ? rowText(field, row) : null,
      });
      return [];
    }
    const result: Record<string, string> = { ...row };
    for (const column of columnsOf(field)) {
      const [was, is, typed] = [old, now, row].map((one) => one[column.name] ?? '') as [string, string, string];
      if (was === is || is === typed) continue;
      if (typed === was) result[column.name] = is;
      const words = [was, is, typed].map((one) => wordOf(column, one)) as [string, string, string];
      meanwhile.push({
        path: `${own.path}.${column.name}`,
        label: `${own.label} ${column.label}`,
        before: words[0],
        now: words[1],
        mine: typed === was ? null : words[2],
      });
    }
    return [result];
  });
  const added = theirs.filter((row) => withId(base, row['id']) === undefined);
  for (const row of added) {
    const id = row['id'] ?? '';
    const own = { path: `${field.name}.${id}`, label: `${field.label} ${id}` };
    meanwhile.push({ ...own, before: '', now: rowText(field, row), mine: null });
  }
  const stored = rows.filter((row) => row['id'] !== undefined);
  return { rows: [...stored, ...added, ...rows.filter((row) => row['id'] === undefined)], meanwhile };
}
