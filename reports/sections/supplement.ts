/** 统计区间与归属: what the other sections rest on. */
import { compositionSection } from '../period/composition.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { composed } from '../periodic/needs.ts';
import type { ReportSection } from './_section.ts';

/** @param kinds of record on which the other sections of the report rest */
export const supplementOf = (kinds: ReadonlySet<string>): ReportSection => ({
  id: 'supplement',
  title: '统计区间与归属',
  kinds: [],
  compose: ({ view }: PeriodFacts) =>
    compositionSection(
      view,
      composed.filter(({ id }) => kinds.has(id)),
    ),
});
