/** What an issued file's address says of it. Shared by the pages and the script that completes their links. */

export interface FileAddress {
  period: string;
  revision: number;
  /** Document number. */
  number: string;
  extension: string;
}

const ARCHIVED = /^\/archive\/\d{4}\/[^/]+\/([^/]+)\/r(\d+)\/([^/]+)\.(html|pdf|xlsx)$/;

/** `/archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.pdf`; null for any other address. */
export function fileAddress(href: string): FileAddress | null {
  const [, period, revision, number, extension] = ARCHIVED.exec(href) ?? [];
  if (period === undefined || number === undefined || extension === undefined) return null;
  return { period, revision: Number(revision), number, extension };
}

/**
 * Name under which a file is saved, `20261124_系统巡检日志_第1版.pdf`: composed from its address, so that a year's list
 * need not repeat it in each of its rows. Pages compare it with the name that the archive gave, and say it where they differ.
 */
export function savedName(href: string, title: string): string | null {
  const file = fileAddress(href);
  if (file === null) return null;
  const compact = file.period.replace(/^[A-Z]{2,3}-/, '').replace(/-/g, '');
  return `${compact}_${title}_第${file.revision}版.${file.extension}`;
}
