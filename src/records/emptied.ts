/**
 * What is left of a record whose content is destroyed (清除): that there was one of its kind, when, and what is counted of it; every
 * text that its schema does not bind to a form is gone. So later periods can take its count back, as of any that is 作废. Pure.
 */
import type { z } from 'zod';
import type { AnyRecord } from './record.ts';
import type { Withdrawn } from './row.ts';

/** What stands for every text. */
export const ERASED_TEXT = '已依规清除';

type Place = readonly (string | number)[];

/** Of the envelope, what tells nothing of the content. */
const KEPT: ReadonlySet<string> = new Set([
  'schema',
  'kind',
  'id',
  'source',
  'at',
  'enteredAt',
  'simulated',
  'withdrawn',
]);
/** What goes as a whole: corrections repeat what was there, and whoever entered it is told by its history no more. */
const DROPPED: ReadonlySet<string> = new Set(['corrections', 'enteredBy']);
/** Of a text that is longer than any code, id or time nothing is kept, whatever the schema says. */
const LONGEST_CODE = 80;

/**
 * @param gone who decided it; one that was withdrawn before keeps its time
 * @returns undefined when the kind allows no such record
 */
export function emptied(
  kind: { schema: z.ZodType<AnyRecord> },
  record: AnyRecord,
  gone: Withdrawn,
): AnyRecord | undefined {
  const withdrawn = { ...gone, at: record.withdrawn?.at ?? gone.at };
  const own = Object.entries(record).filter(([name]) => !DROPPED.has(name));
  const value: Record<string, unknown> = Object.fromEntries(
    own.map(([name, one]) => [name, KEPT.has(name) ? one : withoutTexts(one)]),
  );
  value['withdrawn'] = withdrawn;
  // Codes, times, ids and names of assets come back where the schema takes nothing else.
  for (let pass = 0; pass < PASSES; pass += 1) {
    const parsed = kind.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map(({ path }) => path as Place);
    let any = false;
    for (const place of places) any = putBack(value, { ...record }, place) || any;
    if (!any) return undefined;
  }
  return undefined;
}

/** A union may tell of one of its fields at a time. */
const PASSES = 8;

function withoutTexts(value: unknown): unknown {
  if (typeof value === 'string') return ERASED_TEXT;
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutTexts(one)]));
}

/** The value that was there, when it is short. @returns true when something changed */
function putBack(value: Record<string, unknown>, before: Record<string, unknown>, place: Place): boolean {
  const was = at(before, place);
  const above = at(value, place.slice(0, -1));
  const name = place.at(-1);
  if (name === undefined || typeof above !== 'object' || above === null) return false;
  if (at(value, place) === was) return false;
  if (typeof was === 'string' && was.length > LONGEST_CODE) return false;
  (above as Record<string | number, unknown>)[name] = was;
  return true;
}

const at = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (one, name) =>
      typeof one === 'object' && one !== null ? (one as Record<string | number, unknown>)[name] : undefined,
    value,
  );

/** Texts of the record that are not in what is left of it: by them is seen where else it was printed. */
export function lostTexts(record: unknown, left: unknown): string[] {
  const there = new Set(textsOf(left));
  return [...new Set(textsOf(record))].filter((text) => !there.has(text));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
