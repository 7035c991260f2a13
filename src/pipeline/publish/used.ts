/** Which documents were made from a record: told by the inputs that their manifests name. Pure but for what manifests read. */
import { recordIds } from '../../archive/manifest-records.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { Used } from '../../sections/parts/facts.ts';
import { isAbout } from '../../sections/parts/links.ts';

type Document = Pick<ArchivedDocument, 'manifest'>;

/**
 * A record is at hand for many documents after the one that counts it: a year's review reads all of them. So of each obligation one
 * is named, the one whose days hold the record's, by its newest revision; where none does, the first that had it. Documents about the
 * record itself, such as the first and the last report of a fault, are named each.
 * @returns by the id of the record
 */
export function usedIn(documents: readonly Document[]): ReadonlyMap<string, Used> {
  const found = new Map<string, { all: number; best: Map<string, Document> }>();
  for (const document of documents) {
    for (const id of Object.values(recordIds(document.manifest)).flat()) {
      const own = found.get(id) ?? { all: 0, best: new Map<string, Document>() };
      found.set(id, own);
      own.all += 1;
      const { obligation, period } = document.manifest;
      const key = isAbout(period, id) ? `${obligation} ${period}` : obligation;
      const known = own.best.get(key);
      if (known === undefined || isBetter(document, known, dayOfRecordId(id))) own.best.set(key, document);
    }
  }
  return new Map(
    [...found].map(([id, { all, best }]) => [
      id,
      { all, numbers: ofItself(id, [...best.values()]).map(({ manifest }) => manifest.number) },
    ]),
  );
}

/** Where an obligation has documents about the record itself, without what it made of another one with this at hand. */
function ofItself(id: string, documents: readonly Document[]): Document[] {
  const own = new Set(
    documents.flatMap(({ manifest: { obligation, period } }) => (isAbout(period, id) ? obligation : [])),
  );
  return documents.filter(({ manifest: { obligation, period } }) => isAbout(period, id) || !own.has(obligation));
}

function isBetter({ manifest: one }: Document, { manifest: other }: Document, day: string): boolean {
  const holds = ({ from, to }: typeof one): boolean => from <= day && day <= to;
  if (holds(one) !== holds(other)) return holds(one);
  if (one.period === other.period) return one.revision > other.revision;
  return one.from < other.from;
}
