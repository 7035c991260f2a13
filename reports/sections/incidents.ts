/** 故障统计 */
import { incidentsPart } from '../first-page/parts/incidents.ts';
import { statisticsSection } from '../incident/statistics.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'incidents',
  title: '故障统计',
  kinds: ['incident', 'manifest'],
  topics: ['repair', 'support-system'],
  monitoring: true,
  counts: ['incidents'],
  parts: [incidentsPart],
  compose: ({ view, incidents }: PeriodFacts) => statisticsSection(view, incidents),
} satisfies ReportSection;
