/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '登记簿与签收单',
    about:
      '登记簿第 N 张表（主表为 1）列出登记簿定义所取的记录，经其筛选；一条记录的明细行各为一行，排班签到、巡检和探测按本期整日取。取自探测记录 failures 的是中断而不是其明细行：与可用率同一算法，跨零点的一次为一行，采购人同意的计划维护时段以内的不列。运维资产清单不列合同外的资产。以前各期已列、本期更正或作废的，本期列出其差额。签收单列出上一张签收单之后送达的文档，及仍没有签收的。',
    window: '本期',
    unit: '条',
    in: ['register'],
    figures: [
      { id: 'lines.〈表〉', name: '条数', what: '该表的行数，减去以前各期已列、本期作废的行' },
      { id: 'lines.〈表〉.〈值…〉.count', name: '统计：条数', what: '分组字段为该值的行；total 合计' },
      { id: 'lines.〈表〉.〈值…〉.days', name: '统计：天数', what: '该组各行不同日期的日数', unit: '日' },
      { id: 'lines.〈表〉.〈值…〉.share', name: '统计：占比', what: '该组行数 ÷ 全部行数，到十分位', unit: '%' },
      { id: 'lines.〈表〉.〈值…〉.back', name: '更正以前各期', what: '以前各期已列、本期作废的行，以负数列出' },
      { id: 'lines.〈表〉.〈值…〉.net', name: '更正后', what: '条数与更正之和' },
      { id: 'sum.〈表〉.〈字段〉', name: '合计', what: '该字段各行之和', unit: '随字段' },
      {
        id: 'sum.〈表〉.〈字段〉.〈分项…〉',
        name: '合计：分项',
        what: '该字段按承担方（及去向）分别相加',
        unit: '随字段',
      },
    ],
  },
];
