/** What was made void, by whom and why, and which revision took its place. Pure. */

import type { SiteDocument, SiteVoid } from '../../report/site-model.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { returnText } from '../../subjects/signing/returns.ts';
import { timeText } from '../../wording/words.ts';
import { answerOf, issuedByKey, keyOf } from './returns.ts';

/** @param voids oldest first, as the plan has them @param documents what the site lists, drafts too @returns newest first */
export function siteVoids(voids: readonly SignoffRecord[], documents: readonly SiteDocument[]): SiteVoid[] {
  const issued = issuedByKey(documents);
  return voids.toReversed().flatMap((record) => {
    const revisions = issued.get(keyOf(record)) ?? [];
    const document = revisions.find(({ revision }) => revision === record.revision);
    // As with returns: `verify` reports one of what is not in the archive.
    if (document === undefined) return [];
    return [
      {
        record: record.id,
        document: document.number,
        at: timeText(record.at),
        person: record.person,
        agreed: record.agreedBy === undefined ? '' : `⟦采购人⟧${record.agreedBy}同意`,
        reason: returnText(record),
        answer: answerOf(record, revisions),
      },
    ];
  });
}
