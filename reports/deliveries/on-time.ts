/** How a period report words being in time: by 签发, 送达 or 签收, as its contract counts. */
import { onTimeFactsOf, onTimeWord } from '../../src/assess/contract/on-time.ts';
import { stateWord } from '../../src/contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../src/contract/terms/due-rules.ts';
import type { Delivery, DeliveryCounts } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { PeriodView } from '../period/period.ts';

/** The facts that decide under the contract of a document. */
export const factsOf = ({ input }: PeriodView): OnTimeBy[] => onTimeFactsOf(input.contract);

/** What 按期 and 未按期 are said of in a document. */
export const factWord = (view: PeriodView): string => onTimeWord(factsOf(view));

/** true when nothing goes by anything but its issue: no word of 送达 and 签收 as states is printed then. */
export const goesByIssue = (view: PeriodView): boolean => factsOf(view).every((one) => one === 'issued');

/** A state of what goes by its delivery or receipt, in the words of the contract. */
export const handoverWord = (view: PeriodView, state: Delivery['state']): string => stateWord(state, factsOf(view));

/** What came after its time, each kind of it that the contract knows, with its number. */
export function lateText(view: PeriodView, { late, deliveredLate }: DeliveryCounts): string {
  const facts = factsOf(view);
  return [
    ...(facts.includes('issued') || facts.length === 0 ? [`${handoverWord(view, 'late')} ${late}`] : []),
    ...(goesByIssue(view) ? [] : [`${handoverWord(view, 'delivered-late')} ${deliveredLate}`]),
  ].join('，');
}
