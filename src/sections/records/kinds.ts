/** The kinds of which there are records, with the ids of each. Pure. */
import type { Block, Section } from '../../report/site-model.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { isFolded, monthOfId } from '../parts/months.ts';
import { placeOf } from '../parts/places.ts';
import { recordLine } from '../parts/record-about.ts';

/** A kind of which there are records, with their ids by month, newest first. */
export interface KindIds {
  kind: string;
  label: string;
  ids: readonly string[];
  months: ReadonlyMap<string, readonly string[]>;
}

/** The kinds of which there are records. */
export const idsByKind = (facts: Pick<SiteFacts, 'kinds' | 'ids'>): KindIds[] =>
  facts.kinds
    .map(({ id, label }): KindIds => {
      const ids = (facts.ids.get(id) ?? []).toReversed();
      return { kind: id, label, ids, months: Map.groupBy(ids, monthOfId) };
    })
    .filter(({ ids }) => ids.length > 0);

/** What stands on the page of a month: a section a kind, under its id. */
export const monthRecords = (facts: SiteFacts, kinds: readonly KindIds[], month: string): Section[] =>
  kinds.flatMap(({ kind, label, months }) => {
    const ids = months.get(month);
    return ids === undefined
      ? []
      : [{ id: kind, title: label, note: `${ids.length} 条`, blocks: [idList(facts, kind, ids, month)] }];
  });

/**
 * Ids in one list, each leading to the place where the record stands whole, with what it is about; of a folded month the ids alone.
 * @param month whose page the list is on: of a folded one that is the place of its records
 */
export function idList(facts: SiteFacts, kind: string, ids: readonly string[], month = ''): Block {
  const unit = facts.kinds.find(({ id }) => id === kind);
  const records = new Map((facts.records[kind] ?? []).map((one) => [one.id, one]));
  return {
    type: 'ids',
    items: ids.map((id) => {
      if (isFolded(facts, monthOfId(id)))
        return month === monthOfId(id) ? { id } : { id, href: placeOf(facts, kind, id) };
      const record = records.get(id);
      const about = unit === undefined || record === undefined ? {} : { about: recordLine(facts, unit, record) };
      return { id, href: placeOf(facts, kind, id), ...about };
    }),
  };
}
