/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '可用率',
    about:
      '按各探测的时序逐秒统计：任一探测不通即为中断，至少一个探测通即为可用，都没有结果为未观测。采购人在开始前同意（或登记为事后补记）的计划维护时段，按同意的起止 from 至 to，不是实际起止，从可用、中断、未观测中一并剔除。',
    window: '本期整日',
    unit: '%',
    in: ['monthly-maintenance'],
    figures: [
      {
        id: 'availability.〈对象〉',
        name: '可用率',
        what: '可用秒数 ÷（可用 + 中断）秒数',
        in: ['monthly-maintenance', 'site'],
      },
      {
        id: 'availability.overall',
        name: '可用率',
        what: '各对象可用秒数之和 ÷ 各对象（可用 + 中断）秒数之和',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
      },
      {
        id: 'availability.coverage',
        name: '观测覆盖率',
        what: '各对象（可用 + 中断）秒数之和 ÷ 各对象（可用 + 中断 + 未观测）秒数之和',
      },
      {
        id: 'coverage.〈对象〉',
        name: '观测覆盖率',
        what: '该对象（可用 + 中断）秒数 ÷（可用 + 中断 + 未观测）秒数',
        in: ['monthly-maintenance', 'site'],
      },
      {
        id: 'availability.with-maintenance',
        name: '可用率（计入计划维护）',
        what: '计划维护时段照常计入可用、中断；只在计划维护时段有中断时印出',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
      },
      {
        id: 'availability.with-maintenance.〈对象〉',
        name: '计入计划维护',
        what: '同上，该对象',
        in: ['monthly-maintenance', 'site'],
      },
      {
        id: 'outages.〈对象〉',
        name: '中断次数',
        what: '计划维护时段以外由非中断变为中断的次数；统计开始前已中断的不计',
        unit: '次',
        in: ['monthly-maintenance', 'site'],
      },
      {
        id: 'availability.〈对象〉.outages',
        name: '中断次数（网站该月）',
        what: '近一年逐月图中各月开始的中断',
        window: '近一年',
        unit: '次',
        in: ['site'],
      },
      {
        id: 'availability.target.〈要求〉',
        name: '合同要求的可用率',
        what: '合同所写的百分数，不是统计数',
        window: '近一年',
        in: ['site'],
      },
      {
        id: 'availability.〈对象〉.axis',
        name: '图的下限',
        what: '逐月可用率图纵轴的起点，不是统计数',
        window: '近一年',
        in: ['site'],
      },
    ],
  },
];
