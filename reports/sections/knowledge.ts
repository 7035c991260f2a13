/** 技术咨询与知识 */
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import { recordList } from '../period/record-list.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

const own = { id: 'knowledge', title: '技术咨询与知识' } as const;

export default {
  ...own,
  kinds: ['consultation'],
  topics: ['knowledge', 'support'],
  compose: ({ view }: PeriodFacts) =>
    recordList(view, own, consultation, [
      { field: 'at', weight: 1.1 },
      { field: 'department', weight: 1 },
      { field: 'question', weight: 2.4 },
      { field: 'answer', weight: 2.6 },
      { field: 'status', weight: 0.9 },
      { field: 'article', weight: 1.4 },
    ]),
} satisfies ReportSection;
