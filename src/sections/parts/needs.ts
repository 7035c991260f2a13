/** Which records a part of the site is made from, and from which day on. Pure. */
import { dayOfRecordId } from '../../contract/record-id.ts';
import { toDate } from '../../contract/time.ts';
import type { RecordsByKind, SiteFacts } from './facts.ts';

/** Records up to today: all, those of the year or of so many days that end today, or today's. */
export type SiteWindow = 'all' | 'year' | 'today' | { days: number };

export interface SiteNeed {
  /** Id of a record kind. */
  kind: string;
  window: SiteWindow;
  /** Wanted as they were written down, too: see `SiteFacts`. */
  unmasked?: true;
}

/** First day of the year that ends today. */
export const yearBefore = (today: string): string => toDate(today).subtract({ years: 1 }).toString();

/** First day of a window; `''`, which is before every day, when there is none. */
export function firstDay(window: SiteWindow, today: string): string {
  if (window === 'all') return '';
  if (window === 'year') return yearBefore(today);
  if (window === 'today') return today;
  return toDate(today).subtract({ days: window.days }).toString();
}

/** The facts as one part of the site gets them: what it asked for, and nothing else. */
export function factsFor(facts: SiteFacts, needs: readonly SiteNeed[]): SiteFacts {
  const pick = (all: RecordsByKind, wanted: readonly SiteNeed[]): RecordsByKind =>
    Object.fromEntries(
      [...Map.groupBy(wanted, ({ kind }) => kind)].map(([kind, own]) => {
        // Parts of it may want a kind for longer than others do.
        const [from = ''] = own.map(({ window }) => firstDay(window, facts.today)).sort();
        return [kind, (all[kind] ?? []).filter(({ id }) => dayOfRecordId(id) >= from)];
      }),
    );
  return {
    ...facts,
    records: pick(facts.records, needs),
    unmasked: pick(
      facts.unmasked,
      needs.filter(({ unmasked }) => unmasked),
    ),
  };
}
