/** 现场服务 */
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import { recordList } from '../period/record-list.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

const own = { id: 'orders', title: '现场服务' } as const;

export default {
  ...own,
  kinds: ['service-order'],
  topics: ['visit'],
  compose: ({ view }: PeriodFacts) =>
    recordList(view, own, serviceOrder, [
      { field: 'arrivedAt', weight: 1.1 },
      { field: 'place', weight: 1.2 },
      { field: 'purpose', weight: 2 },
      { field: 'engineer', weight: 1 },
      { field: 'result', weight: 0.9 },
      { field: 'signedBy', weight: 1 },
    ]),
} satisfies ReportSection;
