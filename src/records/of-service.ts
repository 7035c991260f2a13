/** Which days' records of a kind are those of a service: what its documents read, and the site counts for it. Pure. */
import { type DateText, toDate } from '../contract/time.ts';

/** Kinds whose records may be signed before the first day of service and hold on it: a standing permit. */
const GRANTED_BEFORE: ReadonlySet<string> = new Set(['permit']);

/** Kinds of what becomes of documents and of the project, of which some happens only after the last day of service. */
const GOES_ON_AFTER: ReadonlySet<string> = new Set(['signoff', 'waiver', 'close-out', 'objection', 'payment-paper']);

export interface ServicePeriod {
  from: DateText;
  to: DateText;
}

/** A year before the service for what is granted ahead; else its first day. @param kind without it no kind of its own rule */
export function firstDayOfService(kind: string | undefined, { from }: ServicePeriod): DateText {
  const ahead = kind !== undefined && GRANTED_BEFORE.has(kind);
  return ahead ? toDate(from).subtract({ years: 1 }).toString() : from;
}

/** Up to today; beyond the last day of service only of what becomes of documents. @param today day of the contract's zone */
export const lastDayOfService = (kind: string | undefined, { to }: ServicePeriod, today: DateText): DateText =>
  kind !== undefined && GOES_ON_AFTER.has(kind) ? today : today < to ? today : to;

/** true when records of the kind that bear this date in their id are the service's: within it, granted ahead of it or signed after it. */
export const isOfService = (kind: string, day: DateText, service: ServicePeriod): boolean =>
  day >= firstDayOfService(kind, service) && day <= lastDayOfService(kind, service, day);
