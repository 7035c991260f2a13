import { type Look, wordsOf } from './look.ts';

/** 判定 of one limit of an incident. Only `met` is passing; `undecided` is neither, because readings that differ are not confirmed. */
export const clocks = {
  met: { word: '达标', tone: 'normal', mark: '' },
  missed: { word: '未达标', tone: 'abnormal', mark: '▲' },
  running: { word: '进行中', tone: 'attention', mark: '△' },
  undecided: { word: '口径未定', tone: 'attention', mark: '△' },
  overrun: { word: '已超时', tone: 'abnormal', mark: '▲' },
  'to-be-agreed': { word: '待协商', tone: 'attention', mark: '△' },
  'not-applicable': { word: '不适用', tone: 'muted', mark: '–' },
  unrecorded: { word: '未登记', tone: 'abnormal', mark: '◇' },
} as const satisfies Record<string, Look>;

export type ClockState = keyof typeof clocks;

export const clockStates = wordsOf(clocks);
