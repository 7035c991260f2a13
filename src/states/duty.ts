import { type Look, wordsOf } from './look.ts';

/** What became of a shift; what is not as it was planned first in a cell that shows one of several. */
export const duties = {
  planned: { word: '已排班', tone: 'muted', mark: '–' },
  present: { word: '在岗', tone: 'normal', mark: '●' },
  late: { word: '迟到', tone: 'attention', mark: '△' },
  'left-early': { word: '早退', tone: 'attention', mark: '▽' },
  leave: { word: '请假（已顶岗）', tone: 'muted', mark: '○' },
  absent: { word: '缺勤', tone: 'abnormal', mark: '×' },
} as const satisfies Record<string, Look>;

export type DutyState = keyof typeof duties;

export const dutyWords = wordsOf(duties);
