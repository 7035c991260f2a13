/** 次数限额 */
import { incidentsPart } from '../first-page/parts/incidents.ts';
import { quotaSections } from '../incident/statistics.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'quota',
  title: '次数限额',
  kinds: ['incident', 'manifest'],
  topics: ['quota'],
  monitoring: true,
  counts: ['incidents'],
  parts: [incidentsPart],
  compose: ({ view, incidents }: PeriodFacts) => quotaSections(view, incidents),
} satisfies ReportSection;
