import { type Meaning, wordsOf } from './look.ts';

/** What became of an objection to a deduction. Silence of the purchaser decides nothing by itself. */
export const objections = {
  open: { word: '待答复', tone: 'attention', mark: '○', meaning: '已提出，⟦采购人⟧还没有答复，扣减照计，得分为暂计' },
  overdue: {
    word: '逾期未答复',
    tone: 'attention',
    mark: '△',
    meaning: '答复期限已过，⟦采购人⟧还没有答复，扣减照计，得分为暂计',
  },
  claimed: {
    ...{ word: '答复待确认', tone: 'attention', mark: '◇' },
    meaning: '答复由⟦供应商⟧登记，还没有⟦采购人⟧的签字或账号确认，扣减照计，得分为暂计',
  },
  kept: { word: '维持', tone: 'muted', mark: '●', meaning: '⟦采购人⟧维持扣减' },
  reduced: { word: '减少', tone: 'normal', mark: '●', meaning: '⟦采购人⟧减少扣减' },
  withdrawn: { word: '撤销', tone: 'normal', mark: '●', meaning: '⟦采购人⟧撤销扣减' },
} as const satisfies Record<string, Meaning>;

export type ObjectionState = keyof typeof objections;
export const objectionWords = wordsOf(objections);

/** What the purchaser can answer. */
export const objectionAnswers = {
  kept: objections.kept.word,
  reduced: objections.reduced.word,
  withdrawn: objections.withdrawn.word,
} as const;
