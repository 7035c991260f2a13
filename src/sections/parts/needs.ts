/** Which records a part of the site is made from, and from which day on. Pure. */
import { dayOfRecordId } from '../../contract/record-id.ts';
import { toDate } from '../../contract/time.ts';
import type { RecordsByKind, SiteFacts } from './facts.ts';

/** Records up to today: all, those of the year, of the months that the year touches, of so many days that end today, or today's. */
export type SiteWindow = 'all' | 'year' | 'months' | 'today' | { days: number };

/** Instead of the id of a kind: every kind that there is. */
export const EVERY_KIND = '*';

export interface SiteNeed {
  /** Id of a record kind, or `EVERY_KIND`. */
  kind: string;
  window: SiteWindow;
}

/** First day of the year that ends today. */
export const yearBefore = (today: string): string => toDate(today).subtract({ years: 1 }).toString();

/** First day of a window; `''`, which is before every day, when there is none. */
export function firstDay(window: SiteWindow, today: string): string {
  if (window === 'all') return '';
  if (window === 'year') return yearBefore(today);
  if (window === 'months') return `${yearBefore(today).slice(0, 'YYYY-MM'.length)}-01`;
  if (window === 'today') return today;
  return toDate(today).subtract({ days: window.days }).toString();
}

/** The needs kind by kind. */
export const eachKind = (needs: readonly SiteNeed[], kinds: readonly { id: string }[]): SiteNeed[] =>
  needs.flatMap((need) => (need.kind === EVERY_KIND ? kinds.map(({ id }) => ({ ...need, kind: id })) : [need]));

/** The facts as one part of the site gets them: what it asked for, and nothing else. */
export function factsFor(facts: SiteFacts, needs: readonly SiteNeed[]): SiteFacts {
  const wantedKinds = eachKind(needs, facts.kinds);
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
    records: pick(facts.records, wantedKinds),
    withdrawn: pick(facts.withdrawn, wantedKinds),
  };
}
