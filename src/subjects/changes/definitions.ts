/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '变更',
    about: '变更按提出时刻归期；已完成是采购人确认，在得知确认的那一期计。',
    window: '本期',
    unit: '项',
    in: ['monthly-maintenance'],
    figures: [
      { id: 'changes.count', name: '变更', what: '变更登记', in: ['monthly-maintenance', 'service-review'] },
      { id: 'changes.done', name: '变更：已完成', what: '本期得知采购人确认的变更' },
      {
        id: 'changes.carried.count',
        name: '以前各期提出，尚未结束',
        what: '期末未确认、未撤回的以前各期变更',
        window: '期末',
      },
      {
        id: 'changes.corrected.count',
        name: '更正以前各期：登记数',
        what: '以前各期已计数、本期作废的变更，以负数列出',
      },
      { id: 'changes.corrected.done', name: '更正以前各期：已完成', what: '以前各期已计的确认，因更正而增减' },
      {
        id: 'changes.stage.〈阶段〉',
        name: '变更按阶段',
        what: '近一年提出的变更现在所处的阶段',
        window: '近一年',
        in: ['site'],
      },
    ],
  },
];
