/**
 * What a party may not see: on the site's views the addresses in articles, at the desk also fields by their sensitivity. Pure.
 *
 * What was written down stands in the documents of both parties to the letter, addresses, ports and names included: a mask that
 * does not reach the document hides nothing, and an auditor checks attendance against the people of the bid. So the views show records
 * as they are; articles are in no document.
 */
import { z } from 'zod';
import type { Sensitivity } from '../../contract/scalars.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SiteArticle, SiteView } from '../../report/site-model.ts';

/** A view of the site. */
export interface SiteMask {
  readonly view: SiteView;
  /** true: drafts, what is missing for them, addresses of the assets and the list of problems are for the supplier alone. */
  readonly internal: boolean;
}

/** What the desk takes out of its answers. */
export interface Mask {
  /** The record without what may not be seen. */
  record<T extends AnyRecord>(kind: Pick<RecordKind, 'schema'>, record: T): T;
  /** Running text: addresses, ports and known names taken out. */
  text(text: string): string;
}

export const maskFor = (view: SiteView): SiteMask => ({ view, internal: view === 'supplier' });

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])(?::\d{1,5})?/g;
const HIDDEN = { address: '〔地址略〕', port: '〔端口略〕', name: '〔姓名略〕' };
const PORT = /(?<![\w-])\d{1,5}\/(?:tcp|udp)\b/g;

/**
 * @param leavesOut what may not be seen; empty: all is seen
 * @param names people of the contract, as they stand in texts
 */
export function maskOf(leavesOut: readonly Sensitivity[], names: readonly string[]): Mask {
  const internal = leavesOut.length === 0;
  const hidesAddresses = leavesOut.includes('internal');
  const people = leavesOut.includes('personal') ? names.filter((name) => name.length > 1 && name !== TO_BE_FILLED) : [];
  const stand = standIns();
  const text = (value: string): string => {
    const without = hidesAddresses
      ? value.replace(ADDRESS, (found) => (isPublicExample(found) ? found : HIDDEN.address)).replace(PORT, HIDDEN.port)
      : value;
    return people.reduce((out, name) => out.replaceAll(name, HIDDEN.name), without);
  };
  const value = (field: RecordField, given: unknown): unknown => {
    if (given === undefined || given === null) return given;
    if (field.shape === 'rows' && Array.isArray(given)) {
      return given.map((row: Record<string, unknown>) => fieldsMasked(field.columns, row));
    }
    // The same hidden value gets the same stand-in, so that two machines stay two.
    if (leavesOut.includes(field.sensitivity)) return stand(field.sensitivity, String(given));
    if (typeof given === 'string') return field.references === undefined ? text(given) : given;
    return Array.isArray(given) ? given.map((one) => (typeof one === 'string' ? text(one) : one)) : given;
  };
  const fieldsMasked = (fields: readonly RecordField[], row: Record<string, unknown>): Record<string, unknown> => {
    const known = new Map(fields.map((field) => [field.name, field]));
    return Object.fromEntries(
      Object.entries(row).map(([name, given]) => {
        const field = known.get(name);
        return [name, field === undefined || FIXED.has(name) ? given : value(field, given)];
      }),
    );
  };
  return {
    text,
    record(kind, record) {
      if (internal) return record;
      return fieldsMasked(
        fieldsOf(kind.schema),
        record as unknown as Record<string, unknown>,
      ) as unknown as typeof record;
    },
  };
}

/** What identifies a record or counts time is never changed. */
const FIXED = new Set(['schema', 'kind', 'id', 'source', 'at', 'enteredAt', 'simulated']);

const ADDRESS_OF_A_HOST = z.ipv4();

/** Addresses of every machine, such as 127.0.0.1, and what only looks like an address, such as a version. */
const isPublicExample = (found: string): boolean => {
  const [host = ''] = found.split(':');
  return !ADDRESS_OF_A_HOST.safeParse(host).success || host.startsWith('127.') || host === '0.0.0.0';
};

/** `〔地址 1〕`, `〔人员 2〕`: numbered in the order in which they are met. */
function standIns(): (sensitivity: Sensitivity, value: string) => string {
  const given = new Map<string, string>();
  const counts = { personal: 0, contact: 0, internal: 0, public: 0 };
  const words = { personal: '人员', contact: '联系方式', internal: '地址', public: '' };
  return (sensitivity, value) => {
    const key = `${sensitivity}\0${value}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    counts[sensitivity] += 1;
    const made = `〔${words[sensitivity]} ${counts[sensitivity]}〕`;
    given.set(key, made);
    return made;
  };
}

/** An article of the workspace as a view has it: what people wrote may hold addresses of machines. */
export function maskedArticle({ internal }: SiteMask, article: SiteArticle): SiteArticle {
  if (internal) return article;
  const { text } = maskOf(['internal'], []);
  return {
    ...article,
    title: text(article.title),
    html: text(article.html),
    text: text(article.text),
    summary: text(article.summary),
    headings: article.headings.map((one) => ({ ...one, text: text(one.text) })),
  };
}
