/** 服务请求 */
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import { recordList } from '../period/record-list.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

const own = { id: 'requests', title: '服务请求' } as const;

export default {
  ...own,
  kinds: ['service-request'],
  topics: ['account', 'data-processing'],
  compose: ({ view }: PeriodFacts) =>
    recordList(view, own, serviceRequest, [
      { field: 'category', weight: 0.9 },
      { field: 'subject', weight: 2.2 },
      { field: 'applicant', weight: 1 },
      { field: 'executor', weight: 1 },
      { field: 'finishedAt', weight: 1.2 },
      { field: 'result', weight: 0.9 },
    ]),
} satisfies ReportSection;
