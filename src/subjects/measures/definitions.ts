/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '整改措施',
    about: '本起故障登记的整改措施，按数据截至的状态；期限当日仍为期内。',
    window: '该事件',
    unit: '项',
    in: ['rectification-plan'],
    figures: [
      { id: 'measures.total', name: '整改措施', what: '措施数' },
      { id: 'measures.done', name: '已完成', what: '状态为已完成' },
      { id: 'measures.doing', name: '进行中', what: '状态为进行中、未逾期' },
      { id: 'measures.open', name: '未开始', what: '状态为未开始、未逾期' },
      { id: 'measures.overdue', name: '已逾期', what: '未完成而已过期限' },
      {
        id: 'measures.unfinished',
        name: '未完成的措施',
        what: '全部故障与演练的措施中未完成的',
        window: '全部',
        in: ['site'],
      },
      {
        id: 'measures.unfinished.overdue',
        name: '其中逾期',
        what: '未完成的措施中已过期限的',
        window: '全部',
        in: ['site'],
      },
    ],
  },
];
