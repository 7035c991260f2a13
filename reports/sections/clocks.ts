/** 响应与恢复达成 */
import { incidentsPart } from '../first-page/parts/incidents.ts';
import { clockSummarySection } from '../incident/clock-summary.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'clocks',
  title: '响应与恢复达成',
  kinds: ['incident', 'manifest'],
  topics: ['response', 'remote-start', 'arrival', 'restoration', 'incident-record', 'notice'],
  monitoring: true,
  counts: ['incidents'],
  parts: [incidentsPart],
  compose: ({ view, incidents }: PeriodFacts) => clockSummarySection(view, incidents),
} satisfies ReportSection;
