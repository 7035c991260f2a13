import { clocks } from './clock.ts';
import { wordsOf } from './look.ts';
import { occurrences } from './occurrence.ts';

/** Why something that a penalty rule found does not count; `decided`: and nothing is to be settled or written down any more. */
export const apartReasons = {
  'responsibility-open': { word: '责任待定', decided: false },
  'others-responsible': { word: '责任不在⟦供应商⟧', decided: true },
  waived: { word: occurrences.waived.word, decided: true },
  withdrawn: { word: '经异议撤销', decided: true },
  free: { word: '只记录不扣减的日期内', decided: true },
  charged: { word: '由本办法的其他规则计', decided: true },
  'counted-before': { word: '以前各期已计', decided: true },
  grace: { word: '宽限期内', decided: true },
  'grace-open': { word: '宽限期内，尚未送交', decided: false },
  'repeat-open': { word: '是否重复故障待认定', decided: false },
  'other-fault': { word: '登记为不是重复故障', decided: true },
  unregistered: { word: clocks.unrecorded.word, decided: false },
  unobserved: { word: '未观测', decided: false },
  undecided: { word: clocks.undecided.word, decided: false },
  unassessed: { word: '未评定', decided: false },
  claimed: { word: '待⟦采购人⟧确认', decided: false },
  'month-open': { word: '整月结束后计入', decided: false },
  'period-open': { word: '该期结束后计入', decided: false },
} as const;

export type ApartReason = keyof typeof apartReasons;

export const apartWords = wordsOf(apartReasons);
