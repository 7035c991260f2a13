/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '告警、满意度与维护操作',
    about: '按记录的时刻归期。',
    window: '本期',
    unit: '条',
    in: ['monthly-maintenance'],
    figures: [
      { id: 'alerts.total', name: '登记告警', what: '告警提示' },
      { id: 'alerts.pending', name: '待处置', what: '处置决定为待处置的' },
      {
        id: 'alerts.〈级别〉.〈处置〉',
        name: '告警处置',
        what: 'critical 严重、warning 警告、info 提示：total 告警数、incident 转故障、handled 已处理、dismissed 无需处理、duplicate 重复、pending 待处置',
      },
      { id: 'operations.count', name: '维护操作', what: '主题为维护操作的工作记事' },
      {
        id: 'satisfaction.total',
        name: '评价',
        what: '满意度回访，加上有评分而没有对应回访的服务单（一单只计一次）',
        unit: '份',
        in: ['monthly-maintenance', 'site'],
      },
      { id: 'satisfaction.average', name: '平均', what: '评分的平均，四舍五入到百分位；没有评价时为空', unit: '分' },
      { id: 'satisfaction.rate', name: '满意率', what: '四分、五分的份数 ÷ 评价份数', unit: '%' },
      {
        id: 'satisfaction.distribution.〈分〉',
        name: '满意度分布',
        what: 's1 至 s5 各分的份数；total 合计',
        unit: '份',
      },
      {
        id: 'satisfaction.surveys',
        name: '回访',
        what: '满意度回访记录',
        window: '服务期至今',
        unit: '份',
        in: ['site'],
      },
      {
        id: 'satisfaction.orders',
        name: '服务单评分',
        what: '有评分而没有对应回访的服务单',
        window: '服务期至今',
        unit: '份',
        in: ['site'],
      },
    ],
  },
];
