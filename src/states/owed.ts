import type { Meaning } from './look.ts';

/** How it stands with one thing that the contract wants done, made, held or kept. */
export const owedStates = {
  met: { word: '符合', tone: 'normal', mark: '●', meaning: '有记录证实' },
  missed: { word: '不符合', tone: 'abnormal', mark: '▲', meaning: '期限已过而没有做到，或记录显示违反' },
  unseen: { word: '未证实', tone: 'attention', mark: '◇', meaning: '没有记录能说明，不算符合，也不算违反' },
  open: { word: '期限内', tone: 'muted', mark: '', meaning: '期限还没有到' },
} as const satisfies Record<string, Meaning>;

export type OwedState = keyof typeof owedStates;
