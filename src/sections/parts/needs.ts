/** Which records a part of the site is made from, and from which day on. Pure. */

import type { Moment } from '../../contract/calendar/moment.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { Asking } from '../../contract/terms/requirements.ts';
import { toDate } from '../../contract/time.ts';
import type { RecordsByKind, SiteFacts } from './facts.ts';

/** Records up to today: all, those of the year, of the months that it touches, of so many days up to the last one counted, or today's. */
export type SiteWindow = 'all' | 'year' | 'months' | 'today' | { days: number };

/** Instead of the id of a kind: every kind that there is. */
export const EVERY_KIND = '*';

export interface SiteNeed {
  /** Id of a record kind, or `EVERY_KIND`. */
  kind: string;
  window: SiteWindow;
  /** Nothing is read for it under a contract of which this says false. @param kind each of `EVERY_KIND` */
  when?(contract: Asking, kind: string): boolean;
}

/** First day of a window; `''`, which is before every day, when there is none. */
export function firstDay(window: SiteWindow, { today, until, yearFrom }: Omit<Moment, 'now'>): string {
  if (window === 'all') return '';
  if (window === 'year') return yearFrom;
  if (window === 'months') return `${yearFrom.slice(0, 'YYYY-MM'.length)}-01`;
  if (window === 'today') return today;
  return toDate(until).subtract({ days: window.days }).toString();
}

/** The needs kind by kind, as far as the contract has any of them. */
export const eachKind = (needs: readonly SiteNeed[], kinds: readonly { id: string }[], contract: Asking): SiteNeed[] =>
  needs
    .flatMap((need) => (need.kind === EVERY_KIND ? kinds.map(({ id }) => ({ ...need, kind: id })) : [need]))
    .filter(({ when, kind }) => when?.(contract, kind) ?? true);

/** The facts as one part of the site gets them: what it asked for, and nothing else. */
export function factsFor(facts: SiteFacts, needs: readonly SiteNeed[]): SiteFacts {
  const wantedKinds = eachKind(needs, facts.kinds, facts.contract.contract);
  const pick = (all: RecordsByKind, wanted: readonly SiteNeed[]): RecordsByKind =>
    Object.fromEntries(
      [...Map.groupBy(wanted, ({ kind }) => kind)].map(([kind, own]) => {
        // Parts of it may want a kind for longer than others do.
        const [from = ''] = own.map(({ window }) => firstDay(window, facts)).sort();
        return [kind, (all[kind] ?? []).filter(({ id }) => dayOfRecordId(id) >= from)];
      }),
    );
  return {
    ...facts,
    records: pick(facts.records, wantedKinds),
    withdrawn: pick(facts.withdrawn, wantedKinds),
  };
}
