/** Which months have pages of their own for what happened in them: a year of them; older ones are folded. Pure. */
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { SiteFacts } from './facts.ts';

/** `2026-11` of a record's id. */
export const monthOfId = (id: string): string => dayOfRecordId(id).slice(0, 'YYYY-MM'.length);

export const isRecent = (facts: Pick<SiteFacts, 'yearFrom'>, id: string): boolean =>
  dayOfRecordId(id) >= facts.yearFrom;

/** Months of which nothing has a page of its own any more: all that happened in one stands on one page. */
export const isFolded = (facts: Pick<SiteFacts, 'yearFrom'>, month: string): boolean =>
  month < facts.yearFrom.slice(0, 'YYYY-MM'.length);
