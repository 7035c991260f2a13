/**
 * What is told of a record wherever something is judged by it: each value that took the place of another, by whom, and what the supplier
 * claims in place of what was vouched for. One computation for `status`, `verify`, the pack and the verdict of the site; documents and
 * pages print the same words in the row that they judge (`besideText`). Pure.
 */
import { compareInstants, type InstantText } from '../contract/time.ts';
import { fieldsOf, type RecordField } from '../records/fields.ts';
import { isMachineWritten } from '../records/measured.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { changesOf, claimsOf, decides, passedWords, type ToldChange } from '../records/standing.ts';
import { changesText, claimText, withdrawnText } from './corrections.ts';

/** One value of it: how it is called, and what stands beside it wherever something is judged by it. */
export interface ToldPart {
  label: string;
  text: string;
  /** Nobody confirmed it yet: what the supplier claims in place of what was vouched for. */
  claimed?: true;
}

export interface ToldValues {
  /** `恢复时间值改过 1 次：…；恢复确认时间：⟦供应商⟧主张 …`, or that it was withdrawn; empty: nothing is to be told. */
  text: string;
  /** Value by value; none of what was withdrawn. */
  parts: readonly ToldPart[];
  /** How many values the supplier claims otherwise than they were vouched for. */
  claims: number;
}

const NOTHING: ToldValues = { text: '', parts: [], claims: 0 };

/** @param asOf of what was made of it by then; absent: of all */
export function toldValues(
  kind: Pick<RecordKind, 'schema' | 'writer'>,
  given: AnyRecord,
  asOf?: InstantText,
): ToldValues {
  const isMade = ({ at }: { at: InstantText }): boolean => asOf === undefined || compareInstants(at, asOf) <= 0;
  if (given.withdrawn !== undefined && isMade(given.withdrawn))
    return { ...NOTHING, text: withdrawnText(given.withdrawn) };
  if (given.corrections === undefined || isMachineWritten(kind, given)) return NOTHING;
  const made = given.corrections.filter(isMade);
  const fieldAt = fieldFinder(fieldsOf(kind.schema));
  const paths = new Set(made.flatMap(({ changes = [] }) => changes.map(({ path }) => path)));
  const changed = [...paths].flatMap((path): ToldPart[] => {
    const own = changesAt(path, { corrections: made }, fieldAt(path));
    return own.length === 0 ? [] : [{ label: own.at(-1)?.label ?? '', text: changesText(own) }];
  });
  const claims = claimsOf({ corrections: made });
  const claimed = claims.map((one): ToldPart => ({ label: one.label, text: claimText(one), claimed: true }));
  return {
    text: [
      ...changed.map(({ label, text }) => `${label}${text}`),
      ...claimed.map(({ label, text }) => `${label}：${text}`),
    ].join('；'),
    parts: [...changed, ...claimed],
    claims: claims.length,
  };
}

/** Of this place alone, where anything can be judged by it. */
function changesAt(path: string, record: Pick<AnyRecord, 'corrections'>, field: RecordField | undefined): ToldChange[] {
  if (field === undefined) return [];
  return changesOf(record, [path], passedWords(field)).filter((one) => one.path === path);
}

/** The field of a place by which something is judged; a row that was taken back is one, whatever it holds. */
function fieldFinder(fields: readonly RecordField[]): (path: string) => RecordField | undefined {
  const named = new Map(fields.map((field) => [field.name, field]));
  return (path) => {
    const [name = '', , column] = path.split('.');
    const field = named.get(name);
    if (field === undefined || field.tells === true) return undefined;
    if (field.shape === 'rows' && column === undefined) return field;
    const own = column === undefined ? field : field.columns.find((one) => one.name === column);
    return own !== undefined && decides(own) ? own : undefined;
  };
}
