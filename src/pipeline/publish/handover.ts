/** What the site shows of documents that are in time by their delivery or receipt; nothing where the contract has none. Pure. */
import { onTimeFactsOf } from '../../assess/contract/on-time.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { isOfHandover, type OccurrenceState, stateWord, stateWords } from '../../contract/calendar/occurrence.ts';
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import type { SiteModel, SiteOccurrence } from '../../report/site-model.ts';
import type { PlannedOccurrence } from '../plan/plan.ts';

/** The words of the states that only such documents have. */
export function handoverWords(contract: ContractBundle): Pick<SiteModel, 'handoverStates'> {
  const by = onTimeFactsOf(contract);
  if (by.every((one) => one === 'issued')) return {};
  const states = (Object.keys(stateWords) as OccurrenceState[]).filter(isOfHandover);
  return { handoverStates: Object.fromEntries(states.map((state) => [state, stateWord(state, by)])) };
}

/** When the fact happened that makes it in time or late, where that is not its issue. */
export function handedOverOf({
  onTimeBy,
  handedIn,
}: Pick<PlannedOccurrence, 'onTimeBy' | 'handedIn'>): Pick<SiteOccurrence, 'handedOver'> {
  const at = onTimeBy === 'issued' ? null : handedIn[onTimeBy];
  return at === null ? {} : { handedOver: { what: onTimeWords[onTimeBy], at } };
}
