import { type Look, wordsOf } from './look.ts';

/** What came of a request about accounts or data. */
export const requestResults = {
  open: { word: '未完成', tone: 'attention', mark: '△' },
  done: { word: '已完成', tone: 'normal', mark: '' },
  failed: { word: '未成功', tone: 'abnormal', mark: '▲' },
  refused: { word: '不予办理', tone: 'muted', mark: '–' },
} as const satisfies Record<string, Look>;

export const requestResultWords = wordsOf(requestResults);
