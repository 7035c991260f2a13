/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '网站的记录',
    about: '网站各记录页所列。',
    window: '全部',
    unit: '条',
    in: ['site'],
    figures: [
      { id: 'records', name: '该月的记录', what: '该月各种记录', window: '自然月' },
      { id: 'records.〈种类〉', name: '该种记录', what: '列出的该种记录' },
      { id: 'records.corrections', name: '更正', what: '近一年的记录的更正次数' },
      { id: 'records.corrections.replacing', name: '改变原值的更正', what: '改变了已登记的值的更正' },
      { id: 'records.corrections.advanced', name: '续填的更正', what: '只把事情往下登记（如补填完成时刻）的更正' },
      { id: 'records.withdrawn', name: '作废的记录', what: '近一年的记录中已作废的' },
    ],
  },
];
