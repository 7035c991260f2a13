/** The documents that were issued, as the site lists them: files, marks, and how each stands with the purchaser. */

import { savedAs } from '../../archive/layout.ts';
import type { ErasedFiles } from '../../archive/proof-documents.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { numberDays } from '../../contract/calendar/number-days.ts';
import { revisionText } from '../../contract/calendar/period-text.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import type { SiteDocument, SiteReceipt } from '../../report/site-model.ts';
import { siteReceipt } from '../../sections/lists/receipts.ts';
import { type ActsList, onSignedList, PURCHASER_ACTS } from '../../subjects/deliveries/judge/online.ts';
import { voidMark } from '../../subjects/signing/judge/voids.ts';
import type { Declared } from '../log/declared.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';

/** Every revision that was issued; of the newest of each how it stands with the purchaser. @param today contract date */
export function issuedDocuments(
  { documents, items, voids }: Plan,
  { contract, erased, declared }: { contract: ContractBundle; erased: ErasedFiles; declared: Declared['documents'] },
  today: string,
): SiteDocument[] {
  const isSigned = onSignedList(actsLists(items, contract));
  const receipts = new Map(
    items.flatMap(({ issued, delivery, earlier }) =>
      issued === null ? [] : [[issued.manifest.number, siteReceipt(delivery, today, isSigned, earlier)] as const],
    ),
  );
  const annulled = new Map(voids.map((one) => [revisionKey(one), one]));
  const byRevision = new Map(documents.map(({ manifest }) => [revisionKey(manifest), manifest.number]));
  return documents.map((one) => {
    const { manifest } = one;
    const document = siteDocument(one, receipts.get(manifest.number));
    const isErased = manifest.outputs.some(({ path }) => erased.has(`${one.folder}/${path}`));
    const gone = annulled.get(revisionKey(manifest));
    const next = byRevision.get(revisionKey({ ...manifest, revision: manifest.revision + 1 })) ?? null;
    const marks = [
      ...(isErased ? ['内容已依规清除'] : []),
      ...[declared.get(manifest.number) ?? []].flat(),
      ...(gone === undefined ? [] : [voidMark(gone, next)]),
    ];
    return marks.length === 0 ? document : { ...document, marks: [...document.marks, ...marks] };
  });
}

const daysBeside = ({ number, from, to }: ArchivedDocument['manifest']): Pick<SiteDocument, 'days'> => {
  const days = numberDays(number, from, to);
  return days === null ? {} : { days };
};

const revisionKey = (one: { obligation: string; period: string; revision: number }): string =>
  `${one.obligation} ${one.period} ${one.revision}`;

/** Draws an issued document as the site lists it; its files are served from the archive. */
export function siteDocument({ folder, manifest }: ArchivedDocument, receipt: SiteReceipt | undefined): SiteDocument {
  const file = (extension: string) => `/${folder}/${manifest.number}.${extension}`;
  return {
    number: manifest.number,
    obligation: manifest.obligation,
    name: manifest.title,
    period: manifest.period,
    periodText: manifest.periodText,
    ...daysBeside(manifest),
    revision: manifest.revision,
    revisionText: revisionText(manifest.revision),
    status: 'issued',
    issuedAt: manifest.times.issued,
    cut: manifest.cut,
    confirmedAt: manifest.times.confirmed,
    late: manifest.late,
    clauses: manifest.clauses.map(clauseMark),
    fingerprint: manifest.fingerprint,
    files: { html: file('html'), pdf: file('pdf'), xlsx: file('xlsx') },
    downloads: { pdf: savedAs(manifest, 'pdf'), xlsx: savedAs(manifest, 'xlsx') },
    marks: manifest.marks,
    ...(receipt === undefined ? {} : { receipt }),
  };
}

/** The documents on which the purchaser signs for what their accounts did. */
function actsLists(items: readonly PlannedOccurrence[], { registers }: ContractBundle): ActsList[] {
  const listing = registers.filter((one) => [one, ...(one.more ?? [])].some(({ kind }) => kind === PURCHASER_ACTS));
  const ids = new Set(listing.map(({ id }) => id));
  return items.flatMap(({ obligation, issued, delivery: { received } }) => {
    const cut = issued?.manifest.cut ?? null;
    return cut === null || !ids.has(obligation.id) ? [] : [{ cut, received }];
  });
}
