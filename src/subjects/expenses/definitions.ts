/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '费用与备件',
    about:
      '按登记时刻归期，承担方（supplier 供应商、purchaser 采购人）与去向（spent 支出、stocked 备件入库、used 备件出库）分开；金额相加，到分。',
    window: '本期',
    unit: '元',
    in: ['monthly-maintenance', 'site'],
    figures: [
      { id: 'expenses.〈承担方〉.〈去向〉', name: '金额', what: '该承担方该去向的金额之和' },
      { id: 'expenses.〈承担方〉.〈去向〉.count', name: '笔数', what: '同上的登记笔数', unit: '笔' },
      { id: 'expenses.〈去向〉', name: '金额（网站）', what: '近一年该去向的金额之和', window: '近一年', in: ['site'] },
      {
        id: 'expenses.〈去向〉.count',
        name: '笔数（网站）',
        what: '近一年该去向的笔数',
        window: '近一年',
        unit: '笔',
        in: ['site'],
      },
      {
        id: 'expenses.count',
        name: '笔数（网站）',
        what: '该月登记的笔数',
        window: '自然月',
        unit: '笔',
        in: ['site'],
      },
      { id: 'expenses.item.〈序号〉', name: '按名目', what: '近一年该名目的金额之和', window: '近一年', in: ['site'] },
      {
        id: 'expenses.item.〈序号〉.count',
        name: '按名目：笔数',
        what: '近一年该名目的笔数',
        window: '近一年',
        unit: '笔',
        in: ['site'],
      },
    ],
  },
];
