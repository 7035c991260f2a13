/** What a line about a document says more to whoever works on it: which event it is of, and when what it lacks will come. */

import { at, compareInstants, dateOf, formatTime, toText } from '../../contract/time.ts';
import { type DueItem, needsAttention } from '../../pipeline/plan/due-items.ts';
import type { PlannedOccurrence } from '../../pipeline/plan/planned.ts';
import type { Session } from '../../pipeline/session.ts';
import { type Tone, toneMarks } from '../../states/look.ts';
import { occurrences } from '../../states/occurrence.ts';
import { receipts } from '../../states/receipt.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';

/** Title of the record that each event's documents are of, by its id; records without a title have none. */
export async function eventTitles(
  { workspace: { records } }: Session,
  items: readonly Pick<PlannedOccurrence, 'obligation' | 'occurrence'>[],
): Promise<ReadonlyMap<string, string>> {
  const events = items.filter(({ occurrence }) => occurrence.event !== undefined);
  const kinds = new Set(events.flatMap(({ obligation }) => obligation.eventKind ?? []));
  const wanted = new Set(events.map(({ occurrence }) => occurrence.event));
  const titles = new Map<string, string>();
  for (const kind of kinds) {
    for (const record of (await records.list(kind)).records) {
      const { title } = record as { title?: unknown };
      if (wanted.has(record.id) && typeof title === 'string') titles.set(record.id, title);
    }
  }
  return titles;
}

/** What no document can be made without, as the plan names it. */
const EVIDENCE = '证据';

/**
 * What a document lacks; of an inspection that is still to be collected, when that is done by itself.
 * @param lacks what it lacks by the plan; now: ISO instant
 */
export function lacksOf(
  { workspace: { settings } }: Session,
  { obligation, occurrence }: Pick<PlannedOccurrence, 'obligation' | 'occurrence'>,
  { lacks, now }: { lacks: readonly string[]; now: string },
): string[] {
  if (!isInspectionAlone(obligation) || settings.sources.length === 0) return [...lacks];
  const day = dateOf(now);
  if (occurrence.from !== day) return [...lacks];
  // A shift is collected once it has begun, a day from the hour on that the settings name.
  const from = occurrence.span?.from ?? toText(at(day, settings.inspection.opensAt));
  if (compareInstants(now, from) >= 0) return [...lacks];
  const clock = formatTime(from).slice(0, 'hh:mm'.length);
  return lacks.map((one) => (one === EVIDENCE ? `${EVIDENCE}（${clock} 自动采集）` : one));
}

/** How its state looks, as everywhere; what was sent back or made void is as bad as that says, and what wants another look no better. */
export function lookOf(told: DueItem): { tone: Tone; mark: string } {
  const own = occurrences[told.state];
  const marked = (tone: Tone) => ({ tone, mark: toneMarks[tone] });
  if (told.returned !== undefined || told.annulled !== undefined) return marked(receipts.returned.tone);
  if (own.tone !== 'abnormal' && needsAttention(told)) return marked('attention');
  return { tone: own.tone, mark: own.mark };
}
