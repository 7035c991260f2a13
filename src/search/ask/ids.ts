/** Ids of records in a question: who types one wants that record. Pure. */
const RECORD = /[A-Z]{2,4}-\d{8}-\d{1,4}/g;

/** Published names of vulnerabilities. */
const VULNERABILITY = /(?:CVE|CNVD|CNNVD)-\d{4,6}-\d{3,8}/g;

/** `gz-20260320-001 是什么` → `['GZ-20260320-001']`, each once. */
export const idsIn = (query: string): string[] => matches(query, RECORD);

/** `cve-2024-6387 修了吗` → `['CVE-2024-6387']`, each once. */
export const vulnerabilitiesIn = (query: string): string[] => matches(query, VULNERABILITY);

const upper = (query: string): string =>
  query
    .normalize('NFKC')
    .replace(/[－—–]/g, '-')
    .toUpperCase();

const matches = (query: string, pattern: RegExp): string[] => [...new Set(upper(query).match(pattern) ?? [])];

/** The number that the whole query is, in capitals; undefined where it is words, or more than a number. */
export function numberOf(query: string): string | undefined {
  const text = upper(query).trim();
  return /^[A-Z\d]+(?:[-.][A-Z\d]+)+$/.test(text) && /\d/.test(text) ? text : undefined;
}

/** Nobody gives longer numbers. */
const LONGEST = 60;

/**
 * The whole query as a number that somebody else gave, of whatever signs: `商服信〔2026〕18号`, `fw-2026-042`; undefined for what has no
 * figure, and for what is too long.
 */
export function outsideNumberOf(query: string): string | undefined {
  const text = upper(query).replace(/\s+/g, '');
  return /\d/.test(text) && text.length <= LONGEST ? text : undefined;
}

/**
 * What bears a number, by its address: a document, of which the number may leave out the revision, a clause, a page of its own. Of a
 * published name of a vulnerability whatever has it in its title: each asset has its own.
 */
export function bearersOf<T extends { url: string; title: string }>(documents: readonly T[], number: string): T[] {
  const nameOf = ({ url }: T): string => upper(decodeURIComponent(url.replace(/^.*[/#]|\.html$/g, '')));
  const own = documents.filter((one) => nameOf(one) === number);
  const revised = own.length > 0 ? own : documents.filter((one) => nameOf(one).replace(/-R\d+$/, '') === number);
  if (revised.length > 0 || !vulnerabilitiesIn(number).includes(number)) return revised;
  return documents.filter(({ title }) => vulnerabilitiesIn(title).includes(number));
}

/** As what a record that was found by its id is shown. */
export const RECORD_KIND = 'record';
