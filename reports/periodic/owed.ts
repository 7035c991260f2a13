/** 应做应有的事项 of a period: the one list of what the contract wants done, held or kept, as the documents read it. */
import { keptThing, type OwedThing } from '../../src/subjects/holdings/judge/owed.ts';
import { nameOf, type PeriodView } from '../period/period.ts';
import { keptPart } from '../recovery/kept.ts';

/** What was decided in the period, each by its kind's own rule. */
export function owedThings(view: PeriodView): OwedThing[] {
  const name = (asset: string): string => nameOf(view, asset);
  return keptPart(view).decided.map((one) => keptThing(one, name));
}
