/** What the purchaser sent back and what was made void, as the site lists it: each with its document and the revision that followed. Pure. */
import { formatDateTime } from '../../contract/time.ts';
import { settledTable } from '../../page/table.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { Cell, SiteDocument, SiteReturns, TableBlock } from '../../report/site-model.ts';
import { lookCell } from '../../states/look.ts';
import { receipts } from '../../states/receipt.ts';
import { type Returned, returnTable, type TakenBack, voidTable } from '../../subjects/deliveries/taken-back-tables.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { CLAIMED } from '../../wording/words.ts';
import { kindHref, marks } from '../parts/links.ts';

/** Answered returns that are listed; older ones are in the 交付登记簿 of their month. */
const MOST_ANSWERED = 100;

/** @param returns newest first @param documents what the site lists, drafts too */
export function siteReturns(returns: readonly SignoffRecord[], documents: readonly SiteDocument[]): SiteReturns {
  const all = withDocuments(returns, documents).map((found) => returnedOf(found));
  const answered = all.filter(({ next }) => next !== null);
  const tableOf = (title: string, empty: string, list: readonly Returned[]): TableBlock =>
    settledTable({ ...returnTable, id: ({ act }) => act.id, title, empty }, list, 'site');
  return {
    open: tableOf(
      '退回而未修订',
      '眼下没有退回而未改正的交付物。⟦采购人⟧退回的文档会连同原因列在这里，直到签发修订版。',
      all.filter(({ next }) => next === null),
    ),
    answered: tableOf(
      '退回后已修订',
      '还没有退回后修订的交付物。修订版签发后，退回的原因和修订的版次列在这里。',
      answered.slice(0, MOST_ANSWERED),
    ),
    revised: answered.length,
  };
}

/** @param voids oldest first, as the plan has them @param documents what the site lists, drafts too @returns newest first */
export function siteVoids(voids: readonly SignoffRecord[], documents: readonly SiteDocument[]): TableBlock {
  const rows = withDocuments(voids.toReversed(), documents).map((found) => {
    const { act, document } = found;
    const sub = act.agreedBy === undefined ? '' : `⟦采购人⟧${act.agreedBy}同意`;
    return { ...takenBackOf(found, sub), number: document.number };
  });
  const empty = '没有作废的交付物。作废的文档会连同作废人、原因和代替的版次列在这里；原件仍在归档中。';
  return settledTable({ ...voidTable(), id: ({ act }) => act.id, empty }, rows, 'site');
}

interface Found {
  act: SignoffRecord;
  document: SiteDocument;
  /** The revision that followed; a document that was revised twice answers each return by the next one. */
  next: SiteDocument | undefined;
  /** The revision of which it is known how it stands with the purchaser. */
  newest: SiteDocument | undefined;
}

/** Of what is not in the archive `verify` reports; here there is nothing to lead to. */
function withDocuments(acts: readonly SignoffRecord[], documents: readonly SiteDocument[]): Found[] {
  const keyOf = (one: { obligation: string; period: string }): string => `${one.obligation} ${one.period}`;
  const issued = Map.groupBy(
    documents.filter(({ status }) => status === 'issued'),
    keyOf,
  );
  return acts.flatMap((act) => {
    const revisions = (issued.get(keyOf(act)) ?? []).toSorted((a, b) => a.revision - b.revision);
    const document = revisions.find(({ revision }) => revision === act.revision);
    if (document === undefined) return [];
    const next = revisions.find(({ revision }) => revision > act.revision);
    return [{ act, document, next, newest: revisions.findLast(({ receipt }) => receipt !== undefined) }];
  });
}

/** @param sub what is said of who did it */
function takenBackOf({ act, document, next }: Found, sub: string): TakenBack & { revision: Cell } {
  return {
    act,
    name: { text: document.name, href: kindHref(document.obligation), sub: document.number },
    period: { text: document.periodText, sort: document.period },
    revision: { text: document.revisionText, href: document.files.html },
    person: sub === '' ? act.person : { text: act.person, sub },
    next:
      next === undefined
        ? null
        : { text: next.revisionText, href: next.files.html, sub: `${formatDateTime(next.issuedAt ?? '')} 签发` },
  };
}

function returnedOf(found: Found): Returned {
  const { act, next, newest } = found;
  const via = [act.via ?? '', isVouched(act, act.at) ? '' : CLAIMED].filter((one) => one !== '');
  const own = takenBackOf(found, via.join('，'));
  if (next === undefined || typeof own.next !== 'object' || own.next === null) return own;
  return { ...own, next: { ...own.next, tone: 'normal', mark: marks.normal }, since: sinceCell(newest, next) };
}

/** How the document stands with the purchaser since, as every list of documents says it: of the revision that stands, named where it is a later one. */
function sinceCell(newest: SiteDocument | undefined, answer: SiteDocument): Cell {
  if (newest?.receipt === undefined) return null;
  const { state, text, on, days, note } = newest.receipt;
  const sub = [on, note, days === null ? null : `已等 ${days} 天`].filter((one) => one !== undefined && one !== null);
  return {
    ...lookCell(receipts[state]),
    text: newest.number === answer.number ? text : `${newest.revisionText}${text}`,
    ...(sub.length === 0 ? {} : { sub: sub.join('，') }),
  };
}
