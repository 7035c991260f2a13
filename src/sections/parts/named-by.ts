/**
 * Records that name another: a permit leads to the sessions and changes that used it, as they lead to it. From the references that the
 * schemas of all kinds declare; nothing here knows a kind. Pure.
 */

import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { type Reference, type ReferenceField, references, referencesIn } from '../../records/references.ts';
import type { RichCell } from '../../report/site-model.ts';
import type { SiteFacts } from './facts.ts';
import { recordHref, recordsHref } from './links.ts';
import { recordLine } from './record-about.ts';

interface Naming {
  kind: RecordKind;
  record: AnyRecord;
}

/** Records that one record lists; a permit of a year is named by hundreds. */
const MOST = 12;

/** By the id that is named, of all records that are at hand. */
const naming = new WeakMap<SiteFacts['records'], Map<string, Naming[]>>();

function namingOf({ records, kinds }: Pick<SiteFacts, 'records' | 'kinds'>): Map<string, Naming[]> {
  const known = naming.get(records);
  if (known !== undefined) return known;
  const found = new Map<string, Naming[]>();
  for (const kind of kinds) {
    const fields: ReferenceField[] = references(kind);
    if (fields.length === 0) continue;
    for (const record of records[kind.id] ?? []) {
      const ids = new Set(referencesIn(fields, record).map((one: Reference) => one.id));
      for (const id of ids) {
        const list = found.get(id);
        if (list === undefined) found.set(id, [{ kind, record }]);
        else list.push({ kind, record });
      }
    }
  }
  naming.set(records, found);
  return found;
}

/** Kinds of the records that name one. */
export const kindsNaming = (facts: Pick<SiteFacts, 'records' | 'kinds'>, id: string): ReadonlySet<string> =>
  new Set((namingOf(facts).get(id) ?? []).map(({ kind }) => kind.id));

/**
 * The records that name one, kind by kind, the newest first, each leading to its place.
 * @returns empty where none names it; after those of a kind how many more there are, leading to its records
 */
export function namedBy(facts: SiteFacts, id: string): RichCell[] {
  const own = namingOf(facts).get(id) ?? [];
  return [...Map.groupBy(own, ({ kind }) => kind)].flatMap(([kind, all]) => {
    const newest = all.toSorted((a, b) => (a.record.id < b.record.id ? 1 : -1));
    const more = newest.length - MOST;
    return [
      ...newest.slice(0, MOST).map(({ record }) => ({
        text: `${kind.label} ${record.id} ${recordLine(facts, kind, record)}`,
        href: recordHref(facts, record.id),
      })),
      ...(more > 0 ? [{ text: `另有${kind.label} ${more} 条`, href: recordsHref(kind.id) }] : []),
    ];
  });
}
