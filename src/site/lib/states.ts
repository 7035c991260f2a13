/** Which states a page of the site lists, and in which order. */
import type { SiteModel } from '../../report/site-model.ts';
import type { Look } from '../../states/look.ts';
import { mostUrgentFirst, type OccurrenceState, occurrences } from '../../states/occurrence.ts';
import { outcomes } from '../../states/outcome.ts';

/** States of what goes by its delivery or receipt. */
const HANDOVER: readonly OccurrenceState[] = ['awaiting', 'undelivered', 'delivered-late'];

/** The states that occur under a contract, in the order of urgency: those of 送达 and 签收 only where it goes by them. */
export function looksOf({
  handoverStates,
}: Pick<SiteModel, 'handoverStates'>): { state: OccurrenceState; look: Look }[] {
  return mostUrgentFirst
    .filter((state) => handoverStates !== undefined || !HANDOVER.includes(state))
    .map((state) => ({
      state,
      look: { ...occurrences[state], word: handoverStates?.[state] ?? occurrences[state].word },
    }));
}

/** Counts in the order in which documents print them; a code without a name is shown as it is. */
export function orderedOutcomes(counts: Record<string, number>): { code: string; look: Look; count: number }[] {
  const known = Object.keys(outcomes).filter((code) => code !== 'not-applicable' || (counts[code] ?? 0) > 0);
  const unknown = Object.keys(counts).filter((code) => !(code in outcomes));
  return [...known, ...unknown].map((code) => ({
    code,
    look: (outcomes as Readonly<Record<string, Look>>)[code] ?? { word: code, mark: '', tone: 'muted' },
    count: counts[code] ?? 0,
  }));
}

export const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);
