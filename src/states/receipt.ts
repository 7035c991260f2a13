import { type Meaning, meaningsOf, wordsOf } from './look.ts';

/**
 * How the newest revision stands with the purchaser. A claim of the supplier's is none of the purchaser's acts, so that the document
 * still waits (5.7).
 */
export const receipts = {
  undelivered: { word: '未送达', tone: 'muted', mark: '–', meaning: '已签发，还没有送达' },
  waiting: {
    ...{ word: '待签收', tone: 'attention', mark: '○' },
    meaning: '已送达，等⟦采购人⟧签收或退回，写明已等待几天',
  },
  claimed: {
    ...{ word: '待确认', tone: 'attention', mark: '◇' },
    meaning: '由⟦供应商⟧登记，还没有⟦采购人⟧的签字或账号确认，不算已签收',
  },
  deemed: {
    ...{ word: '视为签收', tone: 'muted', mark: '●' },
    meaning: '⟦采购人⟧在合同写明的期限内没有签收或退回，按条款视为签收，不是⟦采购人⟧的签收',
  },
  received: { word: '已签收', tone: 'normal', mark: '●', meaning: '⟦采购人⟧已签收' },
  returned: { word: '已退回', tone: 'abnormal', mark: '▲', meaning: '⟦采购人⟧已退回，等修订' },
  annulled: { word: '已作废', tone: 'abnormal', mark: '▲', meaning: '签发后作废，重新列为应交' },
} as const satisfies Record<string, Meaning>;

export type ReceiptState = keyof typeof receipts;

export const receiptWords = wordsOf(receipts);
export const receiptMeanings = meaningsOf(receipts);

/** What asks for something first. */
export const receiptOrder: readonly ReceiptState[] = [
  ...(['waiting', 'claimed', 'returned', 'annulled', 'undelivered', 'deemed', 'received'] as const),
];
