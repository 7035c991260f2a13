import { type Look, wordsOf } from './look.ts';

/** 核查结果 of what a log showed: nothing is abnormal until somebody looked. */
export const logAnomalies = {
  normal: { word: '核实为正常业务', tone: 'normal', mark: '' },
  abnormal: { word: '确认异常', tone: 'abnormal', mark: '▲' },
  pending: { word: '待核查', tone: 'attention', mark: '△' },
} as const satisfies Record<string, Look>;

export const logAnomalyWords = wordsOf(logAnomalies);
