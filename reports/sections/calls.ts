/** 来电 */
import call from '../../src/subjects/requests/kinds/call.ts';
import { recordList } from '../period/record-list.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { ReportSection } from './_section.ts';

const own = { id: 'calls', title: '来电' } as const;

export default {
  ...own,
  kinds: ['call'],
  topics: ['phone'],
  compose: ({ view }: PeriodFacts) =>
    recordList(view, own, call, [
      { field: 'at', weight: 1.1 },
      { field: 'caller', weight: 1 },
      { field: 'subject', weight: 2.4 },
      { field: 'handler', weight: 1 },
      { field: 'outcome', weight: 0.9 },
    ]),
} satisfies ReportSection;
