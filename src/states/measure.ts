import { type Look, wordsOf } from './look.ts';

/** How far a measure is that was decided: 整改措施, 改进措施. */
export const measures = {
  done: { word: '已完成', tone: 'normal', mark: '' },
  'done-late': { word: '逾期完成', tone: 'attention', mark: '△' },
  doing: { word: '进行中', tone: 'attention', mark: '△' },
  open: { word: '未开始', tone: 'muted', mark: '○' },
  unfinished: { word: '未完成', tone: 'muted', mark: '' },
  overdue: { word: '已逾期', tone: 'abnormal', mark: '▲' },
} as const satisfies Record<string, Look>;

export type MeasureState = keyof typeof measures;

export const measureStates = wordsOf(measures);
