/** 用户满意度 */
import type { PeriodFacts } from '../periodic/facts.ts';
import { satisfactionSection } from '../service/satisfaction-tables.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'satisfaction',
  title: '用户满意度',
  kinds: ['satisfaction', 'service-order'],
  topics: ['satisfaction'],
  compose: ({ view, satisfaction }: PeriodFacts) => satisfactionSection(view, satisfaction),
} satisfies ReportSection;
