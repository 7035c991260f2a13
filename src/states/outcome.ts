import { type Meaning, meaningsOf, wordsOf } from './look.ts';

/** 判定 of a check, in the order in which documents count them. */
export const outcomes = {
  normal: { word: '正常', tone: 'normal', mark: '', meaning: '采到了，符合标准' },
  abnormal: { word: '异常', tone: 'abnormal', mark: '▲', meaning: '采到了，不符合标准' },
  unreachable: { word: '无法采集', tone: 'attention', mark: '◇', meaning: '该采而没采到，写明原因' },
  stale: { word: '数据过期', tone: 'attention', mark: '△', meaning: '采到的是旧数据' },
  unconfigured: { word: '未配置', tone: 'muted', mark: '–', meaning: '还没有接数据源' },
  'manual-pending': { word: '待人工', tone: 'muted', mark: '○', meaning: '等人查看后填写' },
  'not-applicable': { word: '不适用', tone: 'muted', mark: '', meaning: '按约定不需要看' },
} as const satisfies Record<string, Meaning>;

export type Outcome = keyof typeof outcomes;

export const outcomeWords = wordsOf(outcomes);
export const outcomeMeanings = meaningsOf(outcomes);

/** What a person may say of what they looked at. */
export const seenWords = wordsOf({
  normal: outcomes.normal,
  abnormal: outcomes.abnormal,
  'not-applicable': outcomes['not-applicable'],
});

/** Which outcome speaks for several together: the first that occurs. Normal comes last but one: absent is never passing. */
export const worstFirst: readonly Outcome[] = [
  'abnormal',
  'unreachable',
  'stale',
  'unconfigured',
  'manual-pending',
  'normal',
  'not-applicable',
];

/** Its place among them: the lower, the worse. */
export const rankOf = (outcome: Outcome): number => worstFirst.indexOf(outcome);

/** What speaks for several together; undefined of none. */
export const worstOf = (rows: readonly { readonly outcome: Outcome }[]): Outcome | undefined =>
  worstFirst.find((outcome) => rows.some((row) => row.outcome === outcome));

/** What somebody has to see to. */
export const openOutcomes: readonly Outcome[] = ['abnormal', 'unreachable', 'stale'];
export const isOpen = ({ outcome }: { readonly outcome: Outcome }): boolean => openOutcomes.includes(outcome);

/** By which nobody knows how the checked thing was; the others stand, whatever a person says of it later. */
export const unknownOutcomes: readonly Outcome[] = ['unreachable', 'stale', 'unconfigured', 'manual-pending'];
export const isUnknown = (outcome: Outcome): boolean => unknownOutcomes.includes(outcome);
