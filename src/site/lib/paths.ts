/** Addresses of the site's own pages. */

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

export const articleHref = (id: string): string => `/knowledge-base/${encodePath(id)}`;
export const manualHref = (id: string): string => `/manual/${encodePath(id)}`;
export const monthHref = (month: string): string => `/deliverables/month/${month}`;
/** What stands on the days of a month of the calendar; of one of them. */
export const dueHref = (month: string, day?: string): string =>
  `/deliverables/due/${month}${day === undefined ? '' : `?day=${day}`}`;
export const kindHref = (obligation: string): string => `/deliverables/kind/${obligation}`;
export const stateHref = (state: string): string => `/deliverables/state/${state}`;
/** What stands with the purchaser in one way. */
export const receiptHref = (receipt: string): string => `/deliverables/receipt/${receipt}`;
/** What was delivered and waits for the purchaser. */
export const AWAITING_HREF = '/deliverables/awaiting';
/** Every month, on the page of all. */
export const MONTHS_HREF = '/deliverables#months';
/** What the purchaser sent back. */
export const RETURNED_HREF = '/deliverables/returned';
/** Who was on duty on which day. */
export const DUTY_HREF = '/records/duty';
export const VOIDED_HREF = '/deliverables/voided';
/** Today's checks, of one outcome or all. */
export const checksHref = (outcome?: string): string =>
  `/assets/today/inspection${outcome === undefined ? '' : `?outcome=${outcome}`}`;
export const consultationsHref = (month: string): string => `/consultations/${month}`;

/** An issued document with what proves it, and the way back: what its bare file has not. @param number with its revision */
export const documentHref = (number: string): string => `/documents?number=${encodeURIComponent(number)}`;
/** Its number, files, status and records. */
export const proofHref = (number: string): string => `/verify?number=${encodeURIComponent(number)}`;

/** A record's id among those of its month, which the id holds. */
export const recordHref = (id: string): string =>
  `/records/month/${id.replace(/^.*-(\d{4})(\d{2})\d{2}-\d+$/, '$1-$2')}#${id}`;

/** `/a/b.html`, `/a/b/` and `/a/b` are one page. */
export const samePage = (pathname: string): string => pathname.replace(/(\/index)?(\.html)?\/?$/, '') || '/';
