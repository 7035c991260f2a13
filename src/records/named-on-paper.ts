/**
 * What the words of a signed page name, held against what it is there to prove: a page that names another document, or another record of
 * the kind, and not this one is told wherever it is shown. One without words, as a plain scan, says nothing either way. Pure.
 */
import { allObligations, type ContractBundle } from '../contract/bundle/bundle.ts';
import { documentNumber, periodInNumber } from '../contract/calendar/period-text.ts';
import { isDocumentNumber } from '../contract/numbers-in-text.ts';
import { parseRecordId } from '../contract/record-id.ts';
import type { AnyRecord, Attachment } from './record.ts';

/** What a page has to name. */
export interface Vouched {
  /** Number of the document that was signed for, or its beginning; absent: it is a record. */
  document?: string;
  /** First part of ids of its kind, and its own; no id: it is about to be saved. */
  record?: { prefix: string; id?: string | undefined };
}

/** @returns the numbers that it names in place of this one; empty: it names this one, or none of the kind, or proves no act of the purchaser */
export function namedInstead(
  { names = [], proof, withdrawn }: Pick<Attachment, 'names' | 'proof' | 'withdrawn'>,
  { document, record }: Vouched,
): string[] {
  if (proof !== 'purchaser' || withdrawn !== undefined) return [];
  if (document !== undefined) {
    const documents = names.filter(isDocumentNumber);
    return documents.some((one) => one.startsWith(document)) ? [] : documents;
  }
  if (record === undefined) return [];
  const { prefix, id } = record;
  const own = names.filter((one) => !isDocumentNumber(one) && one.startsWith(`${prefix}-`));
  return own.some((one) => one === id || one.startsWith(`${id}-`)) ? [] : own;
}

type MaybeAct = Partial<AnyRecord> & {
  obligation?: string;
  period?: string;
  revision?: number;
  action?: string;
  list?: string;
};

/** What the record of a receipt, a return or a waiver is about, or a record of any other kind itself. */
export interface Naming {
  contract: Pick<ContractBundle, 'contract' | 'obligations' | 'written' | 'registers'>;
  /** First part of the ids of its kind. */
  prefix: string;
}

/** @returns null where the page need not name it: a list that was signed names what it lists in its own way */
export function vouchedBy(record: Partial<AnyRecord>, { contract, prefix }: Naming): Vouched | null {
  const { obligation, period, revision, action, list } = record as MaybeAct;
  if (action === undefined && list === undefined && obligation === undefined)
    return { record: { prefix, id: record.id } };
  const code = allObligations(contract).find(({ id }) => id === obligation)?.code;
  if (list !== undefined || code === undefined || period === undefined) return null;
  const { shortName } = contract.contract;
  if (revision !== undefined) return { document: documentNumber(shortName, code, period, revision) };
  return { document: `${shortName}-${code}-${periodInNumber(period)}-r` };
}

/** The same of a record whose id says its kind, and that is no act upon a document. */
export function vouchedAsRecord({ id }: Pick<AnyRecord, 'id'>): Vouched {
  const prefix = parseRecordId(id)?.prefix;
  return prefix === undefined ? {} : { record: { prefix, id } };
}

/** Numbers that are named in one line. */
const NAMED = 3;

/** `文字写的是 GZ-20261120-001，没有 GZ-20261121-002`; empty: nothing speaks against it. */
export function insteadText(attachment: Parameters<typeof namedInstead>[0], vouched: Vouched): string {
  const named = namedInstead(attachment, vouched);
  if (named.length === 0) return '';
  const more = named.length > NAMED ? ` 等 ${named.length} 个编号` : '';
  const wanted = vouched.document ?? vouched.record?.id;
  return `文字写的是 ${named.slice(0, NAMED).join('、')}${more}${wanted === undefined ? '' : `，没有 ${wanted.replace(/-r$/, '')}`}`;
}
