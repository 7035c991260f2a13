/** What users said of the service, in surveys and on service orders: one count of both, for documents and for the site. Pure. */
import type { SatisfactionRecord } from '../kinds/satisfaction.ts';
import type { ServiceOrderRecord } from '../kinds/service-order.ts';

export type Score = SatisfactionRecord['score'];

export interface UserScores {
  surveys: readonly Score[];
  /** Of the orders whose score stands in no survey of its own. */
  orders: readonly Score[];
}

/** A service order whose score stands in a satisfaction record of its own counts once. */
export function userScores(surveys: readonly SatisfactionRecord[], orders: readonly ServiceOrderRecord[]): UserScores {
  const told = new Set(surveys.flatMap((one) => one.order ?? []));
  return {
    surveys: surveys.map((one) => one.score),
    orders: orders.filter((one) => !told.has(one.id)).flatMap((one) => one.satisfaction ?? []),
  };
}
