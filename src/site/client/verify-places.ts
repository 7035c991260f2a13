/** Where the records of a document stand whole: the same places to which the search leads. */
import type { ProofDocument } from '../../proof/index.ts';
import { monthOfId, placesFile } from '../../search/index/place-files.ts';
import { recordHref } from '../lib/paths.ts';

/** Asks for the months of the records that are named. @returns the place of a record; among the ids of its month where none is told */
export async function placesOf(documents: readonly Pick<ProofDocument, 'records'>[]): Promise<(id: string) => string> {
  const ids = documents.flatMap(({ records }) => Object.values(records).flatMap((one) => one.ids));
  const months = [...new Set(ids.map(monthOfId))];
  const known = new Map((await Promise.all(months.map(read))).flatMap((places) => Object.entries(places)));
  return (id) => known.get(id) ?? recordHref(id);
}

/** Nothing of a month that the reader may not ask for: the record is then found among the ids of its month. */
async function read(month: string): Promise<Record<string, string>> {
  try {
    const response = await fetch(`/_search/${placesFile(month)}`);
    return response.ok ? ((await response.json()) as Record<string, string>) : {};
  } catch {
    return {};
  }
}
