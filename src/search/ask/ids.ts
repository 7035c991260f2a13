/** Ids of records in a question: who types one wants that record. Pure. */
const RECORD = /[A-Z]{2,4}-\d{8}-\d{1,4}/g;

/** Published names of vulnerabilities. */
const VULNERABILITY = /(?:CVE|CNVD|CNNVD)-\d{4,6}-\d{3,8}/g;

/** `gz-20260320-001 是什么` → `['GZ-20260320-001']`, each once. */
export const idsIn = (query: string): string[] => matches(query, RECORD);

/** `cve-2024-6387 修了吗` → `['CVE-2024-6387']`, each once. */
export const vulnerabilitiesIn = (query: string): string[] => matches(query, VULNERABILITY);

const matches = (query: string, pattern: RegExp): string[] => [
  ...new Set(
    query
      .normalize('NFKC')
      .replace(/[－—–]/g, '-')
      .toUpperCase()
      .match(pattern) ?? [],
  ),
];

/** As what a record that was found by its id is shown. */
export const RECORD_KIND = 'record';

/** The record as a result: there is none that could be surer. */
export const namedRecord = (id: string, url: string) => ({
  ...{ url, title: id, kind: RECORD_KIND },
  ...{ score: Number.MAX_SAFE_INTEGER, share: 1, about: Number.MAX_SAFE_INTEGER, lacks: [] as string[] },
});

/** Puts the records that a question names before all that was found; one that was found is shown as it was. */
export function namedFirst<T extends { url: string }>(ranked: readonly T[], named: readonly T[]): T[] {
  const urls = new Set(named.map(({ url }) => url));
  return [
    ...named.map((one) => ranked.find(({ url }) => url === one.url) ?? one),
    ...ranked.filter(({ url }) => !urls.has(url)),
  ];
}
