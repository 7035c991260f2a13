import { type Meaning, meaningsOf, wordsOf } from './look.ts';

/** What an 应交项 is; the order is that of the design's vocabulary. */
export const occurrences = {
  upcoming: { word: '未到期', tone: 'muted', mark: '–', meaning: '还没到可签发的时间' },
  due: { word: '待交', tone: 'attention', mark: '○', meaning: '可以签发了，未到期限' },
  awaiting: {
    ...{ word: '待送达', tone: 'attention', mark: '◎' },
    meaning: '合同以送达或签收为准：已经签发，期限未到，还没有送达（签收）',
  },
  overdue: { word: '逾期未交', tone: 'abnormal', mark: '▲', meaning: '过了期限，有证据，没有签发' },
  undelivered: {
    ...{ word: '逾期未送达', tone: 'abnormal', mark: '▼' },
    meaning: '合同以送达或签收为准：已经签发，期限已过，仍没有送达（签收）',
  },
  'on-time': {
    ...{ word: '按期', tone: 'normal', mark: '●' },
    meaning: '在期限之内签发；合同以送达或签收为准的，在期限之内送达或签收',
  },
  late: { word: '补报', tone: 'attention', mark: '◐', meaning: '过了期限才签发，文档上有原因' },
  'delivered-late': {
    ...{ word: '逾期送达', tone: 'attention', mark: '◑' },
    meaning: '合同以送达或签收为准：期限过后才送达（签收），签发和送达的时间都列出',
  },
  missing: { word: '缺失', tone: 'abnormal', mark: '×', meaning: '过了期限，什么都没有观测到' },
  waived: { word: '已豁免', tone: 'muted', mark: '◇', meaning: '⟦采购人⟧同意免交' },
} as const satisfies Record<string, Meaning>;

export type OccurrenceState = keyof typeof occurrences;

export const stateWords: Readonly<Record<OccurrenceState, string>> = wordsOf(occurrences);
export const stateMeanings: Readonly<Record<OccurrenceState, string>> = meaningsOf(occurrences);

/** What asks for something first. */
export const mostUrgentFirst: readonly OccurrenceState[] = [
  ...(['overdue', 'undelivered', 'missing', 'due', 'awaiting', 'late', 'delivered-late'] as const),
  ...(['on-time', 'upcoming', 'waived'] as const),
];

/** What 应交 counts, wherever it is told: the number of a document is that of its interval, of the site and `status` that of today. */
export const OWED_MEANING = '应交时间已过的，不含已豁免的';
