/** What every report of a period is: a first page, and sections of the catalogue in their order. */
import type { Composed, ComposeInput } from '../_deliverable.ts';
import { firstPage } from '../first-page/page.ts';
import { leadingWhereItStands } from '../first-page/within.ts';
import { periodView } from '../period/period.ts';
import { type PeriodFacts, periodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';
import { partsOf } from './catalogue.ts';

/**
 * @param sections that the report has
 * @param told of these the ones whose parts the first page tells: those that the data choose
 */
export function composePeriod(
  input: ComposeInput,
  sections: readonly ReportSection[],
  told: readonly ReportSection[] = sections,
): Composed {
  const counting = [...new Set(sections.flatMap(({ counts }) => counts ?? []))];
  const facts: PeriodFacts = periodFacts(periodView(input), counting);
  const { section, figures } = firstPage(facts, partsOf(told));
  const rest = sections.flatMap((one) => one.compose(facts));
  return { sections: [leadingWhereItStands(section, rest), ...rest], counted: facts.counted, figures };
}
