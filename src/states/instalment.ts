import { type Meaning, wordsOf } from './look.ts';

/** How what an instalment asks for stands. Whether it is paid, and whether its condition holds, is not for a program to say. */
export const instalments = {
  unnamed: {
    ...{ word: '未写明资料', tone: 'muted', mark: '–' },
    meaning: '合同数据没有写明凭哪些文档和资料付款，不作判断',
  },
  ahead: {
    word: '未到准备期',
    tone: 'muted',
    mark: '–',
    meaning: '距可付款的首日还有 30 天以上，所凭的文档和资料尚未齐备',
  },
  lacking: {
    ...{ word: '资料未齐', tone: 'attention', mark: '△' },
    meaning: '可付款的首日已到或不足 30 天，所凭的文档和资料尚未齐备',
  },
  complete: {
    ...{ word: '资料齐备', tone: 'normal', mark: '●' },
    meaning: '所凭的文档和资料均有凭证；付款条件是否成就由双方认定',
  },
} as const satisfies Record<string, Meaning>;

export type InstalmentState = keyof typeof instalments;
export const instalmentWords = wordsOf(instalments);
