/** Ids of records in a question: who types one wants that record. Pure. */
import { numeralOf } from '../text/numerals.ts';

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

/** One way to write the number of a clause: 五（三）6, 5(3)6, 第五条第三款第6项 → `5.3.6`. */
function clauseKey(text: string): string {
  return upper(text)
    .replace(/[一二三四五六七八九十]+/g, (numeral) => String(numeralOf(numeral)))
    .replace(/[第条款项()、.．\s]+/g, '.')
    .replace(/^\.|\.$/g, '');
}

const NUMBER = '(?:\\d{1,3}|[一二三四五六七八九十]{1,3})';
const POINT = `\\s*[.．]\\s*${NUMBER}`;
const BRACKETS = '\\s*\\((?:[\\da-z]|[一二三四五六七八九十]){1,3}\\)\\s*\\d{0,3}';
/** A number with its parts: in brackets, by points, or by the words for them, of which 第 says that 三条 are not counted. */
const CLAUSE = new RegExp(
  `(?:第\\s*${NUMBER}(?:${POINT})*\\s*[条款项]|${NUMBER}(?:${POINT}|${BRACKETS})+)(?:第?\\s*${NUMBER}\\s*[款项])*`,
  'gi',
);
/** What stands around it and asks for nothing else. */
const AROUND =
  /合同|协议|条款|第|条|款|项|的|要求|规定|约定|内容|原文|是|说|讲|写|了|什么|哪些|怎么|如何|有|请问|吗|呢|[\s,;。?!“”"]/g;

/**
 * The clause that a question names by its number, in all its spellings, on paper or as the data have it: 条款5.3.6, 第5.3.6条, 五（三）6.
 * @returns whether nothing else is asked, and the clauses of that number; none where the question names none
 */
export function clausesIn<T extends { url: string; title: string; kind: string }>(
  documents: readonly T[],
  query: string,
): { exact: boolean; clauses: T[] } {
  const text = query.normalize('NFKC');
  const named = [...text.matchAll(CLAUSE)].map(([one]) => one);
  const keys = new Set(named.map(clauseKey));
  if (keys.size === 0) return { exact: false, clauses: [] };
  const exact = named.reduce((rest, one) => rest.replace(one, ''), text).replace(AROUND, '') === '';
  return {
    exact,
    clauses: documents.filter(
      ({ kind, url, title }) =>
        kind === CLAUSE_KIND &&
        (keys.has(clauseKey(title.split('\u3000')[0] as string)) ||
          keys.has(clauseKey(decodeURIComponent(url.replace(/^.*\//, ''))))),
    ),
  };
}

/** As what a clause is searched: the section of the clauses says it. */
export const CLAUSE_KIND = 'clause';

/** As what a record that was found by its id is shown. */
export const RECORD_KIND = 'record';
