/** How one 应交项 stands on the site, and the states of what goes by its delivery or receipt. Pure. */

import { onTimeFactsOf } from '../../assess/contract/on-time.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { isOfHandover, type Occurrence, stateWord } from '../../contract/calendar/occurrence.ts';
import { periodText } from '../../contract/calendar/period-text.ts';
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import type { InstantText } from '../../contract/time.ts';
import type { RichCell, SiteModel, SiteOccurrence } from '../../report/site-model.ts';
import { recordsOf, type SiteFacts } from '../../sections/parts/facts.ts';
import { recordsHref } from '../../sections/parts/links.ts';
import type { SiteMask } from '../../sections/parts/mask.ts';
import { placeOf } from '../../sections/parts/places.ts';
import { interpretationHref } from '../../sections/parts/settled.ts';
import { type OccurrenceState, stateWords } from '../../states/occurrence.ts';
import { periodKey } from '../../subjects/deliveries/judge/claimed-waivers.ts';
import { isOwed } from '../../subjects/deliveries/judge/deliveries.ts';
import { handedTime } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { dueThenText } from '../../subjects/deliveries/judge/due-then.ts';
import { CAUSE_PLACE, missedBy, missedNotes, NO_CAUSE } from '../../subjects/deliveries/judge/missed.ts';
import { dueMovedBy } from '../../subjects/incidents/judge/interpretation.ts';
import noteKind from '../../subjects/work/kinds/note.ts';
import { settledAs } from '../../wording/interpretation-words.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';

/** The words of the states that only such documents have. */
export function handoverWords(contract: ContractBundle): Pick<SiteModel, 'handoverStates'> {
  const by = onTimeFactsOf(contract);
  if (by.every((one) => one === 'issued')) return {};
  const states = (Object.keys(stateWords) as OccurrenceState[]).filter(isOfHandover);
  return { handoverStates: Object.fromEntries(states.map((state) => [state, stateWord(state, by)])) };
}

/** When the fact happened that makes it in time or late, where that is not its issue. */
function handedOverOf({
  onTimeBy,
  handedIn,
  occurrence,
}: Pick<PlannedOccurrence, 'onTimeBy' | 'handedIn' | 'occurrence'>): Pick<SiteOccurrence, 'handedOver'> {
  if (onTimeBy === 'issued') return {};
  const { at, writtenAt } = handedTime(handedIn, onTimeBy, occurrence.dueAt);
  if (at === null) return {};
  return { handedOver: { what: onTimeWords[onTimeBy], at, ...(writtenAt === null ? {} : { writtenAt }) } };
}

/** Why what is 缺失 was not observed, or that nobody wrote it down, by what people wrote of the days that the site shows. */
export function causeOf(facts: SiteFacts): (occurrence: Pick<Occurrence, 'from' | 'to'>) => RichCell | undefined {
  const notes = missedNotes(recordsOf(facts, noteKind));
  const hasNotes = (facts.ids.get(noteKind.id) ?? []).length > 0;
  return (occurrence) => {
    // Of older days no notes are read: nothing is said of why.
    if (occurrence.from < facts.yearFrom) return undefined;
    const note = missedBy(notes, occurrence);
    if (note !== null) return { text: note.text, href: placeOf(facts, noteKind.id, note.id) };
    return { text: NO_CAUSE, ...(hasNotes ? { href: recordsHref(noteKind.id) } : {}), sub: CAUSE_PLACE };
  };
}

/**
 * With the 口径 that were settled since, where it was due by another time when it was issued and they move such a time.
 * @param interpretations of the contract
 */
export function withSettled(
  one: SiteOccurrence,
  obligation: Pick<Obligation, 'eventClass'>,
  interpretations: readonly Interpretation[],
): SiteOccurrence {
  if (one.dueThen === undefined || one.issuedAt === null) return one;
  const since = dueMovedBy(obligation, one.issuedAt, interpretations);
  if (since.length === 0) return one;
  return {
    ...one,
    dueSince: since.map((own) => ({ text: `其后 ${settledAs(own)}`, href: interpretationHref(own.id) })),
  };
}

/** @param waivers texts of waivers by `periodKey` @param cause as `causeOf` makes it @param now of the site */
export function siteOccurrence(
  item: PlannedOccurrence,
  mask: SiteMask,
  waivers: ReadonlyMap<string, string>,
  cause: ReturnType<typeof causeOf>,
  now: InstantText,
): SiteOccurrence {
  const { obligation, occurrence, issued } = item;
  const then = dueThenText(occurrence.dueAt, issued?.manifest.dueAt ?? null);
  const why = item.state === 'missing' ? cause(occurrence) : undefined;
  const waiver =
    item.state === 'waived'
      ? waivers.get(periodKey({ obligation: obligation.id, period: occurrence.period }))
      : undefined;
  return {
    obligation: obligation.id,
    name: obligation.name,
    period: occurrence.period,
    periodText: periodText(occurrence),
    state: item.state,
    stateText: stateWord(item.state, [item.onTimeBy]),
    dueAt: occurrence.dueAt,
    owed: isOwed({ state: item.state, dueAt: occurrence.dueAt }, now),
    ...(then === null ? {} : { dueThen: then }),
    issuedAt: issued?.manifest.times.issued ?? null,
    ...handedOverOf(item),
    lacks: mask.internal ? item.lacks : [],
    document: issued?.manifest.number ?? null,
    ...(waiver === undefined ? {} : { waiver }),
    ...(why === undefined ? {} : { cause: why }),
  };
}
