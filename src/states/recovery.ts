import { type Look, wordsOf } from './look.ts';

/** What came of a restore test, and of each query and check by sample in it. */
export const restoreResults = {
  passed: { word: '通过', tone: 'normal', mark: '●' },
  failed: { word: '不通过', tone: 'abnormal', mark: '▲' },
} as const satisfies Record<string, Look>;

/** A table that came back, beside what it was when it was saved. */
export const comparedTables = {
  same: { word: '一致', tone: 'normal', mark: '●' },
  different: { word: '不一致', tone: 'abnormal', mark: '▲' },
  missing: { word: '缺表', tone: 'abnormal', mark: '▲' },
  extra: { word: '多表', tone: 'attention', mark: '△' },
  unchecked: { word: '未比对', tone: 'attention', mark: '△' },
} as const satisfies Record<string, Look>;

/** In which order they are listed: of hundreds of tables one has changed. */
export const comparedWorstFirst: readonly (keyof typeof comparedTables)[] = [
  'missing',
  'different',
  'extra',
  'unchecked',
  'same',
];

/** What came of a drill. */
export const drillResults = {
  achieved: { word: '达到目标', tone: 'normal', mark: '●' },
  partly: { word: '部分达到', tone: 'attention', mark: '△' },
  failed: { word: '未达到', tone: 'abnormal', mark: '▲' },
} as const satisfies Record<string, Look>;

export const restoreWords = wordsOf(restoreResults);
export const comparedWords = wordsOf(comparedTables);
export const drillWords = wordsOf(drillResults);
