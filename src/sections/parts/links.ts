/** Addresses of the composed pages, and the small texts that they share. Pure. */
import type { Naming } from '../../page/naming.ts';
import type { RichCell, Tone } from '../../report/site-model.ts';
import { toneMarks } from '../../states/look.ts';
import { assetPlace } from './asset-places.ts';
import type { SiteFacts } from './facts.ts';
import { isFolded } from './months.ts';
import { wholeHref } from './places.ts';

/** What a section lists of a month. @param section its id @param anchor id of a kind of record, or of one record */
export const monthHref = (facts: Pick<SiteFacts, 'yearFrom'>, section: string, month: string, anchor: string): string =>
  `/${isFolded(facts, month) ? 'records' : section}/month/${month}#${anchor}`;

/** The faults to which a limit applies. */
export const limitHref = (id: string): string => `/faults/limit/${id}`;
/** Every time that a limit was missed. */
export const MISSED_HREF = limitHref('missed');

export const clauseHref = (id: string): string => `/clauses/${encodeURIComponent(id)}`;
/** The clauses of which the statements say the same: over the service, or with a period behind the state's id of that period. */
export const clauseStateHref = (id: string): string => `/clauses/state/${id}`;
/** What the statements list as exceptions, of all clauses. */
export const EXCEPTIONS_HREF = clauseStateHref('exceptions');
/** Of them the operations that match no permit. */
export const BREACHES_HREF = clauseStateHref('breaches');
/** Anchor of one period there. @param key of a `JudgedPeriod` */
export const exceptionsAnchor = (key: string): string => `in-${key}`;
export const exceptionsHref = (key: string): string => `${EXCEPTIONS_HREF}#${exceptionsAnchor(key)}`;
/** What no statement lists, since a 口径 was agreed later; apart from them, so that each count opens as many rows. */
export const MISSED_SINCE_HREF = clauseStateHref('since');
/** What was due on a day. */
export const dueOnHref = (day: string): string => `/deliverables/due/${day.slice(0, 'YYYY-MM'.length)}?day=${day}`;
/** Of every kind. */
export const RECORDS_HREF = '/records';
export const recordsHref = (kind: string): string => `/records/${kind}`;
/** The documents of an obligation. */
export const kindHref = (obligation: string): string => `/deliverables/kind/${obligation}`;
/** An issued document, with its files and what proves it around it. */
export const documentHref = (number: string): string => `/documents?number=${encodeURIComponent(number)}`;

/** The page that tells of a record, as a section says that it does: `shows`; else where it stands whole. */
export function recordHref(facts: Pick<SiteFacts, 'yearFrom' | 'kinds' | 'shown' | 'ids'>, id: string): string {
  const kind = facts.kinds.find(({ prefix }) => id.startsWith(`${prefix}-`))?.id;
  if (kind === undefined) return RECORDS_HREF;
  return facts.shown.get(kind)?.(facts, id) ?? wholeHref(facts, kind, id);
}

/** The asset's name as a link; its id when the contract no longer has it. */
export function assetLink(facts: Pick<SiteFacts, 'contract'>, id: string): RichCell {
  const place = assetPlace(facts.contract, id);
  return place === undefined ? { text: id } : { text: place.asset.name, href: place.href };
}

/** On the site assets lead to their places, and records to where they are told. */
export const naming = (facts: Pick<SiteFacts, 'contract' | 'yearFrom' | 'kinds' | 'shown' | 'ids'>): Naming => ({
  asset: (id) => assetLink(facts, id),
  href: (id) => recordHref(facts, id),
});

export const assetNames = (facts: Pick<SiteFacts, 'contract'>, ids: readonly string[]): string =>
  ids.map((id) => assetLink(facts, id).text).join('、');

/** An article by its title; its id when the workspace has no such article (any more). */
export function articleLink(facts: Pick<SiteFacts, 'articles'>, id: string): { text: string; href?: string } {
  const title = facts.articles.get(id);
  if (title === undefined) return { text: id };
  return { text: title, href: `/knowledge-base/${id.split('/').map(encodeURIComponent).join('/')}` };
}

/** Whether a document is about one record: its period is the record's id, with or without a part's suffix. */
export const isAbout = (period: string, id: string): boolean => period === id || period.startsWith(`${id}-`);

/** Issued documents about one record. */
export const documentsOf = (facts: Pick<SiteFacts, 'documents'>, id: string): SiteFacts['documents'] =>
  facts.documents.filter(({ period }) => isAbout(period, id));

/** Named by their period too where there are several of one kind. */
export function documentLinks(documents: SiteFacts['documents']): { text: string; href: string }[] {
  const kinds = Map.groupBy(documents, ({ name }) => name);
  return documents.map((one) => {
    const periods = new Set(kinds.get(one.name)?.map(({ period }) => period));
    const period = periods.size > 1 ? ` ${one.periodText}` : '';
    return {
      text: `${one.name}${period} ${one.revisionText}${one.status === 'draft' ? '（草稿）' : ''}`,
      href: one.files.html,
    };
  });
}

/** Of a cell whose tone no state gives. */
export const marks: Readonly<Record<Tone, string>> = toneMarks;
