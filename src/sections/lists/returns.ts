/** What the purchaser sent back, why, and which revision answered it. Pure. */

import { isVouched } from '../../records/purchaser.ts';
import type { SiteDocument, SiteReturn } from '../../report/site-model.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { returnText } from '../../subjects/signing/returns.ts';
import { CLAIMED, timeText } from '../../wording/words.ts';

/** @param returns newest first @param documents what the site lists, drafts too */
export function siteReturns(returns: readonly SignoffRecord[], documents: readonly SiteDocument[]): SiteReturn[] {
  const issued = issuedByKey(documents);
  return returns.flatMap((record) => {
    const revisions = issued.get(keyOf(record)) ?? [];
    const document = revisions.find(({ revision }) => revision === record.revision);
    // A return of what is not in the archive is reported by `verify`; here there is nothing to lead to.
    if (document === undefined) return [];
    const { at, person, via = '' } = record;
    return [
      {
        record: record.id,
        document: document.number,
        at: timeText(at),
        person,
        via: isVouched(record, record.at) ? via : [via, CLAIMED].filter((one) => one !== '').join('，'),
        reason: returnText(record),
        answer: answerOf(record, revisions),
      },
    ];
  });
}

/** Under which all revisions of a document stand. */
export const keyOf = (one: { obligation: string; period: string }): string => `${one.obligation} ${one.period}`;

/** The issued revisions of each document. */
export const issuedByKey = (documents: readonly SiteDocument[]): Map<string, SiteDocument[]> =>
  Map.groupBy(
    documents.filter(({ status }) => status === 'issued'),
    keyOf,
  );

/** Number of the revision that followed, null while there is none: a document that was revised twice answers each return by the next one. */
export function answerOf({ revision }: SignoffRecord, revisions: readonly SiteDocument[]): string | null {
  const later = revisions.filter((one) => one.revision > revision);
  return later.toSorted((a, b) => a.revision - b.revision)[0]?.number ?? null;
}
