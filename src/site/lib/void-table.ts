/** What was made void as a table: when, who, why, and the revision that took its place. Pure. */
import type { SiteDocument, SiteVoid, TableBlock } from '../../report/site-model.ts';
import { fullTime, splitPeriod } from './deliverables.ts';
import { kindHref } from './paths.ts';

/** @param voids newest first; one whose document the site does not list is left out */
export function voidTable(voids: readonly SiteVoid[], documents: readonly SiteDocument[]): TableBlock {
  const byNumber = new Map(documents.map((one) => [one.number, one]));
  return {
    type: 'table',
    title: '作废的交付物',
    columns: [
      { key: 'name', label: '交付物', title: true },
      { key: 'period', label: '统计区间' },
      { key: 'revision', label: '作废的版次' },
      { key: 'at', label: '作废时间', short: true },
      { key: 'person', label: '作废人', short: true },
      { key: 'reason', label: '作废原因', wide: true },
      { key: 'answer', label: '代替的版次', state: true },
    ],
    rows: voids.flatMap((one) => {
      const document = byNumber.get(one.document);
      return document === undefined ? [] : [rowOf(one, document, byNumber.get(one.answer ?? ''))];
    }),
    empty: '没有作废的交付物。作废的文档会连同作废人、原因和代替的版次列在这里；原件仍在归档中。',
  };
}

function rowOf(one: SiteVoid, document: SiteDocument, next: SiteDocument | undefined): TableBlock['rows'][number] {
  const { name: period, days } = splitPeriod(document.periodText);
  return {
    id: one.record,
    cells: {
      name: { text: document.name, href: kindHref(document.obligation), sub: document.number },
      period: { text: period, sort: document.period, ...(days === undefined ? {} : { sub: days }) },
      revision: { text: document.revisionText, href: document.files.html },
      at: { text: one.at, sub: one.record },
      person: one.agreed === '' ? one.person : { text: one.person, sub: one.agreed },
      reason: one.reason,
      answer:
        next === undefined
          ? { text: '没有代替的版次', tone: 'muted', mark: '–' }
          : { text: next.revisionText, href: next.files.html, sub: `${fullTime(next.issuedAt)} 签发` },
    },
  };
}
