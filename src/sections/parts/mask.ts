/**
 * Takes out of texts and records what a party may not see (`contract/disclosure.ts`): on the pages of the site's views and at the desk,
 * one rule for both. What was issued and signed is an original, and stays as it is. Pure.
 */
import { z } from 'zod';
import { defaultRoles, type Role } from '../../contract/acts.ts';
import { hiddenInView } from '../../contract/disclosure.ts';
import type { Sensitivity } from '../../contract/scalars.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SiteArticle, SiteView } from '../../report/site-model.ts';

/** A view of the site. */
export interface SiteMask {
  readonly view: SiteView;
  /** true: drafts, what is missing for them and the list of problems are for the supplier alone. */
  readonly internal: boolean;
  /** What its pages do not show. */
  readonly hides: readonly Sensitivity[];
}

/** What is taken out of texts and records. */
export interface Mask {
  /** The record without what may not be seen. */
  record<T extends AnyRecord>(kind: Pick<RecordKind, 'schema'>, record: T): T;
  /** Running text: addresses, ports and known names taken out. */
  text(text: string): string;
  /** An id or an address of a page: the same is taken out for the same each time, so that links and pages find each other. */
  name(name: string): string;
}

/** What stands in the place of what was found. @param word that says what it was */
type Stead = (found: string, word: string) => string;

/** @param roles of the desk, which read the views; those that hold without settings where none are given */
export const maskFor = (view: SiteView, roles: readonly Pick<Role, 'side' | 'acts'>[] = defaultRoles): SiteMask => ({
  view,
  internal: view === 'supplier',
  hides: hiddenInView(view, roles),
});

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]\d)(?:\/\d{1,2}(?!\d))?(?::\d{1,5})?/g;
/** Whatever may be an IPv6 address, with its zone, prefix, brackets and port. */
const ADDRESS_6 =
  /\[?(?<![\w:.])((?:[0-9a-f]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}))(?![\w:])(?:%[\w.-]+)?(?:\/\d{1,3})?(?:\](?::\d{1,5})?)?/gi;
/** Names that only an inner network has: by their last part, or of one part in a URL. */
const INNER_NAME =
  /(?<![\w.-])(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+(?:internal|intranet|intra|local|localdomain|lan|corp|home|private)(?![\w-])(?::\d{1,5})?/gi;
const URL_OF_ONE_PART =
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?)(?!localhost\b)[a-z0-9][\w-]*(?=[:/?#\s，。；）)]|$)(?::\d{1,5})?/gi;
const HIDDEN = { address: '〔地址略〕', port: '〔端口略〕', name: '〔姓名略〕' };
const PORT = /(?<![\w-])\d{1,5}\/(?:tcp|udp)\b/gi;

/** What stands in texts and is known to be one. */
export interface Known {
  /** People, as they stand in texts. */
  names?: readonly string[];
  /** Addresses, host names and places of machines. */
  hosts?: readonly string[];
}

/** @param leavesOut what may not be seen; empty: all is seen */
export function maskOf(leavesOut: readonly Sensitivity[], { names = [], hosts = [] }: Known): Mask {
  const internal = leavesOut.length === 0;
  const hidesAddresses = leavesOut.includes('internal');
  const hidesPeople = leavesOut.includes('personal') || leavesOut.includes('contact');
  const people = hidesPeople
    ? longestFirst(
        names
          .filter((name) => name.length > 1 && name !== TO_BE_FILLED)
          .flatMap((one) => [one, encodeURIComponent(one)]),
      )
    : [];
  const known = hidesAddresses ? wordsOf(hosts) : null;
  const slugs = slugsOf(hosts);
  const stand = standIns();
  const without = (given: string, stead: Stead): string => {
    const named = people.reduce((out, name) => out.replaceAll(name, () => stead(name, HIDDEN.name)), given);
    if (!hidesAddresses) return named;
    const away = (found: string): string => stead(found, HIDDEN.address);
    return (known === null ? named : named.replace(known, away))
      .replace(ADDRESS_6, (found, address: string) => (isAddress6(address) ? away(found) : found))
      .replace(ADDRESS, (found) => (isPublicExample(found) ? found : away(found)))
      .replace(INNER_NAME, away)
      .replace(URL_OF_ONE_PART, away)
      .replace(PORT, (found) => stead(found, HIDDEN.port));
  };
  const text = (given: string): string => without(given, (_, word) => word);
  const numbers = new Map<string, number>();
  const numbered = (found: string): string => {
    const number = numbers.get(found.toLowerCase()) ?? numbers.size + 1;
    numbers.set(found.toLowerCase(), number);
    return `hidden${number}`;
  };
  const sluggedAway = (found: string): string =>
    isPublicExample(found.replaceAll('-', '.')) ? found : numbered(found);
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
    name: (given) =>
      without(hidesAddresses ? given.replace(slugs, numbered).replace(ADDRESS_AS_SLUG, sluggedAway) : given, numbered),
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
const ADDRESS_6_OF_A_HOST = z.ipv6();

/** Not a time, which has no such form, and not what every machine has. */
const isAddress6 = (found: string): boolean =>
  /\d|[a-f]{2}/i.test(found) && found !== '::1' && ADDRESS_6_OF_A_HOST.safeParse(found).success;

/** As it stands in the address of a page. */
const ADDRESS_AS_SLUG = /(?<![a-z0-9])\d{1,3}(?:-\d{1,3}){3}(?![a-z0-9])/gi;

/** The same of what is known, with whatever stands beside it: an address of a page has a hyphen between all. */
function slugsOf(hosts: readonly string[]): RegExp {
  const slugs = hosts.map((one) =>
    one
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  );
  const words = longestFirst(slugs.filter((one) => one.length > 2));
  return words.length === 0 ? /(?!)/ : new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, 'gi');
}

const longestFirst = (all: readonly string[]): string[] => [...new Set(all)].sort((a, b) => b.length - a.length);

/** Any of the words, each as a whole; null: there are none. */
function wordsOf(all: readonly string[]): RegExp | null {
  const words = longestFirst(all.filter((one) => one.length > 2)).map((one) =>
    one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  return words.length === 0 ? null : new RegExp(`(?<![\\w.-])(?:${words.join('|')})(?![\\w-])`, 'gi');
}

/** Addresses of every machine, such as 127.0.0.1, and what only looks like an address, such as a version. */
const isPublicExample = (found: string): boolean => {
  const [host = ''] = found.split(/[:/]/);
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
export function maskedArticle(mask: Pick<Mask, 'text'>, article: SiteArticle): SiteArticle {
  const { text } = mask;
  return {
    ...article,
    title: text(article.title),
    html: text(article.html),
    text: text(article.text),
    summary: text(article.summary),
    headings: article.headings.map((one) => ({ ...one, text: text(one.text) })),
  };
}
