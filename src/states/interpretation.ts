import { type Look, wordsOf } from './look.ts';

/** Whether both sides settled an ambiguous clause (口径). */
export const interpretations = {
  settled: { word: '已确认', tone: 'normal', mark: '●' },
  pending: { word: '待确认', tone: 'attention', mark: '△' },
} as const satisfies Record<string, Look>;

export const interpretationStates = wordsOf(interpretations);

/** What is so of one of its options. */
export const interpretationOptions = {
  chosen: { word: '选定', tone: 'normal', mark: '●' },
  presumed: { word: '确认前暂按', tone: 'attention', mark: '△' },
} as const satisfies Record<string, Look>;
