import { type Look, wordsOf } from './look.ts';

/** How a backup set came out: one that succeeded and did not pass its check is not called 成功. */
export const backupSets = {
  success: { word: '成功', tone: 'normal', mark: '●' },
  incomplete: { word: '不完整', tone: 'abnormal', mark: '▲' },
  failed: { word: '失败', tone: 'abnormal', mark: '▲' },
  'check-failed': { word: '校验未通过', tone: 'abnormal', mark: '▲' },
} as const satisfies Record<string, Look>;

export type BackupSetState = keyof typeof backupSets;

/** 完整性校验 of a set. */
export const setChecks = {
  passed: { word: '通过', tone: 'normal', mark: '●' },
  failed: { word: '未通过', tone: 'abnormal', mark: '▲' },
  'not-checked': { word: '未校验', tone: 'attention', mark: '○' },
} as const satisfies Record<string, Look>;

export const setCheckWords = wordsOf(setChecks);
