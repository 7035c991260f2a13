/** What a person typed into a field that names something: its id, or the Chinese name by which they know it. Pure. */
import { nearest } from '../contract/nearest.ts';
import { columnsOf, type FormField, rowsOf, type Typed, type TypedRow, textOf, textsOf } from './typed.ts';

/** One that can be named in a field: what is kept, and what a person knows it by. */
export interface Choice {
  id: string;
  /** `应用服务器 1（Linux 服务器，机房）` */
  text: string;
  /** Words by which it is found. */
  words: string;
  /** It may stand on record and is shown by its name then; nobody is offered it. */
  standing?: true;
}

export interface EntryFault {
  /** Place in the value that was given; empty: the whole. See `previewRecord`. */
  field: string;
  text: string;
}

/** What a field may name; null: nothing but what is typed. */
export type Source = 'asset' | 'article' | { kind: string };

export const sourceOf = ({ input, references }: Pick<FormField, 'input' | 'references'>): Source | null =>
  references !== undefined ? { kind: references } : input === 'asset' || input === 'article' ? input : null;

/** Key of a source in maps and addresses. */
export const sourceKey = (source: Source): string => (typeof source === 'string' ? source : `record-${source.kind}`);

/** The sources that a form needs, once each. */
export function sourcesOf(fields: readonly FormField[]): Source[] {
  const all = fields.flatMap((field) => [field, ...columnsOf(field)]).flatMap((field) => sourceOf(field) ?? []);
  return [...new Map(all.map((source) => [sourceKey(source), source])).values()];
}

export type Choices = ReadonlyMap<string, readonly Choice[]>;

/** Things that are offered where several are meant. */
const OFFERED = 30;
const NEAR = 3;
const RECORD_ID = /^[A-Z]{2,3}-\d{8}-\d{3,}$/;

export interface Resolved {
  typed: Typed;
  /** By the input's place, such as `asset`, `assets.0` or `events.2.asset`. */
  faults: EntryFault[];
  /** What may be meant, where it is more than one thing; by the same place. */
  candidates: ReadonlyMap<string, readonly Choice[]>;
}

/**
 * Puts ids in place of names.
 * @param base what an edit began from: what stands on record is what it is, whatever else its letters may mean; null of a new record
 */
export function resolveChoices(
  fields: readonly FormField[],
  typed: Typed,
  choices: Choices,
  base: Typed | null = null,
): Resolved {
  const faults: EntryFault[] = [];
  const candidates = new Map<string, readonly Choice[]>();
  const one = (field: FormField, place: string, text: string): string => {
    const source = sourceOf(field);
    if (source === null || text === '' || stood(base, place, text)) return text;
    const all = choices.get(sourceKey(source)) ?? [];
    if (all.some(({ id }) => id === text) || RECORD_ID.test(text)) return text;
    const meant = meantBy(all, text);
    if (meant.length === 1) return meant[0]?.id ?? text;
    if (meant.length > 1) {
      candidates.set(place, meant.slice(0, OFFERED));
      const more = meant.length > OFFERED ? `，下面列出前 ${OFFERED} 项` : '';
      faults.push({ field: place, text: `“${text}”对应 ${meant.length} 项${more}，请选定一项` });
      return text;
    }
    const offered = all.filter(({ standing }) => standing !== true);
    const near = nearest(text, offered, (choice) => choice.text.replace(/（.*$/, ''), NEAR);
    const hint = near.length === 0 ? '' : `；最接近的是 ${near.map((choice) => choice.text).join('、')}`;
    faults.push({ field: place, text: `没有找到“${text}”${hint}` });
    return text;
  };
  const entries = fields.map((field): [string, Typed[string]] => {
    const { name } = field;
    if (field.columns.length > 0) {
      const rows = rowsOf(typed, name).map((row, n): TypedRow => {
        const own = columnsOf(field).map((column): [string, string] => [
          column.name,
          one(column, `${name}.${n}.${column.name}`, row[column.name] ?? ''),
        ]);
        return { ...row, ...Object.fromEntries(own) };
      });
      return [name, rows];
    }
    if (field.shape === 'texts') return [name, textsOf(typed, name).map((text, n) => one(field, `${name}.${n}`, text))];
    return [name, one(field, name, textOf(typed, name))];
  });
  return { typed: Object.fromEntries(entries), faults, candidates };
}

/** Whether the field, or that column of any row of the list, held the same text when the edit began. */
function stood(base: Typed | null, place: string, text: string): boolean {
  if (base === null) return false;
  const [name = '', , column] = place.split('.');
  if (column !== undefined) return rowsOf(base, name).some((row) => row[column] === text);
  return textOf(base, name) === text || textsOf(base, name).includes(text);
}

/** Things with exactly that name, else those whose words hold all that was typed. */
export function meantBy(choices: readonly Choice[], text: string): readonly Choice[] {
  const all = choices.filter(({ standing }) => standing !== true);
  const wanted = text.trim().toLowerCase();
  const named = all.filter((choice) => {
    const shown = choice.text.toLowerCase();
    return shown === wanted || shown.replace(/（.*$/, '') === wanted;
  });
  if (named.length > 0) return named;
  const parts = wanted.split(/\s+/).filter((part) => part !== '');
  return all.filter(({ words }) => parts.every((part) => words.toLowerCase().includes(part)));
}
