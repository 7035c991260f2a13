/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '攻防演练',
    about: '该次演练记录。',
    window: '该事件',
    unit: '项',
    in: ['security-exercise'],
    figures: [
      { id: 'exercise.days', name: '演练天数', what: '自开始之日至结束之日（未结束的至数据截至）的日数', unit: '日' },
      { id: 'exercise.people', name: '配合人员', what: '登记的配合人员', unit: '人' },
      { id: 'exercise.actions', name: '配合事项', what: '登记的配合事项' },
      { id: 'exercise.problems', name: '发现', what: '登记的发现' },
      { id: 'exercise.problems-open', name: '处置中', what: '状态为处置中的发现' },
    ],
  },
];
